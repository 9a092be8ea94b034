import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relate } from "../src/diagnose/relation.ts";
import { movedAxis, reduced } from "../src/diagnose/tensors.ts";
import { numbers, type Tensor } from "../src/tensor/tensor.ts";
import { finite, tensors } from "./arbitraries.ts";

describe("what diagnoses are made of", () => {
  test("a moved axis moves back", () => {
    fc.assert(
      fc.property(tensors(finite), fc.nat(), fc.nat(), (tensor, a, b) => {
        fc.pre(tensor.shape.length > 0);
        const [from, to] = [a % tensor.shape.length, b % tensor.shape.length];
        expect(movedAxis(movedAxis(tensor, from, to), to, from)).toEqual(tensor);
      }),
    );
  });

  test("sums over one axis after the other add up to the sum of all", () => {
    fc.assert(
      fc.property(tensors(fc.integer({ min: -9, max: 9 })), (tensor) => {
        let rest = tensor;
        while (rest.shape.length > 0) rest = reduced(rest, rest.shape.length - 1, "sum");
        expect(numbers(rest)[0]! + 0).toBe(numbers(reduced(tensor, "all", "sum"))[0]! + 0);
      }),
    );
  });

  test("a tensor is equal to itself, negated against its negative, and scaled against a multiple", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(distinct, fc.integer({ min: 3, max: 90 }), (data, factor) => {
        const tensor: Tensor = { dtype: "float64", shape: [data.length], data };
        const times = (k: number): Tensor => ({ ...tensor, data: data.map((x) => k * x) });
        expect(relate(tensor, tensor).code).toBe("equal");
        expect(relate(times(-1), tensor).code).toBe("negated");
        expect(relate(times(factor), tensor)).toMatchObject({ code: "scaled", factor });
      }),
    );
  });
});
