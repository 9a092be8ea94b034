import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";
import { fixture, mismatch, zeroD } from "./regression.ts";

/** Positive predictions and counts, for losses that take logarithms of one of them. */
export const COUNTS: readonly FamilySpec[] = [
  { ...positive("random-2d", [4, 3]), full: true, about: "Positive rates and small counts." },
  { ...positive("random-1d", [5]), about: "One axis." },
  { ...positive("random-3d", [2, 3, 4]), about: "Three axes." },
  {
    name: "zero-and-negative",
    half: true,
    about: "Zero, tiny and negative predictions and targets, where a logarithm needs its epsilon.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [0, 1, -0.5, 2, -5, 0.5, 0, 0]),
      target: exact(dtype, [4, 2], [1, 0, 1, -0.5, 2, 0.5, 0, 3]),
    }),
  },
  {
    name: "log-rates-2d",
    about: "Logarithms of rates, which may be negative.",
    build: (dtype) => {
      const next = seeded("counts/log-rates-2d");
      return {
        prediction: filled(dtype, [4, 3], () => normal(next)),
        target: filled(dtype, [4, 3], () => Math.floor(4 * next())),
      };
    },
  },
  {
    ...fixture([4, 2], [0.5, 1, 2, 0.25, 1.5, 3, 1, 4], [0, 0, 1, 1, 2, 2, 3, 1.5]),
    name: "small-counts",
    about: "Counts of 0, 1 and 2: Stirling's approximation starts above 1.",
  },
  {
    name: "large-counts",
    half: true,
    about: "Counts up to 200, with rates beside them.",
    build: (dtype) => {
      const next = seeded("counts/large-counts");
      return {
        prediction: filled(dtype, [4, 3], () => 20 + 80 * next()),
        target: filled(dtype, [4, 3], () => Math.floor(200 * next())),
      };
    },
  },
  {
    ...fixture([4, 2], [40, -40, 88, -88, 89, 100, -104, 1000], [1, 0, 2, 1, 3, 0, 1, 2]),
    name: "saturated-log-rates",
    half: true,
    about: "Log-rates of ±40 and around ±88, where the exponential overflows in float32, and beyond.",
  },
  {
    ...fixture([4, 2], [2 ** -30, 1e-8, 1e-7, 1e-6, 2 ** -24, 1, 0, 2 ** -10], [1, 1, 1, 1, 2 ** -30, 1e-7, 1, 0]),
    name: "below-epsilon",
    about: "Rates and counts around the epsilons 1e-8 and 1e-7.",
  },
  { ...positive("image", [2, 3, 2, 2]), about: "Four axes, as of a 2×2 image." },
  { ...positive("one-element", [1, 1]), about: "One sample of one feature." },
  { ...positive("empty-batch", [0, 3]), about: "No sample at all.", exact: true },
  { ...positive("empty-features", [4, 0]), about: "Samples without a feature.", exact: true },
  { ...positive("broadcast-column", [4, 1], [4, 3]), about: "Predictions [4,1] against targets [4,3]." },
  { ...positive("broadcast-row", [4, 3], [3]), about: "Predictions [4,3] against targets [3]." },
  ...extremePredictions((prediction) => ({
    prediction,
    target: exact(prediction.dtype as FloatDtype, [4, 2], [0, 1, 2, 3]),
  })),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, 1, 2, 0.25]),
    target,
  })),
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
  { ...zeroD([2], [3]), about: "A scalar prediction and target." },
];

// --- internal ---

function positive(
  name: string,
  shape: readonly number[],
  targetShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`counts/${name}`);
      return {
        prediction: filled(dtype, shape, () => Math.exp(normal(next))),
        target: filled(dtype, targetShape, () => Math.floor(4 * next())),
      };
    },
  };
}
