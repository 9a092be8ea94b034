import { expect, test } from "vitest";
import { chooser, recorder } from "./stryker/coverage.ts";
import { shouldIgnore } from "./stryker/ignore.ts";
import { isGood, pageOf, type Result } from "./stryker/page.ts";

test("cases that run the same mutants are one path, and Stryker gets the counts by loss", () => {
  const { add, paths, perTest } = recorder();
  add("a", 0, { "1": 2, "2": 1 });
  add("a", 1, { "1": 5, "2": 3 });
  add("b", 2, { "1": 1 });
  expect(paths()).toEqual([
    { mutants: ["1", "2"], cases: [0, 1] },
    { mutants: ["1"], cases: [2] },
  ]);
  expect(perTest).toEqual({ a: { "1": 7, "2": 4 }, b: { "1": 1 } });
});

test("one case of each path that runs the mutant comes first, of the core profile where there is one", () => {
  const paths = [
    { mutants: ["1", "2"], cases: [0, 1, 2, 3, 4] },
    { mutants: ["1"], cases: [5, 6] },
    { mutants: ["3"], cases: [7] },
  ];
  const isCore = (testCase: number) => testCase === 1;
  const { candidates } = chooser(paths, isCore);
  expect([...candidates("1", new Set())]).toEqual([1, 5, 0, 2, 3, 6, 4]);
  expect([...candidates("2", new Set())]).toEqual([1, 0, 2, 3, 4]);
  // What no path runs runs at load: cases that run its file come first, then all others.
  expect([...candidates("4", new Set(["3", "4"]))]).toEqual([7, 1, 5, 0, 2, 3, 6, 4]);
  expect([...chooser(paths, isCore, 2).candidates("1", new Set())]).toEqual([1, 5, 0, 6]);
});

test("the words of a refusal are no mutants, what decides about it is one", () => {
  const call = (name: string) => ({ type: "CallExpression", callee: { type: "Identifier", name } });
  const text = { type: "StringLiteral" };
  expect(shouldIgnore({ node: call("refusal") })).toBeDefined();
  expect(shouldIgnore({ node: text, parent: call("needsFloat") })).toBeDefined();
  expect(shouldIgnore({ node: text, parent: call("axisOrNone") })).toBeUndefined();
  expect(shouldIgnore({ node: { type: "ConditionalExpression" }, parent: call("check") })).toBeUndefined();
});

test("the page counts what is killed, and what survives with why", () => {
  const mutant: Result = {
    file: "concepts/huber.ts",
    line: 57,
    mutator: "EqualityOperator",
    code: "v < beta",
    context: "const isQuadratic = test(z, (v) => v < beta);",
    replacement: "v <= beta",
    status: "Survived",
  };
  const killed = Array.from({ length: 19 }, (): Result => ({ ...mutant, status: "Killed" }));
  const page = pageOf({ date: "2026-01-02", mutants: [...killed, mutant] });
  expect(page).toContain("19 of 20 mutants are killed: 95.0 %");
  expect(page).toContain(
    "| concepts/huber.ts:57 | `` v < beta `` | `` v <= beta `` | at a tie both sides are the same number |",
  );
  expect(isGood({ date: "", mutants: [mutant, ...killed.slice(0, 1)] })).toBe(true);
  expect(isGood({ date: "", mutants: [{ ...mutant, code: "", context: "" }, ...killed.slice(0, 18)] })).toBe(false);
});
