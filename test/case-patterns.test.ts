import { describe, expect, it } from "vitest";
import { casePatterns } from "../src/case-patterns.ts";
import { globMatcher } from "../src/format/glob.ts";

describe("casePatterns", () => {
  it.each<[string, string[], string[], string[]]>([
    ["all of a loss", ["a.L/f/default/float32", "a.L/g/default/float32"], ["b.L/f/default/float32"], ["a.L/*"]],
    [
      "an argument",
      ["a.L/f/w=x/float32", "a.L/g/r=1,w=y/float32"],
      ["a.L/f/default/float32", "a.L/f/r=1/float32"],
      ["a.L/*/*w=*"],
    ],
    [
      "an argument's value, where another value is not meant",
      ["a.L/f/r=none/float32", "a.L/g/r=none/float32"],
      ["a.L/f/r=sum/float32", "a.L/f/default/float32"],
      ["a.L/*/*r=none*"],
    ],
    ["a family", ["a.L/f/default/float32", "a.L/f/default/float64"], ["a.L/g/default/float32"], ["a.L/f/*"]],
    [
      "a dtype",
      ["a.L/f/default/float64", "a.L/g/default/float64"],
      ["a.L/f/default/float32", "a.L/g/default/float32"],
      ["a.L/*/float64"],
    ],
    [
      "a single case by its id",
      ["a.L/f/r=1/float32"],
      ["a.L/g/r=1/float32", "a.L/f/r=2/float32"],
      ["a.L/f/r=1/float32"],
    ],
    ["nothing where nothing is meant", [], ["a.L/f/default/float32"], []],
  ])("names %s", (_, members, others, patterns) => {
    expect(casePatterns(members, others)).toEqual(patterns);
  });

  it("tries the kinds in the order given", () => {
    const members = ["a.L/f/w=1/float32", "a.L/f/w=2/float32"];
    const others = ["a.L/g/default/float32"];
    expect(casePatterns(members, others, ["family", "argument"])).toEqual(["a.L/f/*"]);
    expect(casePatterns(members, others, ["argument", "family"])).toEqual(["a.L/*/*w=*"]);
  });

  it("never covers another case: pos_weight is not weight", () => {
    const members = ["a.L/f/weight=x/float32", "a.L/g/weight=x/float32"];
    const other = "a.L/f/pos_weight=x/float32";
    const matchers = casePatterns(members, [other]).map(globMatcher);
    for (const id of members) expect(matchers.some((matches) => matches(id))).toBe(true);
    expect(matchers.some((matches) => matches(other))).toBe(false);
  });
});
