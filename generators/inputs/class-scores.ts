import type { Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions } from "./extremes.ts";
import { exact, filled, integers, normal, seeded } from "./random.ts";

/** Scores of classes, any real numbers, with labels as class indices. */
export const CLASS_SCORES: readonly FamilySpec[] = [
  { ...random("random-2d", [4, 3], [2, 0, 1, 1]), full: true, about: "Four samples, three classes." },
  { ...random("wide", [2, 8], [7, 3]), about: "Two samples, eight classes." },
  { ...random("random-1d", [3], [2], []), about: "One sample without a batch axis, its label a scalar." },
  { ...random("random-1d-label-1d", [3], [1], [1]), about: "One sample without a batch axis, its label [1]." },
  { ...random("one-sample", [1, 4], [2]), about: "A batch of one." },
  {
    ...fixture([4, 3], [1, 0, 0.5, 2, 1, 3, 0, 0.5, -1, 1, 2, 1.5], [0, 1, 2, 1]),
    name: "kink",
    about: "Score differences of exactly 0, ½, 1 and 2 from the true class: the hinge at each margin.",
  },
  { ...fixture([3, 3], [0.5, 0.5, 0.5], [0, 1, 2]), name: "ties", about: "Equal scores." },
  {
    ...fixture([4, 2], [40, -40, -40, 40, 1000, -1000, -1000, 1000], [0, 0, 1, 1]),
    name: "saturated",
    about: "Scores of ±40 and ±1000.",
  },
  { ...fixture([3, 2], [-1, -2, -3, -1, -5, -5], [0, 0, 1]), name: "all-negative", about: "No score above zero." },
  { ...random("one-class", [4, 1], [0]), about: "One class, so that there is no wrong one." },
  { ...random("one-element", [1, 1], [0]), about: "One sample, one class." },
  ...extremePredictions((prediction) => ({ prediction, labels: integers([4], [0, 1, 1, 0]) }), true),
  { ...random("empty-batch", [0, 3], [0], [0]), about: "No sample at all.", exact: true, illegal: true },
  { ...random("empty-features", [2, 0], [0]), about: "No class that a label could mean.", exact: true, illegal: true },
  { ...random("random-3d", [2, 3, 4], [0], [2, 4]), about: "An axis behind the classes.", illegal: true },
  { ...random("image", [2, 3, 2, 2], [0], [2, 2, 2]), about: "A 2×2 image, classes on axis 1.", illegal: true },
  { ...random("zero-d", [], [0], []), about: "A scalar prediction and label.", illegal: true, legalFor: ["*"] },
  { ...random("label-out-of-range", [2, 3], [0, 3]), about: "A class index that no class has.", illegal: true },
  { ...random("label-negative", [2, 3], [0, -1]), about: "A negative class index.", illegal: true },
  { ...random("label-ignored", [2, 3], [0, -100]), about: "A label −100, which other losses ignore.", illegal: true },
  { ...random("batch-mismatch", [4, 3], [0, 1], [3]), about: "Fewer labels than samples.", illegal: true },
  { ...random("labels-column", [4, 3], [0, 1], [4, 1]), about: "Labels [4,1] for predictions [4,3].", illegal: true },
  {
    ...labelled("labels-float", { dtype: "float32", shape: [4], data: [2, 0, 1, 1] }),
    about: "Labels of a floating dtype.",
  },
  { ...labelled("labels-one-hot", integers([4, 3], [0, 0, 1])), about: "One-hot labels instead of indices." },
];

// --- internal ---

function random(
  name: string,
  shape: readonly number[],
  labels: readonly number[],
  labelShape: readonly number[] = [shape[0]!],
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`class-scores/${name}`);
      return { prediction: filled(dtype, shape, () => 1.5 * normal(next)), labels: integers(labelShape, labels) };
    },
  };
}

function fixture(
  shape: readonly [number, number],
  scores: readonly number[],
  labels: readonly number[],
): Omit<FamilySpec, "about" | "name"> {
  return {
    exact: true,
    build: (dtype) => ({ prediction: exact(dtype, shape, scores), labels: integers([shape[0]], labels) }),
  };
}

function labelled(name: string, labels: Tensor): Omit<FamilySpec, "about"> {
  return {
    name,
    illegal: true,
    build: (dtype) => ({ prediction: exact(dtype, [4, 3], [0.5, 0.25, 1, -0.5, 2]), labels }),
  };
}
