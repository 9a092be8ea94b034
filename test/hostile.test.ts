import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadSuite } from "../src/cases/load.ts";
import { runCommand } from "../src/run/run.ts";
import { selectCases } from "../src/run/select.ts";
import { fixtureSuite } from "./fixture-suite.ts";

/** An adapter in raw protocol whose answer to a call is the statement `onCall`; `answer()` is the honest one. */
const script = (onCall: string, before = "") => `
import { createInterface } from "node:readline";
const send = (message) => process.stdout.write((typeof message === "string" ? message : JSON.stringify(message)) + "\\n");
const scalar = (value) => ({ dtype: "float32", shape: [], data: [value] });
${before}
createInterface({ input: process.stdin }).on("line", (line) => {
  const call = JSON.parse(line);
  if (call.type === "stop") process.exit(0);
  if (call.type === "start") return send({ type: "ready", protocol: 1, name: "raw", version: "1", language: "js", losses: ["demo.*"], dtypes: ["float32"], gradients: true });
  const bad = call.id.includes("/n05/");
  const answer = () => call.id.includes("/n10/") ? send({ type: "rejected", seq: call.seq, message: "no" }) : send({ type: "result", seq: call.seq, value: scalar(2), gradients: { x: scalar(2) } });
  ${onCall}
});`;

async function verdicts(source: string) {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-hostile-"));
  writeFileSync(path.join(cwd, "raw.mjs"), source);
  const suite = loadSuite(fixtureSuite(), "0");
  const command = { file: process.execPath, args: ["raw.mjs"], cwd, label: "raw" };
  const options = {
    suite,
    cases: selectCases(suite, {}),
    timeoutMs: 700,
    jobs: 1,
    signal: new AbortController().signal,
  };
  const outcome = await runCommand(command, options);
  const culprit = outcome.results.find(({ id }) => id.includes("/n05/"));
  const others = outcome.results.filter(({ id }) => !id.includes("/n05/"));
  return { outcome, culprit, others: new Set(others.map(({ verdict }) => verdict)), total: outcome.results.length };
}

describe("what a misbehaving adapter does is charged to the case that causes it", () => {
  test.each([
    ["exits", "if (bad) process.exit(7); answer();", "crash"],
    ["is ended by a signal", 'if (bad) process.kill(process.pid, "SIGKILL"); else answer();', "crash"],
    ["hangs", "if (bad) for (;;); answer();", "timeout"],
    ["does not answer one call", "if (!bad) answer();", "timeout"],
    ["prints garbage", 'if (bad) send("Segmentation fault?"); else answer();', "invalid"],
    [
      "writes a bare NaN",
      'if (bad) send(`{"type":"result","seq":${call.seq},"value":{"dtype":"float32","shape":[],"data":[NaN]}}`); else answer();',
      "invalid",
    ],
    [
      "answers half a line and exits",
      'if (bad) process.stdout.write(\'{"type":"resu\', () => process.exit(0)); else answer();',
      "crash",
    ],
    [
      "answers an unknown seq",
      'if (bad) send({ type: "rejected", seq: 9999, message: "" }); else answer();',
      "invalid",
    ],
    ["answers without a value", 'if (bad) send({ type: "result", seq: call.seq }); else answer();', "invalid"],
    [
      "answers with too few elements",
      'if (bad) send({ type: "result", seq: call.seq, value: { dtype: "float32", shape: [3], data: [1] } }); else answer();',
      "invalid",
    ],
    [
      "answers in another kind of message",
      'if (bad) send({ type: "maybe", seq: call.seq }); else answer();',
      "invalid",
    ],
    ["floods stderr", 'if (bad) process.stderr.write("x".repeat(5e6)); answer();', "pass"],
  ])("%s", async (_, onCall, verdict) => {
    const { culprit, others, total } = await verdicts(script(onCall));
    expect(culprit?.verdict).toBe(verdict);
    expect([...others]).toEqual(["pass"]);
    expect(total).toBe(11);
  });

  test("an adapter that dies at every call ends the run in bounded time, nothing lost", async () => {
    const { outcome, total } = await verdicts(script("process.exit(1);"));
    expect(outcome.summary).toMatchObject({ crash: 11, pass: 0 });
    expect(total).toBe(11);
  });

  test("an adapter that never stops is ended", async () => {
    const { outcome } = await verdicts(
      script("answer();").replace(
        'if (call.type === "stop") process.exit(0);',
        'if (call.type === "stop") return setInterval(() => {}, 1000);',
      ),
    );
    expect(outcome.summary.pass).toBe(11);
  });

  test("answers may come in any order", async () => {
    const { outcome } = await verdicts(script("setTimeout(answer, call.id.length * 7 % 5 + (20 - call.seq));"));
    expect(outcome.summary.pass).toBe(11);
  });
});

describe("an adapter that does not start is a Problem with exit code 3", () => {
  test.each([
    ["a command that does not exist", undefined, "ENOENT"],
    ["a log line before ready", script("answer();", 'send("loading…");'), "is no ready message"],
    ["an exit with a message", 'console.error("no library here"); process.exit(1);', "no library here"],
  ])("%s", async (_, source, message) => {
    const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-start-"));
    if (source !== undefined) writeFileSync(path.join(cwd, "raw.mjs"), source);
    const suite = loadSuite(fixtureSuite(), "0");
    const command = {
      file: source === undefined ? "no-such-command" : process.execPath,
      args: ["raw.mjs"],
      cwd,
      label: "raw",
    };
    const options = {
      suite,
      cases: selectCases(suite, {}),
      timeoutMs: 700,
      jobs: 1,
      signal: new AbortController().signal,
    };
    await expect(runCommand(command, options)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(message),
    });
  });
});
