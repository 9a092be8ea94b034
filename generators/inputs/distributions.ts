import type { FloatDtype } from "../../src/format/tensor.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { distributions, exact, mapped, seeded } from "./random.ts";
import { fixture, mismatch, zeroD } from "./regression.ts";

/** Two distributions: `prediction` q and `target` p. */
export const DISTRIBUTIONS: readonly FamilySpec[] = [
  { ...pairs("probabilities-2d", [4, 3], (q) => q), full: true, about: "Both as probabilities." },
  {
    ...pairs("log-probabilities-2d", [4, 3], (q) => mapped(q, Math.log)),
    half: true,
    full: true,
    about: "The same distributions, the prediction as log-probabilities: what PyTorch asks for.",
  },
  { ...pairs("probabilities-1d", [5], (q) => q), full: true, about: "One distribution." },
  {
    name: "zeros",
    half: true,
    about: "Probabilities of exactly 0 and 1 on either side.",
    full: true,
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [0.5, 0.5, 0, 1, 1, 0, 0.25, 0.75]),
      target: exact(dtype, [4, 2], [0, 1, 0.5, 0.5, 1, 0, 0, 1]),
    }),
  },
  { ...pairs("probabilities-3d", [2, 3, 4], (q) => q), about: "Three axes." },
  { ...pairs("image", [2, 2, 2, 3], (q) => q), about: "Four axes, as of a 2×2 image." },
  {
    name: "log-targets-2d",
    about: "Both as log-probabilities: what PyTorch asks for with log_target.",
    build: (dtype) => {
      const next = seeded("distributions/4x3");
      const target = mapped(distributions(dtype, [4, 3], next), Math.log);
      return { prediction: mapped(distributions(dtype, [4, 3], next), Math.log), target };
    },
  },
  {
    ...fixture([3, 2], [0.5, 0.5, 0.25, 0.75, 0.125, 0.875], [0.5, 0.5, 0.25, 0.75, 0.125, 0.875]),
    name: "equal",
    about: "Equal distributions, whose divergence is zero.",
  },
  {
    ...fixture([3, 2], [2, 1, 0.5, 0.25, 3, 0.125], [1, 1, 2, 3, 0.25, 0.5]),
    name: "unnormalised",
    about: "Positive numbers that do not sum to one, some above 1.",
  },
  {
    ...fixture([3, 2], [-0.5, 1.5, 0.5, 0.5, -1, 2], [0.5, 0.5, -0.5, 1.5, 1, 0]),
    name: "negative",
    about: "Negative numbers on either side.",
  },
  {
    ...fixture([4, 2], [2 ** -30, 1, 1e-8, 1, 1e-7, 1, 0.5, 0.5], [0.5, 0.5, 1e-7, 1, 1, 1e-8, 2 ** -30, 1]),
    name: "below-epsilon",
    about: "Probabilities around the epsilon 1e-7.",
  },
  {
    ...fixture([4, 2], [-40, 0, 0, -40, -1000, 0, 0, -1000], [0.5, 0.5, 1, 0, 0.25, 0.75, 0, 1]),
    name: "saturated-log-probabilities",
    about: "Log-probabilities of −40 and −1000.",
  },
  { ...pairs("one-element", [1, 1], (q) => q), about: "One certain event.", exact: true },
  { ...pairs("empty-batch", [0, 3], (q) => q), about: "No distribution at all.", exact: true },
  { ...pairs("empty-features", [4, 0], (q) => q), about: "Distributions over nothing.", exact: true },
  { ...pairs("broadcast-row", [4, 3], (q) => q, [3]), about: "Distributions [4,3] against one target [3]." },
  { ...pairs("broadcast-batch", [1, 3], (q) => q, [4, 3]), about: "One distribution [1,3] against targets [4,3]." },
  ...extremePredictions((prediction) => ({
    prediction,
    target: exact(prediction.dtype as FloatDtype, [4, 2], [0.5, 0.5, 0, 1, 0.25, 0.75, 1, 0]),
  })),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, 0.5, 0.25, 0.75]),
    target,
  })),
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
  { ...zeroD([0.5], [0.25]), about: "A scalar prediction and target." },
];

// --- internal ---

function pairs(
  name: string,
  shape: readonly number[],
  shown: (prediction: Tensor) => Tensor,
  targetShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`distributions/${shape.join("x")}`);
      const target = distributions(dtype, targetShape, next);
      return { prediction: shown(distributions(dtype, shape, next)), target };
    },
  };
}
