import type { FloatDtype } from "../../src/format/tensor.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { exact, LIMITS } from "./random.ts";

type Roles = { readonly [role: string]: Tensor };

/**
 * Predictions [4,2] at the ends of the dtype's range, NaN and infinite, each kind a family of its own; for losses that square, also
 * such as have no square in the range.
 */
export function extremePredictions(build: (prediction: Tensor) => Roles, squares = false): FamilySpec[] {
  return [
    ...(squares ? extremeSquares(build) : []),
    family(
      "denormal",
      "Subnormal predictions beside the smallest normal ones: a flush to zero shows.",
      build,
      (dtype) => {
        const { subnormal, normal } = LIMITS[dtype];
        return [subnormal, -subnormal, 0, 2 * subnormal, normal, -normal, normal / 2, 1];
      },
    ),
    unreduced(
      family("overflow", "Predictions of the largest power of two: differences and sums overflow.", build, (dtype) => {
        const x = LIMITS[dtype].largest;
        return [x, -x, x, x, -x, 1, 0, -x];
      }),
    ),
    family("nan-prediction", "NaN in some predictions, and a row without.", build, () => [
      Number.NaN,
      1,
      0.5,
      Number.NaN,
      0.25,
      0.75,
      Number.NaN,
      Number.NaN,
    ]),
    family("infinite-prediction", "Infinities of both signs in the predictions, and a row without.", build, () => [
      Number.POSITIVE_INFINITY,
      1,
      0.5,
      Number.NEGATIVE_INFINITY,
      0.25,
      0.75,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]),
  ];
}

/** Targets [4,2] that are NaN or infinite. */
export function extremeTargets(build: (target: Tensor) => Roles): FamilySpec[] {
  return [
    family("nan-target", "NaN in some targets, and a row without.", build, () => [
      Number.NaN,
      1,
      0,
      Number.NaN,
      0,
      1,
      Number.NaN,
      Number.NaN,
    ]),
    family("infinite-target", "Infinities of both signs in the targets, and a row without.", build, () => [
      Number.POSITIVE_INFINITY,
      1,
      0,
      Number.NEGATIVE_INFINITY,
      0,
      1,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]),
  ];
}

// --- internal ---

function extremeSquares(build: (prediction: Tensor) => Roles): FamilySpec[] {
  return [
    family("tiny", "Predictions whose squares underflow to zero.", build, (dtype) => {
      const x = LIMITS[dtype].squareUnderflows;
      return [x, -x, 2 * x, x, 0, x, -4 * x, x / 2];
    }),
    unreduced(
      family("square-overflow", "Predictions whose squares overflow, though they do not.", build, (dtype) => {
        const x = LIMITS[dtype].squareOverflows;
        return [x, -x, 1, 0, -2 * x, 2 * x, x / 4, -1];
      }),
    ),
  ];
}

/** Where huge numbers of both signs meet, a sum over the batch is infinite, NaN or finite as the order of its terms has it. */
function unreduced(spec: FamilySpec): FamilySpec {
  return { ...spec, unreduced: true };
}

function family(
  name: string,
  about: string,
  build: (tensor: Tensor) => Roles,
  numbers: (dtype: FloatDtype) => readonly number[],
): FamilySpec {
  return { name, about, exact: true, build: (dtype) => build(exact(dtype, [4, 2], numbers(dtype))) };
}
