import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";

/** Logits of independent labels on axis 1, and targets 0 and 1 of the same shape. */
export const MULTI_LABEL_BINARY: readonly FamilySpec[] = [
  { ...random("logits-2d", [4, 3]), full: true, about: "Four samples, three labels." },
  { ...random("logits-3d", [2, 3, 4]), about: "Three axes: the loss is averaged over axis 1 only." },
  { ...random("image", [2, 3, 2, 2]), about: "A 2×2 image, labels on axis 1." },
  { ...random("signs-2d", [4, 3], [1, -1]), about: "Targets −1 and 1 instead of 0 and 1." },
  {
    ...random("soft-labels", [4, 3], [0.25, 0.5, 0.9, 0.1, 2, -1, 0.75]),
    about: "Targets between 0 and 1, and outside.",
  },
  {
    ...fixture([5, 2], [0, 0, 20, 20, -20, -20, 40, 40, -40, -40], [0, 1]),
    name: "saturated",
    about: "Logits of 0, ±20 and ±40 under either label.",
  },
  {
    ...fixture([2, 2], [1000, 1000, -1000, -1000], [0, 1]),
    name: "saturated-1000",
    about: "Logits of ±1000 under either label.",
  },
  { ...random("one-element", [1, 1], [1]), about: "One sample of one label." },
  { ...random("empty-batch", [0, 3]), about: "No sample at all.", exact: true },
  { ...random("empty-features", [4, 0]), about: "Samples without a label.", exact: true },
  { ...random("target-row", [4, 3], [0, 1, 1], [3]), about: "Targets [3] against logits [4,3]." },
  { ...random("target-column", [4, 3], [0, 1, 1], [4, 1]), about: "Targets [4,1] against logits [4,3]." },
  { ...random("logits-column", [4, 1], [0, 1, 1], [4, 3]), about: "Logits [4,1] against targets [4,3]." },
  ...extremePredictions((prediction) => ({
    prediction,
    target: exact(prediction.dtype as FloatDtype, [4, 2], [0, 1, 1, 0]),
  })),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, -1, 2, 0.25]),
    target,
  })),
  { ...random("random-1d", [5]), about: "One axis, so that there is no axis 1.", illegal: true },
  { ...random("zero-d", [], [1]), about: "A scalar logit and target.", illegal: true },
  { ...random("shape-mismatch", [4, 3], [0, 1], [4, 2]), about: "Shapes that do not broadcast.", illegal: true },
];

// --- internal ---

function random(
  name: string,
  shape: readonly number[],
  targets: readonly number[] = [0, 1, 1, 0, 1],
  targetShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      // The logits of a shape are the same whatever the targets, so that label conventions can be compared.
      const next = seeded(`multi-label-binary/${shape.join("x")}`);
      return { prediction: filled(dtype, shape, () => 1.5 * normal(next)), target: exact(dtype, targetShape, targets) };
    },
  };
}

function fixture(
  shape: readonly number[],
  logits: readonly number[],
  targets: readonly number[],
): Omit<FamilySpec, "about" | "name"> {
  return {
    exact: true,
    build: (dtype) => ({ prediction: exact(dtype, shape, logits), target: exact(dtype, shape, targets) }),
  };
}
