import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";

const INFINITY = Number.POSITIVE_INFINITY;

/** Losses of single elements take scalars; those of Keras always reduce the last axis, which a scalar does not have. */
const ELEMENTWISE = ["torch.*", "tf.nn.*", "tf.compat.v1.*"];

/** Real-valued predictions and targets of one shape. */
export const REGRESSION: readonly FamilySpec[] = [
  { ...random("random-2d", [4, 3]), full: true, about: "Normal predictions and targets, four samples of three." },
  { ...random("random-1d", [5]), about: "One axis, which is both batch and features." },
  { ...random("random-3d", [2, 3, 4]), about: "Three axes: batch, steps, features." },
  {
    name: "kink",
    half: true,
    about: "Differences of exactly 0, ±½, ±1 and ±2: |x| at 0, Huber and smooth L1 at their thresholds.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 3], [1, 1.5, 0.5, 2, 0, 3, -1, 1, 0.25, -0.5, 4, 0]),
      target: exact(dtype, [4, 3], [1, 1, 1, 1, 1, 1, -1, 3, 0.25, 0.5, 2, 0]),
    }),
  },
  { ...random("one-element", [1, 1]), about: "One sample of one feature." },
  { ...random("empty-batch", [0, 3]), about: "No sample at all.", exact: true },
  {
    name: "broadcast-column",
    about: "Predictions [4,1] against targets [4,3].",
    build: (dtype) => {
      const next = seeded("broadcast-column");
      return {
        prediction: filled(dtype, [4, 1], () => normal(next)),
        target: filled(dtype, [4, 3], () => normal(next)),
      };
    },
  },
  {
    name: "row-against-column",
    about: "Predictions [3,1] against targets [3]: the trailing 1 is squeezed or broadcast.",
    build: (dtype) => {
      const next = seeded("row-against-column");
      return { prediction: filled(dtype, [3, 1], () => normal(next)), target: filled(dtype, [3], () => normal(next)) };
    },
  },
  {
    name: "huge",
    half: true,
    about: "Magnitudes around 1e3, where a naive cosh overflows.",
    build: (dtype) => {
      const next = seeded("huge");
      return {
        prediction: filled(dtype, [4, 3], () => 1000 * normal(next)),
        target: filled(dtype, [4, 3], () => 1000 * normal(next)),
      };
    },
  },
  {
    name: "non-finite",
    about: "NaN and infinities in the prediction and in the target.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(
        dtype,
        [4, 2],
        [Number.NaN, 1, Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, 2, 0.5, 1],
      ),
      target: exact(dtype, [4, 2], [0, 1, 0, 1, 1, 0, Number.POSITIVE_INFINITY, Number.NaN]),
    }),
  },
  { ...random("image", [2, 3, 2, 2]), half: true, about: "Four axes, as of a 2×2 image." },
  { ...random("empty-features", [4, 0]), about: "Samples without a feature.", exact: true },
  { ...random("broadcast-row", [4, 3], [3]), about: "Predictions [4,3] against targets [3]." },
  { ...random("broadcast-batch", [1, 3], [4, 3]), about: "One prediction [1,3] against targets [4,3]." },
  { ...random("broadcast-rank", [2, 3], [4, 2, 3]), about: "Predictions [2,3] against targets [4,2,3]." },
  {
    ...fixture([4, 2], [0, 1, -2, 3, 0.5, -0.5, 2, 0], [0, 0, -2, -(2 ** -30), 2 ** -30, 0, -4, 2 ** -24]),
    name: "zero-targets",
    about: "Targets of zero, below a relative error's epsilon, and negative.",
  },
  {
    ...fixture([3, 2], [1 + 2 ** -10, 1, 2 ** -10, 3, 1024.5, -1], [1, 1 + 2 ** -10, 2 ** -9, 3 - 2 ** -9, 1024, -1.5]),
    name: "close",
    about: "Predictions next to their targets: the difference is exact and small.",
  },
  ...extremePredictions(
    (prediction) => ({
      prediction,
      target: exact(prediction.dtype as FloatDtype, [4, 2], [0, 1, 0.5, -1]),
    }),
    true,
  ),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, 1, 0, -2]),
    target,
  })),
  {
    ...fixture([2, 2], [INFINITY, -INFINITY, INFINITY, -INFINITY], [INFINITY, -INFINITY, -INFINITY, INFINITY]),
    name: "infinite-pairs",
    about: "Infinity against infinity.",
  },
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
  { ...random("batch-against-matrix", [4, 3], [4]), about: "Targets [4] against predictions [4,3].", illegal: true },
  { ...zeroD([1], [3]), about: "A scalar prediction and target." },
];

// --- internal ---

function random(
  name: string,
  shape: readonly number[],
  targetShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`regression/${name}`);
      return {
        prediction: filled(dtype, shape, () => normal(next)),
        target: filled(dtype, targetShape, () => normal(next)),
      };
    },
  };
}

/** Shared by all kinds of inputs: a prediction and a target of one shape, number by number. */
export function fixture(
  shape: readonly number[],
  prediction: readonly number[],
  target: readonly number[],
): Omit<FamilySpec, "about" | "name"> {
  return {
    exact: true,
    build: (dtype) => ({ prediction: exact(dtype, shape, prediction), target: exact(dtype, shape, target) }),
  };
}

/** Shared by all kinds of inputs: scalars. */
export function zeroD(prediction: readonly [number], target: readonly [number]): Omit<FamilySpec, "about"> {
  return { ...fixture([], prediction, target), name: "zero-d", illegal: true, legalFor: ELEMENTWISE, exact: false };
}

/** Shared by all kinds of inputs: a prediction and a target whose shapes do not fit. */
export function mismatch(prediction: readonly number[], target: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name: "shape-mismatch",
    illegal: true,
    build: (dtype) => ({
      prediction: exact(dtype, prediction, [0.5, 0.25, 0.75]),
      target: exact(dtype, target, [0, 1]),
    }),
  };
}
