import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";
import { fixture, mismatch, zeroD } from "./regression.ts";

/** Margins for labels −1, 0 and 1. */
export const MARGINS: readonly FamilySpec[] = [
  { ...margins("signs-2d", [4, 3], [-1, 1]), full: true, about: "Scores and labels −1 and 1." },
  {
    ...margins("binary-2d", [4, 3], [0, 1]),
    about: "The same scores with labels 0 and 1, which Keras turns into −1 and 1.",
  },
  { ...margins("signs-1d", [5], [-1, 1]), about: "One axis." },
  {
    name: "kink",
    half: true,
    about: "Scores on the margin and at zero, under either sign.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [1, 1, -1, -1, 0, 0, 2, -2]),
      target: exact(dtype, [4, 2], [1, -1]),
    }),
  },
  { ...margins("signs-3d", [2, 3, 4], [-1, 1]), half: true, about: "Three axes." },
  { ...margins("mixed-labels", [4, 3], [0, 1, -1]), about: "Labels 0, 1 and −1 in one batch: no conversion." },
  { ...margins("zero-two-labels", [4, 3], [0, 2]), about: "Labels 0 and 2: no conversion." },
  { ...margins("zero-labels", [4, 3], [0]), about: "Every label 0." },
  { ...margins("soft-labels", [4, 3], [0.5, -0.25, 2]), about: "Labels of any size." },
  { ...margins("binary-1d", [5], [0, 1]), about: "One axis, labels 0 and 1." },
  { ...margins("image", [2, 3, 2, 2], [-1, 1]), about: "Four axes, as of a 2×2 image." },
  {
    ...fixture([6, 2], [20, 20, -20, -20, 40, 40, -40, -40, 1000, 1000, -1000, -1000], [1, -1]),
    name: "saturated",
    half: true,
    about: "Scores of ±20, ±40 and ±1000 under either sign.",
  },
  {
    ...fixture([4, 2], [0.5, 0.5, 1.5, -1.5, 0.5, -0.5, 1, -1], [0, 1]),
    name: "binary-kink",
    about: "Scores on and beside the margin, labels 0 and 1.",
  },
  { ...margins("one-element", [1, 1], [1]), about: "One sample of one feature." },
  { ...margins("empty-batch", [0, 3], [1]), about: "No sample at all.", exact: true },
  { ...margins("empty-features", [4, 0], [1]), about: "Samples without a feature.", exact: true },
  { ...margins("broadcast-column", [4, 1], [-1, 1], [4, 3]), about: "Scores [4,1] against labels [4,3]." },
  { ...margins("broadcast-row", [4, 3], [-1, 1], [3]), about: "Scores [4,3] against labels [3]." },
  ...extremePredictions(
    (prediction) => ({
      prediction,
      target: exact(prediction.dtype as FloatDtype, [4, 2], [1, -1, -1, 1]),
    }),
    true,
  ),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, 1, 0, -2]),
    target,
  })),
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
  { ...zeroD([0.5], [1]), about: "A scalar score and label." },
];

// --- internal ---

function margins(
  name: string,
  shape: readonly number[],
  labels: readonly number[],
  labelShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      // The scores of a shape are the same whatever the labels, so that label conventions can be compared.
      const next = seeded(`margins/${shape.join("x")}`);
      return {
        prediction: filled(dtype, shape, () => 1.5 * normal(next)),
        target: filled(dtype, labelShape, (i) => labels[(7 * i + Math.floor(i / 3)) % labels.length]!),
      };
    },
  };
}
