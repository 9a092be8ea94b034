import { describe, expect, test } from "vitest";
import { mapArguments } from "../src/format/argument.ts";
import { caseId, escapeId, parseCaseId, parseIdArguments } from "../src/format/case-id.ts";
import { globMatcher } from "../src/format/glob.ts";

describe("case ids", () => {
  test("arguments are sorted by name, and none of them reads default", () => {
    const parts = { loss: "tf.keras.losses.Huber", family: "random-2d", dtype: "float32" };
    const args = new Map([
      ["reduction", "sum"],
      ["delta", "0.5"],
    ]);
    expect(caseId({ ...parts, args })).toBe("tf.keras.losses.Huber/random-2d/delta=0.5,reduction=sum/float32");
    expect(caseId({ ...parts, args: new Map() })).toBe("tf.keras.losses.Huber/random-2d/default/float32");
  });

  test("what could be mistaken for a separator is percent-encoded and read back", () => {
    expect(escapeId("[2,5]/é")).toBe("%5B2%2C5%5D%2F%C3%A9");
    const id = caseId({ loss: "l", family: "f", dtype: "float32", args: new Map([["cutoffs", "[2,5]"]]) });
    expect(parseIdArguments(parseCaseId(id)!.args)).toEqual(new Map([["cutoffs", "[2,5]"]]));
  });

  test("an id without four parts is none", () => {
    expect(parseCaseId("a/b/c")).toBeUndefined();
  });
});

describe("globMatcher", () => {
  test.each([
    ["tf.*", "tf.keras.losses.Huber", true],
    ["*Huber/*", "tf.keras.losses.Huber/random-2d/default/float32", true],
    ["tf.keras.losses.?uber", "tf.keras.losses.Huber", true],
    ["Huber", "tf.keras.losses.Huber", false],
    ["a.c", "abc", false],
    ["a[b]*", "a[b]c", true],
  ])("%s against %s: %s", (pattern, text, matches) => {
    expect(globMatcher(pattern)(text)).toBe(matches);
  });
});

test("mapArguments reaches every tensor", () => {
  const args = {
    a: { tensor: "t" },
    b: { tuple: [{ tensor: "u" }, 1] },
    c: { sparse: { indices: "i", values: "v", shape: "s" } },
    d: [null, "x"],
  };
  expect(mapArguments(args, (name) => name.toUpperCase())).toEqual({
    a: { tensor: "T" },
    b: { tuple: [{ tensor: "U" }, 1] },
    c: { sparse: { indices: "I", values: "V", shape: "S" } },
    d: [null, "x"],
  });
});
