import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";
import { fixture, mismatch, zeroD } from "./regression.ts";

/** Predictions for labels 0 and 1: probabilities, logits, and where they saturate. */
export const BINARY: readonly FamilySpec[] = [
  {
    ...probabilities("probabilities-2d", [4, 3]),
    full: true,
    about: "Probabilities inside (0, 1) and labels 0 and 1.",
  },
  { ...logits("logits-2d", [4, 3]), half: true, about: "Logits around 0 and labels 0 and 1." },
  { ...probabilities("probabilities-1d", [5]), about: "Probabilities along one axis." },
  {
    name: "saturated-probabilities",
    half: true,
    about: "Probabilities of exactly 0, ½ and 1 under either label: the clips.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [0, 0, 1, 1, 0.5, 0.5]),
      target: exact(dtype, [3, 2], [0, 1]),
    }),
  },
  { ...probabilities("probabilities-3d", [2, 3, 4]), about: "Three axes." },
  {
    name: "saturated-logits",
    half: true,
    about: "Logits of ±20, ±40 and ±1000 under either label.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [6, 2], [20, 20, -20, -20, 40, 40, -40, -40, 1000, 1000, -1000, -1000]),
      target: exact(dtype, [6, 2], [0, 1]),
    }),
  },
  {
    name: "soft-labels",
    about: "Targets between 0 and 1, and outside of them.",
    build: (dtype) => {
      const next = seeded("soft-labels");
      return {
        prediction: filled(dtype, [4, 3], () => 0.02 + 0.96 * next()),
        target: exact(dtype, [4, 3], [0.25, 0.5, 0.9, 0.1, 2, -1, 0.75]),
      };
    },
  },
  { ...logits("logits-1d", [5]), about: "Logits along one axis." },
  { ...probabilities("image", [2, 3, 2, 2]), about: "Probabilities on four axes, as of a 2×2 image." },
  { ...logits("sign-labels", [4, 3], [-1, 1]), about: "Logits and labels −1 and 1 instead of 0 and 1." },
  {
    ...fixture([2, 3], [0.5, 0.25, 0.75, 0.5, 0.125, 1], [0.5, 0.25, 0.75, 1, 0, 0.5]),
    name: "targets-as-predicted",
    about: "Targets equal to the probabilities, where the gradient vanishes.",
  },
  {
    ...fixture([4, 2], [2 ** -24, 2 ** -30, 1 - 2 ** -24, 1 - 2 ** -20, 1e-7, 1e-8, 1e-12, 2 ** -20], [1, 0, 0, 1]),
    name: "near-certain",
    about: "Probabilities next to 0 and 1, above and below the epsilons.",
  },
  {
    ...fixture([4, 2], [-0.5, 1.5, 2, -1, 1 + 2 ** -20, -(2 ** -20), 0.5, 0.25], [0, 1, 1, 0]),
    name: "outside-probabilities",
    about: "Probabilities below 0 and above 1.",
  },
  { ...probabilities("one-element", [1, 1]), about: "One sample of one feature." },
  { ...probabilities("empty-batch", [0, 3]), about: "No sample at all.", exact: true },
  { ...probabilities("empty-features", [4, 0]), about: "Samples without a feature.", exact: true },
  { ...probabilities("broadcast-column", [4, 1], [4, 3]), about: "Predictions [4,1] against targets [4,3]." },
  { ...probabilities("broadcast-row", [4, 3], [3]), about: "Predictions [4,3] against targets [3]." },
  ...extremePredictions((prediction) => ({
    prediction,
    target: exact(prediction.dtype as FloatDtype, [4, 2], [0, 1, 1, 0]),
  })),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, 0.25, 0.75, 0.125]),
    target,
  })),
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
  { ...zeroD([0.25], [1]), about: "A scalar prediction and target." },
];

// --- internal ---

type Unexplained = Omit<FamilySpec, "about">;

function probabilities(name: string, shape: readonly number[], targetShape: readonly number[] = shape): Unexplained {
  return binary(name, shape, (next) => 0.02 + 0.96 * next(), [0, 1], targetShape);
}

function logits(name: string, shape: readonly number[], labels: readonly [number, number] = [0, 1]): Unexplained {
  return binary(name, shape, (next) => 2 * normal(next), labels, shape);
}

function binary(
  name: string,
  shape: readonly number[],
  draw: (next: () => number) => number,
  [low, high]: readonly [number, number],
  targetShape: readonly number[],
): Unexplained {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`binary/${name}`);
      return {
        prediction: filled(dtype, shape, () => draw(next)),
        target: filled(dtype, targetShape, () => (next() < 0.5 ? low : high)),
      };
    },
  };
}
