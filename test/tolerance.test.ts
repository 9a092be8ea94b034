import { describe, expect, test } from "vitest";
import { allowanceOf } from "../src/tolerance.ts";

const base = { exact: [1], golden: [1], noise: [0], precision: "float32", scale: 1 } as const;

describe("allowanceOf", () => {
  test("an exact value gets eight ulps and the floor", () => {
    // 8·2^-23 + 2^-23·(1 + 1) + 2^-126, rounded outward to two digits
    expect(allowanceOf(base)).toBe(1.2e-6);
  });

  test("a float64 golden gets the constants of float64", () => {
    expect(allowanceOf({ ...base, precision: "float64" })).toBe(2.3e-15);
  });

  test("noise counts four times", () => {
    expect(allowanceOf({ ...base, noise: [0.01] })).toBe(0.041);
  });

  test("the interval to the float64 answer is folded in on its own side", () => {
    expect(allowanceOf({ ...base, exact: [1.5] })).toBe(1.6);
    expect(allowanceOf({ ...base, golden: [1, 0], exact: [1.5, 0], noise: [0, 0] })).toEqual({
      below: [1.1, 2.4e-7],
      above: [1.6, 2.4e-7],
    });
  });

  test("elements that differ more than fourfold keep their own number", () => {
    expect(allowanceOf({ ...base, golden: [1, 0], exact: [1, 0], noise: [0, 0] })).toEqual([1.2e-6, 2.4e-7]);
    expect(allowanceOf({ ...base, golden: [1, 0], exact: [1, 0], noise: [0.1, 0] })).toEqual([0.41, 2.4e-7]);
  });

  test("a NaN or infinite golden has no say in the others' allowance", () => {
    expect(allowanceOf({ ...base, golden: [Number.NaN, 1], exact: [Number.NaN, 1], noise: [0, 0] })).toBe(1.2e-6);
    expect(allowanceOf({ ...base, golden: [Number.POSITIVE_INFINITY], exact: [1] })).toBe(0);
  });
});
