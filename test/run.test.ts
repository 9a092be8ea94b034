import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadSuite } from "../src/cases/load.ts";
import { schemaProblem } from "../src/format/validate.ts";
import { runCommand, runInProcess } from "../src/run/run.ts";
import { selectCases } from "../src/run/select.ts";
import { fixtureSuite } from "./fixture-suite.ts";

const READY = {
  type: "ready",
  protocol: 1,
  name: "raw",
  version: "1",
  language: "js",
  losses: ["demo.*"],
  dtypes: ["float32"],
  gradients: true,
};

/** An adapter in raw protocol; `onStart` and `onCall` are statements, `answer()` is the honest one. */
const adapter = (onCall: string, onStart = "send(ready);", before = "") => `
import { createInterface } from "node:readline";
const send = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
const ready = ${JSON.stringify(READY)};
const scalar = (value) => ({ dtype: "float32", shape: [], data: [value] });
${before}
createInterface({ input: process.stdin }).on("line", (line) => {
  const call = JSON.parse(line);
  if (call.type === "stop") process.exit(0);
  if (call.type === "start") { ${onStart} return; }
  const bad = call.id.includes("/n05/");
  const answer = () => call.id.includes("/n10/") ? send({ type: "rejected", seq: call.seq, message: "no" }) : send({ type: "result", seq: call.seq, value: scalar(2), gradients: { x: scalar(2) } });
  ${onCall}
});`;

function run(source: string, signal = new AbortController().signal) {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-run-"));
  writeFileSync(path.join(cwd, "raw.mjs"), source);
  const suite = loadSuite(fixtureSuite(), "0");
  const command = { file: process.execPath, args: ["raw.mjs"], cwd, label: "raw" };
  return runCommand(command, { suite, cases: selectCases(suite, {}), timeoutMs: 700, jobs: 1, signal });
}

test("an adapter that breaks the protocol right behind its ready message ends the run, it does not hang it", async () => {
  const { summary } = await run(
    adapter("answer();", 'process.stdout.write(JSON.stringify(ready) + "\\nSegmentation fault\\n");'),
  );
  expect(summary).toMatchObject({ total: 11, pass: 0, invalid: 11 });
});

test("an adapter that does not start again keeps what was judged; what is left is a crash with its last words", async () => {
  const once = `
import { existsSync, writeFileSync } from "node:fs";
if (existsSync("started")) { console.error("the licence is used up"); process.exit(9); }
writeFileSync("started", "");`;
  const { summary, gaveUp, results } = await run(adapter("if (bad) process.exit(4); answer();", undefined, once));
  expect(summary).toMatchObject({ total: 11, pass: 5, crash: 6 });
  expect(gaveUp).toContain("the licence is used up");
  expect(results.find(({ verdict }) => verdict === "crash")?.message).toContain("the licence is used up");
});

describe("an integer that is none makes the answer invalid", () => {
  test.each(["1.5", '"NaN"', '"1e3"', "true"])("%s", async (element) => {
    const { results, summary } = await run(
      adapter(
        `if (bad) send({ type: "result", seq: call.seq, value: { dtype: "int64", shape: [], data: [${element}] } }); else answer();`,
      ),
    );
    expect(results.find(({ id }) => id.includes("/n05/"))).toMatchObject({ verdict: "invalid" });
    expect(summary.pass).toBe(10);
  });
});

test("a wrong shape is named beside the right one", async () => {
  const { results } = await run(
    adapter(
      'if (bad) send({ type: "result", seq: call.seq, value: { dtype: "float32", shape: [1], data: [2] } }); else answer();',
    ),
  );
  expect(results.find(({ id }) => id.includes("/n05/"))).toMatchObject({
    kind: "shape",
    message: "the value has the shape [1], expected []",
  });
});

test("an interrupted run keeps what was judged and says that it is partial", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 400);
  const { partial, results } = await run(adapter("if (call.seq < 4) answer();"), controller.signal);
  expect(partial).toBe("interrupted after 3 of 11 cases");
  expect(results).toHaveLength(3);
});

test("in this process a promise that is never settled is a timeout, and costs no other case its verdict", async () => {
  const value = { dtype: "float32", shape: [], data: [2] } as const;
  const suite = loadSuite(fixtureSuite(), "0");
  const outcome = await runInProcess(
    {
      ...{ name: "never", version: "1", losses: ["demo.*"], dtypes: ["float32"], gradients: true },
      evaluate: ({ id }) => {
        if (id.includes("/n10/")) throw new Error("no");
        return id.includes("/n05/") ? new Promise(() => {}) : { value, gradients: { x: value } };
      },
    },
    { suite, cases: selectCases(suite, {}), timeoutMs: 100, jobs: 1, signal: new AbortController().signal },
  );
  expect(outcome.summary).toMatchObject({ pass: 10, timeout: 1 });
});

test("an interrupt ends the wait for an adapter that is not ready yet", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  await expect(run(adapter("answer();", ";"), controller.signal)).rejects.toThrow("interrupted");
});

test("what the runner sends fits the schemas too", async () => {
  const suite = loadSuite(fixtureSuite(), "0");
  for (const testCase of selectCases(suite, {})) {
    expect(schemaProblem("call", JSON.parse(`{"type":"call","seq":1,${testCase.wire()}}`))).toBeUndefined();
  }
  expect(schemaProblem("start", { type: "start", protocol: 1 })).toBeUndefined();
  expect(schemaProblem("stop", { type: "stop" })).toBeUndefined();
  expect(schemaProblem("call", { type: "call", seq: "1", id: "", loss: "", args: {}, inputs: {} })).toBe(
    "/seq: must be integer",
  );
});
