import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
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

async function verdicts(source: string, count = 12, timeoutMs = 1500, flags: readonly string[] = []) {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-hostile-"));
  writeFileSync(path.join(cwd, "raw.mjs"), source);
  const suite = loadSuite(fixtureSuite(count), "0");
  const command = { file: process.execPath, args: [...flags, "raw.mjs"], cwd, label: "raw" };
  const options = {
    suite,
    cases: selectCases(suite, {}),
    timeoutMs,
    jobs: 1,
    signal: new AbortController().signal,
  };
  const outcome = await runCommand(command, options);
  const culprit = outcome.results.find(({ id }) => id.includes("/n05/"));
  const others = outcome.results.filter(({ id }) => !id.includes("/n05/"));
  return {
    outcome,
    culprit,
    others: new Set(others.map(({ verdict }) => verdict)),
    total: outcome.results.length,
    cwd,
  };
}

describe("what a misbehaving adapter does is charged to the case that causes it", () => {
  test.each([
    ["exits", "if (bad) process.exit(7); answer();", "crash"],
    ["is ended by a signal", 'if (bad) process.kill(process.pid, "SIGKILL"); else answer();', "crash"],
    ["aborts, as native code does", "if (bad) process.abort(); else answer();", "crash"],
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
    [
      "answers what is no UTF-8",
      "if (bad) process.stdout.write(Buffer.from([0xff, 0xfe, 10])); else answer();",
      "invalid",
    ],
    ["answers with a million brackets", 'if (bad) send("[".repeat(1e6)); else answer();', "invalid"],
    ["prints a million empty lines", 'if (bad) process.stdout.write("\\n".repeat(1e6)); answer();', "pass"],
    ["answers twice", "answer(); if (bad) answer();", "invalid"],
    [
      "answers an answered seq again",
      'answer(); if (bad) send({ type: "rejected", seq: call.seq, message: "" });',
      "invalid",
    ],
    ["answers, then prints garbage", 'answer(); if (bad) send("done!");', "pass"],
    ["floods stderr", 'if (bad) process.stderr.write("x".repeat(5e6)); answer();', "pass"],
  ])("%s", async (_, onCall, verdict) => {
    const { culprit, others, total } = await verdicts(script(onCall));
    expect(culprit?.verdict).toBe(verdict);
    expect([...others]).toEqual(["pass"]);
    expect(total).toBe(11);
  });

  test("a line of 300 MB is never held, and counts as no answer", async () => {
    const flood = 'const chunk = "x".repeat(1e6); for (let i = 0; i < 300; i++) process.stdout.write(chunk); send("");';
    const { culprit, others } = await verdicts(script(`if (bad) { ${flood} } else answer();`), 12, 30_000);
    expect(culprit).toMatchObject({ verdict: "invalid", message: expect.stringContaining("a line of more than") });
    expect([...others]).toEqual(["pass"]);
  });

  test("memory that runs out is a crash of the case that takes it", async () => {
    const hoard = "if (bad) for (const all = []; ; ) all.push(new Array(1e5).fill(call.id + all.length)); answer();";
    const { culprit, others } = await verdicts(script(hoard), 12, 30_000, ["--max-old-space-size=64"]);
    expect(culprit).toMatchObject({ verdict: "crash", message: expect.stringMatching(/SIG|code/) });
    expect([...others]).toEqual(["pass"]);
  });

  test.each([
    ["stays in its group", false],
    ["leaves its group", true],
  ])("a child of the adapter that %s and keeps the pipes open delays nothing", async (_, detached) => {
    const leave = `if (!bad) return answer();
      spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: ["ignore", "inherit", "inherit"], detached: ${detached} }).unref();
      setTimeout(() => process.exit(3), 100);`;
    const startedAt = performance.now();
    const { culprit, others } = await verdicts(
      script(leave, 'import { spawn } from "node:child_process";'),
      12,
      30_000,
    );
    expect(culprit).toMatchObject({ verdict: "crash", message: expect.stringContaining("exited with code 3") });
    expect([...others]).toEqual(["pass"]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  test("an answer of a million elements is judged, and not kept", async () => {
    const value = '{ dtype: "float32", shape: [1e6], data: new Array(1e6).fill(2) }';
    const { culprit } = await verdicts(
      script(`if (bad) send({ type: "result", seq: call.seq, value: ${value} }); else answer();`),
      12,
      30_000,
    );
    expect(culprit).toMatchObject({ kind: "shape", message: "the value has the shape [1000000], expected []" });
    expect(culprit?.actual).toBeUndefined();
  });

  test("500 MB on stderr take no memory", async () => {
    const flood = 'if (bad) for (let i = 0; i < 500; i++) writeSync(2, "x".repeat(1e6)); answer();';
    const before = process.memoryUsage().rss;
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 5);
    const { culprit } = await verdicts(script(flood, 'import { writeSync } from "node:fs";'), 12, 60_000);
    clearInterval(watch);
    expect(culprit?.verdict).toBe("pass");
    expect(peak - before).toBeLessThan(150e6);
  });

  test("an adapter that dies at every call ends the run in bounded time, nothing lost", async () => {
    const { outcome, total } = await verdicts(script("process.exit(1);"));
    expect(outcome.summary).toMatchObject({ crash: 11, pass: 0 });
    expect(total).toBe(11);
  });

  test("the restart budget is enforced for many cases, and every case has its verdict", async () => {
    const count = 'import { appendFileSync } from "node:fs"; appendFileSync("starts", "x");';
    const { outcome, cwd } = await verdicts(script("process.exit(1);", count), 400);
    expect(outcome.summary).toMatchObject({ total: 399, crash: 399 });
    expect(outcome.gaveUp).toContain("the remaining cases were not asked");
    expect(readFileSync(path.join(cwd, "starts")).length).toBeLessThanOrEqual(30);
  });

  test("a crash here and there costs no other case its verdict, however many there are", async () => {
    const { outcome } = await verdicts(
      script("if (/\\/n\\d*[05]0\\//.test(call.id)) process.exit(1); answer();"),
      1200,
    );
    expect(outcome.gaveUp).toBeUndefined();
    // Every fiftieth from n50 on; n00 stands for itself, and n11 is unstable.
    expect(outcome.summary).toMatchObject({ crash: 24, pass: 1175, total: 1199 });
  });

  test("the clock is a call's own: answers to others win an unanswered one no time, and slowness in a row is no hang", async () => {
    // n05 never; the others 50 ms each, in all longer than a call may take.
    const slow =
      "queue = queue.then(() => new Promise((done) => setTimeout(() => { if (!bad) answer(); done(); }, 50)));";
    const { culprit, others } = await verdicts(script(slow, "let queue = Promise.resolve();"), 30, 400);
    expect(culprit).toMatchObject({ verdict: "timeout", message: expect.stringContaining("no answer within 400 ms") });
    expect([...others]).toEqual(["pass"]);
  });

  test("an adapter that never stops is ended", async () => {
    const note = 'import { writeFileSync } from "node:fs"; writeFileSync("pid", String(process.pid));';
    const { outcome, cwd } = await verdicts(
      script("answer();", note).replace(
        'if (call.type === "stop") process.exit(0);',
        'if (call.type === "stop") return setInterval(() => {}, 1000);',
      ),
    );
    expect(outcome.summary.pass).toBe(11);
    expect(() => process.kill(Number(readFileSync(path.join(cwd, "pid"), "utf8")), 0)).toThrow("ESRCH");
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
    ["a name without end", script("answer();").replace('"raw"', '"x".repeat(1e6)'), "/name: must NOT have more than"],
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
