import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { growthOf, withAdded } from "../generators/add.ts";
import { caseFile, printCaseFile } from "../generators/case-files.ts";
import type { PlannedCall } from "../generators/expand.ts";
import { openJournal } from "../generators/journal.ts";
import { recordLoss } from "../generators/record-loss.ts";
import { type ResilientExecutor, startResilient } from "../generators/resilient.ts";
import type { CaseFile } from "../src/format/case-file.ts";

/** A framework of one loss, 2·x, in which a name in the id asks for trouble. */
const FRAMEWORK = `
import { createInterface } from "node:readline";
const send = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
const scalar = (value) => ({ dtype: "float32", shape: [], data: [value] });
let answered = 0;
createInterface({ input: process.stdin }).on("line", (line) => {
  const { type, seq, id, inputs, wrt = [] } = JSON.parse(line);
  if (type === "start") return send({ type: "ready", protocol: 1, name: "fake", version: "1", losses: ["*"] });
  if (type === "stop") return process.exit(0);
  answered++;
  if (id.includes("dies")) return process.exit(11);
  if (id.includes("refused")) return send({ type: "rejected", seq, error: "ValueError", phase: "call", message: "no" });
  if (id.includes("no-gradient") && wrt.length > 0)
    return send({ type: "rejected", seq, error: "RuntimeError", phase: "backward", message: "not differentiable" });
  const value = id.includes("by-order") ? answered : id.includes("by-process") ? process.pid : 2 * inputs.x.data[0];
  const warnings = answered === 1 ? ["UserWarning: once a process"] : [];
  send({ type: "result", seq, value: scalar(value), gradients: wrt.length > 0 ? { x: scalar(2) } : {}, warnings });
});`;

function call(name: string, x = 1, isolated?: string): PlannedCall {
  const tensor = { dtype: "float32", shape: [], data: [x] } as const;
  return {
    id: `demo.double/${name}/default/float32`,
    loss: "demo.double",
    family: { name, about: "", build: () => ({}) },
    args: {},
    names: new Map(),
    inputs: { x: tensor },
    floating: ["x"],
    ...(isolated !== undefined && { isolated }),
  };
}

const HEAD = { framework: "pytorch", version: "1", loss: "demo.double", concept: "demo", parameters: {} } as const;

describe("recording", () => {
  let first: ResilientExecutor;
  let second: ResilientExecutor;
  beforeAll(async () => {
    const script = path.join(mkdtempSync(path.join(tmpdir(), "lossparity-recording-")), "framework.mjs");
    writeFileSync(script, FRAMEWORK);
    [first, second] = await Promise.all([
      startResilient([process.execPath, script]),
      startResilient([process.execPath, script]),
    ]);
  });
  afterAll(async () => {
    await Promise.all([first, second].map((executor) => executor?.stop()));
  });
  const record = async (...calls: PlannedCall[]) => caseFile(HEAD, await recordLoss(first, second, calls));
  const caseOf = (file: CaseFile, name: string) => file.cases.find(({ id }) => id.includes(`/${name}/`))!;

  test("twice gives the same bytes", async () => {
    const calls = [call("a"), call("b", 3), call("refused")];
    expect(printCaseFile(await record(...calls))).toBe(printCaseFile(await record(...calls)));
  });

  test("what depends on the order, or on the process, is kept and marked unstable", async () => {
    const file = await record(call("a"), call("by-order"), call("b"), call("by-process"));
    const marked = file.cases.map(({ id, unstable }) => [id.split("/")[1], unstable !== undefined]);
    expect(marked).toEqual([
      ["a", false],
      ["b", false],
      ["by-order", true],
      ["by-process", true],
    ]);
  });

  test("a warning that is given once a process makes nothing unstable, and is no part of an answer", async () => {
    const file = await record(call("a"), call("b"));
    expect(file.cases.some(({ unstable }) => unstable !== undefined)).toBe(false);
    expect(JSON.stringify(file)).not.toContain("once a process");
  });

  test("a call that kills the framework is data, and those in flight with it are answered", async () => {
    const around = Array.from({ length: 40 }, (_, i) => call(`n${i}`, i));
    const file = await record(...around.slice(0, 20), call("dies"), ...around.slice(20));
    expect(caseOf(file, "dies")).toMatchObject({ unstable: expect.stringContaining("process died") });
    for (const { id } of around) {
      const { expect: name, unstable } = file.cases.find((entry) => entry.id === id)!;
      expect([id, unstable, file.answers[name as string]?.value]).toMatchObject([id, undefined, { dtype: "float32" }]);
    }
  });

  test("a call that may corrupt memory has a process of its own, and only its refusal counts", async () => {
    const file = await record(call("by-process", 1, "reads too far"), call("refused", 1, "reads too far"), call("a"));
    expect(caseOf(file, "by-process")).toMatchObject({
      unstable: "reads too far",
      expect: { rejected: { error: "UndefinedBehaviour" } },
    });
    expect(caseOf(file, "refused").unstable).toBeUndefined();
    expect(caseOf(file, "refused").expect).toMatchObject({ rejected: { error: "ValueError" } });
  });

  test("an input without a gradient costs the case no value", async () => {
    expect(caseOf(await record(call("no-gradient")), "no-gradient")).toMatchObject({
      notDifferentiable: { x: "not differentiable" },
      expect: expect.any(String),
    });
  });

  test("what is added changes no line that is there, and says on what it was recorded", async () => {
    const had = await record(call("b"), call("refused"));
    const grown = withAdded(had, await record(call("a", 5), call("c", 7)), "another CPU");
    const lines = (file: CaseFile) =>
      printCaseFile(file)
        .split("\n")
        .map((line) => line.replace(/,$/, ""));
    expect(lines(had).filter((line) => !lines(grown).includes(line))).toEqual([]);
    expect(grown.cases.map(({ id, recordedOn }) => [id.split("/")[1], recordedOn])).toEqual([
      ["a", "another CPU"],
      ["b", undefined],
      ["c", "another CPU"],
      ["refused", undefined],
    ]);
    const clash: CaseFile = { ...had, tensors: { "b/x/float32": { dtype: "float32", shape: [], data: [9] } } };
    expect(() => withAdded(had, clash, undefined)).toThrow("two things are called b/x/float32");
  });

  test("a catalogue that changes or drops a case does more than add", async () => {
    const had = await record(call("a"), call("b"));
    const growth = growthOf([call("a", 2), call("c")], had);
    expect(growth.missing.map(({ id }) => id)).toEqual(["demo.double/c/default/float32"]);
    expect(growth.changes).toEqual([
      "demo.double/a/default/float32: x would change",
      "demo.double/b/default/float32: would be removed",
    ]);
  });
});

test("a journal gives back what was recorded under the same key, and nothing that was cut off", async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "lossparity-journal-")), "recording");
  const journal = openJournal(folder);
  expect(await journal.find("demo.double", "k1")).toBeUndefined();
  await journal.keep("demo.double", "k1", "text");
  writeFileSync(path.join(folder, "demo.double.k2.json.partial"), "te");
  const resumed = openJournal(folder);
  expect(await resumed.find("demo.double", "k1")).toBe("text");
  expect(await resumed.find("demo.double", "k2")).toBeUndefined();
  await resumed.clear();
  expect(await resumed.find("demo.double", "k1")).toBeUndefined();
});
