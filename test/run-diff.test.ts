import { expect, it } from "vitest";
import type { ResultRow, ResultsFile } from "../src/format/results.ts";
import { runDiff } from "../src/report/run-diff.ts";
import { diffsOf } from "../src/reporters/html.ts";
import { hostileRun } from "./report-fixture.ts";

const pass = (id: string, ratio?: number): ResultRow => ({ id, verdict: "pass", ...(ratio && { ratio }) });
const fail = (id: string, kind: "value" | "shape" = "value"): ResultRow => ({ id, verdict: "fail", kind });
const run = (...results: ResultRow[]): ResultsFile => hostileRun({ results });

it("names every transition", () => {
  const before = run(
    { id: "a", verdict: "unsupported" },
    fail("b"),
    pass("c"),
    fail("d"),
    pass("same"),
    pass("f"),
    pass("was failing not", 0.01),
  );
  const after = run(
    fail("a"),
    pass("b"),
    fail("c"),
    fail("d", "shape"),
    pass("same"),
    pass("e"),
    pass("was failing not"),
  );
  expect(runDiff(before, after).changes.map(({ id, transition }) => `${id} ${transition}`)).toEqual([
    "a new",
    "b fixed",
    "c regressed",
    "d changed",
    "e added",
    "f removed",
  ]);
});

it("finds passes whose error doubled or halved, and nothing between equal runs", () => {
  const before = run(pass("a", 0.3), pass("b", 0.3), pass("c", 0.9), pass("d", 0.01), pass("e", 0.5));
  const after = run(pass("a", 0.7), pass("b", 0.4), pass("c", 0.1), pass("d", 0.05), pass("e"));
  expect(runDiff(before, after).drift).toEqual([
    { id: "c", before: 0.9, after: 0.1 },
    { id: "e", before: 0.5, after: 0 },
    { id: "a", before: 0.3, after: 0.7 },
  ]);
  expect(runDiff(after, after)).toMatchObject({ changes: [], drift: [], caveats: [] });
});

it("says what makes two runs hard to compare", () => {
  const before = hostileRun({
    adapter: { name: "a", version: "1", language: "x" },
    suite: { version: "1", cases: "other" },
  });
  expect(runDiff(before, hostileRun()).caveats).toHaveLength(2);
});

it("holds each earlier run against the adapter of its name", () => {
  const named = (name: string) => hostileRun({ adapter: { name, version: "1", language: "x" } });
  expect(diffsOf([named("a"), named("b")], [named("b")]).map(({ adapter }) => adapter)).toEqual(["b"]);
  expect(diffsOf([named("a")], [named("c")]).map(({ adapter }) => adapter)).toEqual(["a"]);
  expect(diffsOf([named("a"), named("b")], [named("c")])).toEqual([]);
});
