import { describe, expect, test } from "vitest";
import { type Baseline, gate, isClean, updateBaseline } from "../src/baseline.ts";
import { diffResults } from "../src/diff.ts";
import type { ResultRow, ResultsFile, RunInfo } from "../src/format/results.ts";
import { mergeResults } from "../src/merge.ts";
import { tally } from "../src/run/run.ts";

/** Rows written as `a=value b=pass c=crash`, of the cases `demo.loss/<family>/default/float32`. */
function results(text: string, run: Partial<RunInfo> = {}): ResultsFile {
  const rows = text.split(" ").map((word): ResultRow => {
    const [family, outcome] = word.split("=");
    const id = idOf(family!);
    if (outcome === "pass" || outcome === "unsupported" || outcome === "crash") return { id, verdict: outcome };
    return { id, verdict: "fail", kind: outcome as "value" };
  });
  return {
    format: 1,
    suite: { version: "0", cases: "0" },
    adapter: { name: "demo", version: "0", language: "js" },
    run: { startedAt: "", elapsedMs: 1, host: "", ...run },
    summary: tally(rows, [], 0),
    results: rows,
    unsupportedRanges: [],
  };
}

const idOf = (family: string) =>
  family.includes("/") ? `demo.loss/${family}/float32` : `demo.loss/${family}/default/float32`;
const ALL = ["a", "b", "c", "f/x", "f/y"].map(idOf);
const baseline = (...known: Baseline["known"]): Baseline => ({ format: 1, adapter: "demo", known });
const NARROW = { selection: { case: "*" } };

describe("gate", () => {
  test.each([
    ["a known failure", "a=value b=pass", {}],
    ["another kind", "a=gradient b=pass", { changed: 1 }],
    ["a failure that passes now", "a=pass b=pass", { passing: 1 }],
    ["a new failure", "a=value b=crash", { unexpected: 1 }],
    ["a case that became unsupported", "a=value b=unsupported", { unsupported: 1 }],
    ["a case that was not asked", "b=pass", {}],
  ])("%s", (_, rows, expected) => {
    const report = gate(results(rows), baseline({ case: idOf("a"), kind: "value" }), ALL);
    const { unexpected, changed, passing, unmatched, unsupported } = report;
    const counts = Object.entries({ unexpected, changed, passing, unmatched, unsupported }).flatMap(([name, list]) =>
      list.length > 0 ? [[name, list.length]] : [],
    );
    expect(Object.fromEntries(counts)).toEqual(expected);
    expect(isClean(report)).toBe(counts.length === 0);
  });

  test("an entry that matches no case of the suite is stale", () => {
    expect(gate(results("a=pass"), baseline({ case: "gone/*", kind: "value" }), ALL).unmatched).toHaveLength(1);
  });

  test("without a baseline nothing unsupported is unexpected", () => {
    expect(isClean(gate(results("a=unsupported"), undefined, ALL))).toBe(true);
  });
});

describe("on another processor than the baseline's", () => {
  const HERE = { cpu: "here" };
  const near = (ratio: number, verdict: "pass" | "fail" = "fail"): ResultsFile => {
    const run = results("a=value b=pass", HERE);
    const row = { id: idOf("a"), verdict, ratio, ...(verdict === "fail" && { kind: "value" as const }) };
    return { ...run, results: [row, ...run.results.slice(1)] };
  };
  const known = { case: idOf("a"), kind: "value" };

  test("a failure just outside of its allowance is no news, one far outside is", () => {
    const empty = { ...baseline(), cpu: "elsewhere" };
    expect(isClean(gate(near(1.5), empty, ALL))).toBe(true);
    expect(gate(near(1.5), empty, ALL).borderline).toEqual([idOf("a")]);
    expect(gate(near(40), empty, ALL).unexpected).toHaveLength(1);
    expect(gate(near(1.5), { ...empty, cpu: "here" }, ALL).unexpected).toHaveLength(1);
    expect(gate(near(1.5), baseline(), ALL).unexpected).toHaveLength(1);
  });

  test("a known failure that passes just within its allowance is no news, one that passes with ease is", () => {
    const elsewhere = { ...baseline(known), cpu: "elsewhere" };
    expect(isClean(gate(near(0.8, "pass"), elsewhere, ALL))).toBe(true);
    expect(gate(near(0.01, "pass"), elsewhere, ALL).passing).toHaveLength(1);
    expect(gate(near(0.8, "pass"), { ...elsewhere, cpu: "here" }, ALL).passing).toHaveLength(1);
  });

  test("an updated baseline says where it was seen, and which of its failures another processor may turn round", () => {
    const near15 = updateBaseline(near(1.5), undefined, ALL);
    expect(near15).toMatchObject({ cpu: "here", known: [{ ...known, borderline: true }] });
    expect(updateBaseline(near(40), near15, ALL).known).toEqual([known]);
    expect(updateBaseline(near(1.5), near15, ALL)).toEqual(near15);
  });

  test("a borderline failure may pass with ease elsewhere, not here", () => {
    const written = updateBaseline(near(1.5), undefined, ALL);
    expect(isClean(gate(near(0.01, "pass"), { ...written, cpu: "elsewhere" }, ALL))).toBe(true);
    expect(gate(near(0.01, "pass"), written, ALL).passing).toEqual(written.known);
  });

  test.each([
    ["value", "gradient", 0],
    ["gradient", "value", 0],
    ["gradient", "shape", 1],
    ["rejected", "gradient", 1],
  ])("known as %s, now %s: %i changed", (before, now, changed) => {
    const report = gate(results(`a=${now}`, HERE), { ...baseline({ ...known, kind: before }), cpu: "elsewhere" }, ALL);
    expect(report.changed).toHaveLength(changed);
    expect(isClean(report)).toBe(changed === 0);
  });
});

describe("an entry that says that its answers vary", () => {
  const vague = { case: "demo.loss/f/*", kind: "value", varies: true, reason: "memory" } as const;

  test.each([
    ["a=pass f/x=value f/y=pass", 0, 0],
    ["a=pass f/x=nonfinite f/y=gradient", 0, 0],
    ["a=pass f/x=pass f/y=pass", 0, 0],
    ["a=pass f/x=crash f/y=pass", 1, 0],
    ["a=value f/x=pass f/y=pass", 0, 1],
  ])("%s: %i changed, %i unexpected", (rows, changed, unexpected) => {
    const report = gate(results(rows), baseline(vague), ALL);
    expect([report.changed.length, report.unexpected.length]).toEqual([changed, unexpected]);
    expect(isClean(report)).toBe(changed + unexpected === 0);
  });

  test("is kept by an update, whatever its cases do, as long as there are some", () => {
    const rows = results("a=pass f/x=gradient f/y=pass");
    const before = baseline({ case: idOf("f/x"), kind: "gradient" }, vague);
    expect(updateBaseline(rows, before, ALL).known).toEqual([vague]);
    expect(updateBaseline(rows, baseline({ ...vague, case: "gone/*" }), ALL).known).toEqual([
      { case: idOf("f/x"), kind: "gradient" },
    ]);
  });
});

describe("updateBaseline", () => {
  test("keeps order, reasons and patterns of what still holds, and drops what passes now", () => {
    const before = baseline(
      { case: idOf("c"), kind: "value", reason: "issue 7" },
      { case: "demo.loss/f/*", kind: "gradient", reason: "no kinks", link: "x" },
      { case: idOf("a"), kind: "value" },
    );
    const after = updateBaseline(results("a=pass b=crash c=value f/x=gradient f/y=pass"), before, ALL);
    expect(after.known).toEqual([before.known[0], before.known[1], { case: idOf("b"), kind: "crash" }]);
  });

  test("a run of a part of the cases leaves the entries of all others as they are", () => {
    const before = baseline({ case: idOf("a"), kind: "value", reason: "issue 7" }, { case: "gone/*", kind: "value" });
    const after = updateBaseline(results("b=value", NARROW), { ...before, unsupported: [idOf("c")] }, ALL);
    expect(after.known).toEqual([before.known[0], { case: idOf("b"), kind: "value" }]);
    expect(after.unsupported).toEqual([idOf("c")]);
  });

  test("a family that fails as a whole becomes one pattern, unless only a part of it was asked", () => {
    const rows = "f/x=value f/y=value";
    expect(updateBaseline(results(rows), undefined, ALL).known).toEqual([{ case: "demo.loss/f/*", kind: "value" }]);
    expect(updateBaseline(results(rows, NARROW), undefined, ALL).known).toHaveLength(2);
    expect(updateBaseline(results("f/x=value f/y=gradient"), undefined, ALL).known).toHaveLength(2);
  });

  test("makes the run that it was written from pass, and is settled after one time", () => {
    const run = results("a=value b=unsupported c=crash f/x=gradient f/y=gradient");
    const once = updateBaseline(run, undefined, ALL);
    expect(isClean(gate(run, once, ALL))).toBe(true);
    expect(updateBaseline(run, once, ALL)).toEqual(once);
  });
});

test("a shard that is partial, given twice or of another selection does not merge in silence", () => {
  const one = results("a=pass", { shard: "1/2" });
  const two = results("b=pass", { shard: "2/2", partial: "interrupted" });
  expect(mergeResults([one, two]).run.partial).toBe("shard 2/2: interrupted");
  expect(() => mergeResults([one, { ...one, results: [] }, two])).toThrow("given twice");
  expect(() => mergeResults([one, results("b=pass", { shard: "2/2", ...NARROW })])).toThrow("different cases");
});

test("--force merges shards that do not fit, and the result says so", () => {
  const one = results("a=pass", { shard: "1/3" });
  const two = results("a=value b=pass", { shard: "2/3" });
  const other = { ...two, suite: { version: "1", cases: "1" } };
  expect(() => mergeResults([one, other])).toThrow("different cases");
  expect(() => mergeResults([one, two])).toThrow("Shards are missing: 3/3");
  const forced = mergeResults([one, other], { force: true });
  expect(forced.summary).toMatchObject({ total: 2, pass: 1, fail: 1 });
  expect(forced.run.partial).toMatch(/different cases.*missing: 3\/3.*overlap/);
});

test("a run does not differ from itself, and every transition has its name", () => {
  const before = results("a=pass b=value c=value f/x=unsupported");
  expect(diffResults(before, before)).toEqual([]);
  const after = results("a=value b=pass c=gradient f/x=crash f/y=pass");
  expect(diffResults(before, after).map(({ transition }) => transition)).toEqual([
    "regressed",
    "fixed",
    "changed",
    "new",
    "added",
  ]);
  expect(diffResults(after, before).at(-1)?.transition).toBe("removed");
});
