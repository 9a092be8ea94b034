import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAnswer, compareTensor } from "../src/compare.ts";
import type { Tensor } from "../src/tensor/tensor.ts";

const vector = (...data: number[]): Tensor => ({ dtype: "float32", shape: [data.length], data });
const against = (tensor: Tensor, allowance = 0.1) => ({ tensor, allowance });

describe("compareTensor", () => {
  test("a tensor passes against itself, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.float()), (data) => {
        const tensor = vector(...data);
        expect(compareTensor(tensor, against(tensor, 0))).toMatchObject({ ok: true, ratio: 0 });
      }),
    );
  });

  test("NaN matches NaN, infinities match by sign, −0 equals 0", () => {
    const odd = vector(Number.NaN, Number.POSITIVE_INFINITY, -0);
    expect(compareTensor(vector(Number.NaN, Number.POSITIVE_INFINITY, 0), against(odd)).ok).toBe(true);
    expect(compareTensor(vector(0), against(vector(Number.NaN)))).toMatchObject({ ok: false, kind: "nonfinite" });
    expect(compareTensor(vector(Number.NEGATIVE_INFINITY), against(vector(Number.POSITIVE_INFINITY)))).toMatchObject({
      ok: false,
      kind: "nonfinite",
    });
  });

  test("[] is not [1]", () => {
    const scalar: Tensor = { dtype: "float32", shape: [], data: [1] };
    expect(compareTensor(vector(1), against(scalar))).toMatchObject({ ok: false, kind: "shape" });
  });

  test("the worst element is the one furthest outside its own allowance", () => {
    const expected = { tensor: vector(1, 100), allowance: [0.001, 10] };
    expect(compareTensor(vector(1.01, 105), expected)).toMatchObject({
      ok: false,
      kind: "value",
      differing: 1,
      worst: { index: [0], expected: 1, allowed: 0.001 },
    });
  });

  test("below and above are judged apart", () => {
    const expected = { tensor: vector(1), allowance: { below: 0.1, above: 1 } };
    expect(compareTensor(vector(1.9), expected).ok).toBe(true);
    expect(compareTensor(vector(0.5), expected).ok).toBe(false);
  });

  test("an allowance wider than a thousandth of the largest element does not decide", () => {
    expect(compareTensor(vector(1), against(vector(1), 0.01)).notDecisive).toBe(true);
    expect(compareTensor(vector(1), against(vector(1), 1e-6)).notDecisive).toBe(false);
  });
});

describe("compareAnswer", () => {
  const expected = { value: against(vector(1)), gradients: { y_pred: against(vector(2)), y_true: against(vector(3)) } };

  test("a wrong gradient fails an answer whose value is right", () => {
    const actual = { value: vector(1), gradients: { y_pred: vector(-2), y_true: vector(3) } };
    expect(compareAnswer(actual, expected, ["y_pred", "y_true"])).toMatchObject({
      ok: false,
      kind: "gradient",
      where: "gradient of y_pred",
    });
  });

  test("a gradient left out is missing, not wrong", () => {
    const actual = { value: vector(1), gradients: { y_pred: vector(2) } };
    expect(compareAnswer(actual, expected, ["y_pred", "y_true"])).toMatchObject({
      ok: true,
      gradientsMissing: ["y_true"],
    });
  });

  test("a wrong shape is a shape, not a value", () => {
    expect(compareAnswer({ value: vector(1, 1) }, expected)).toMatchObject({ ok: false, kind: "shape" });
  });
});
