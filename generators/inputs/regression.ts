import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { exact, filled, normal, seeded } from "./random.ts";

/** Real-valued predictions and targets of one shape. */
export const REGRESSION: readonly FamilySpec[] = [
  { ...random("random-2d", [4, 3]), full: true, about: "Normal predictions and targets, four samples of three." },
  { ...random("random-1d", [5]), full: true, about: "One axis, which is both batch and features." },
  { ...random("random-3d", [2, 3, 4]), full: true, about: "Three axes: batch, steps, features." },
  {
    name: "kink",
    about: "Differences of exactly 0, ±½, ±1 and ±2: |x| at 0, Huber and smooth L1 at their thresholds.",
    full: true,
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
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
  {
    name: "zero-d",
    about: "A scalar prediction and target.",
    illegal: true,
    build: (dtype) => ({ prediction: exact(dtype, [], [1]), target: exact(dtype, [], [3]) }),
  },
];

/** Positive predictions and counts, for losses that take logarithms of one of them. */
export const COUNTS: readonly FamilySpec[] = [
  { ...positive("random-2d", [4, 3]), full: true, about: "Positive rates and small counts." },
  { ...positive("random-1d", [5]), full: true, about: "One axis." },
  { ...positive("random-3d", [2, 3, 4]), full: true, about: "Three axes." },
  {
    name: "zero-and-negative",
    about: "Zero, tiny and negative predictions and targets, where a logarithm needs its epsilon.",
    full: true,
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [0, 1, -0.5, 2, -5, 0.5, 0, 0]),
      target: exact(dtype, [4, 2], [1, 0, 1, -0.5, 2, 0.5, 0, 3]),
    }),
  },
  { ...positive("one-element", [1, 1]), about: "One sample of one feature." },
  { ...positive("empty-batch", [0, 3]), about: "No sample at all.", exact: true },
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
];

// --- internal ---

function random(name: string, shape: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`regression/${name}`);
      return { prediction: filled(dtype, shape, () => normal(next)), target: filled(dtype, shape, () => normal(next)) };
    },
  };
}

function positive(name: string, shape: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`counts/${name}`);
      return {
        prediction: filled(dtype, shape, () => Math.exp(normal(next))),
        target: filled(dtype, shape, () => Math.floor(4 * next())),
      };
    },
  };
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
