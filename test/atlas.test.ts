import { describe, expect, it } from "vitest";
import { findDifferences, findPairs } from "../src/atlas/differences.ts";
import { findHighlights } from "../src/atlas/highlights.ts";
import { relate, relationText } from "../src/atlas/relation.ts";
import { roundTo } from "../src/tensor/float.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import { CATALOGUE, COSINE_FILES } from "./report-fixture.ts";

const f32 = (shape: number[], data: number[]): Tensor => ({
  dtype: "float32",
  shape,
  data: data.map((value) => roundTo("float32", value)),
});
const text = (tf: Tensor, torch: Tensor, extents = {}) => relationText(relate(tf, torch, 0, extents));

describe("relate", () => {
  const some = [0.25, -1.5, 3, 0.125];

  it.each([
    ["equal", some.map((x) => x * (1 + 1e-7)), "equal"],
    ["negated", some.map((x) => -x), "TF = −PyTorch"],
    ["a percentage", some.map((x) => 100 * x), "TF = 100 × PyTorch"],
    ["some other factor", some.map((x) => 0.3 * x), "TF = 0.3 × PyTorch"],
    ["one less", some.map((x) => x - 1), "TF = PyTorch − 1"],
    ["one element changed", [0.25, -1.5, 9, 0.125], "equal except at some elements"],
    ["nothing in common", [9, 1, -4, 77], "no simple relation"],
  ])("finds %s", (_, tf, expected) => {
    expect(text(f32([4], tf), f32([4], some))).toBe(expected);
  });

  it("names the extent that a scalar factor is", () => {
    expect(text(f32([], [6]), f32([], [2]), { "batch size": 4, classes: 3 })).toBe("TF = classes × PyTorch");
    expect(text(f32([], [6.2]), f32([], [2]), { "batch size": 4, classes: 3 })).toBe("no simple relation");
  });

  it("finds the reduction between two shapes, and a factor after it", () => {
    const whole = f32([2, 3], [1, 2, 6, 0, 1, 2]);
    expect(text(f32([2], [3, 1]), whole)).toBe("TF = mean of PyTorch over axis 1");
    expect(text(whole, f32([], [12]))).toBe("PyTorch = sum of TF over everything");
    expect(text(f32([2], [300, 100]), whole)).toBe("TF = mean of PyTorch over axis 1, then TF = 100 × PyTorch");
    expect(text(f32([2], [5, 11]), whole)).toBe("other shape");
  });

  it("matches what is not finite, and tells it from what is", () => {
    expect(text(f32([2], [Number.NaN, 1]), f32([2], [Number.NaN, 1]))).toBe("equal");
    expect(text(f32([2], [Number.POSITIVE_INFINITY, 1]), f32([2], [16, 1]))).toBe("equal except at some elements");
  });
});

describe("findPairs", () => {
  it("pairs cases of one concept on the same raw inputs, by role", () => {
    const pairs = [...findPairs(COSINE_FILES, CATALOGUE)];
    expect(pairs.map(({ family, relation }) => [family, relationText(relation)])).toEqual([
      ["all-alike", "TF = PyTorch − 1"],
      ["rejecting", "PyTorch rejects, TF computes"],
    ]);
    expect(Object.keys(pairs[0]!.inputs).sort()).toEqual(["prediction", "target"]);
  });

  it("groups what shows one relation, and explains what it has a note on", () => {
    const pairs = [...findPairs(COSINE_FILES, CATALOGUE)];
    expect(findDifferences(pairs).map(({ text: found, families }) => [found, families])).toEqual([
      ["TF = PyTorch − 1", ["all-alike"]],
      ["PyTorch rejects, TF computes", ["rejecting"]],
    ]);
    expect(findHighlights(pairs).map(({ note }) => note.title)).toEqual(["TensorFlow’s cosine loss is negative"]);
    expect(findHighlights([])).toEqual([]);
  });
});
