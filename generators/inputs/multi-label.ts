import type { FamilySpec } from "../types.ts";
import { extremePredictions } from "./extremes.ts";
import { exact, filled, integers, normal, seeded } from "./random.ts";

/** Scores of classes, with several labels a sample: class indices, the first −1 ending them. */
export const MULTI_LABEL: readonly FamilySpec[] = [
  {
    ...random("random-2d", [3, 4], [3, 0, -1, 1, 2, -1, -1, -1, 0, 1, 2, -1]),
    full: true,
    about: "Three samples of two, one and three labels, four classes.",
  },
  { ...random("random-1d", [4], [3, 0, -1, 1]), about: "One sample without a batch axis." },
  { ...random("wide", [2, 8], [7, 3, 1, -1, 0, 0, 0, 0]), about: "Eight classes; labels after the −1 do not count." },
  { ...random("no-label", [2, 3], [-1, -1, -1]), about: "Samples without a label." },
  {
    ...random("every-label", [2, 3], [0, 1, 2, 2, 0, 1]),
    about: "Samples with every label, so that there is no other class.",
  },
  { ...random("repeated-label", [2, 3], [1, 1, -1]), about: "The same label twice." },
  { ...random("label-order", [2, 3], [2, 0, -1, 0, 2, -1]), about: "The same labels in either order." },
  {
    ...fixture([3, 3], [1, 0, 0.5, 2, 1, 3, 0, 1, -1], [0, -1, -1, 1, 0, -1, 1, -1, -1]),
    name: "kink",
    about: "Score differences of exactly ½, 1 and 2: the hinge at its margin.",
  },
  { ...fixture([2, 3], [0.5, 0.5, 0.5], [0, -1, -1, 1, 2, -1]), name: "ties", about: "Equal scores." },
  {
    ...fixture([4, 2], [40, -40, -40, 40, 1000, -1000, -1000, 1000], [0, -1, 0, -1, 1, -1, 1, -1]),
    name: "saturated",
    about: "Scores of ±40 and ±1000.",
  },
  { ...random("one-element", [1, 1], [0]), about: "One sample, one class." },
  { ...random("zero-d", [], [0]), about: "A scalar score and label." },
  ...extremePredictions((prediction) => ({ prediction, labels: integers([4, 2], [0, -1, 1, -1]) })),
  { ...random("empty-batch", [0, 3], [0]), about: "No sample at all.", illegal: true },
  { ...random("empty-features", [2, 0], [0]), about: "No class that a label could mean.", illegal: true },
  { ...random("random-3d", [2, 3, 2], [0, -1]), about: "Three axes.", illegal: true },
  { ...random("label-out-of-range", [2, 3], [3, -1, -1]), about: "A class index that no class has.", illegal: true },
  {
    ...random("label-negative", [2, 3], [0, -2, -1]),
    about: "A label −2, which neither is a class nor ends the list.",
    illegal: true,
  },
  {
    ...random("ignored-out-of-range", [2, 3], [0, -1, 7]),
    about: "A class index that no class has, after the −1.",
    illegal: true,
  },
  { ...random("shape-mismatch", [4, 3], [0, -1], [4, 2]), about: "Fewer labels than classes.", illegal: true },
  { ...random("labels-1d", [2, 3], [0, -1, -1], [3]), about: "One list of labels for two samples.", illegal: true },
  {
    name: "labels-float",
    about: "Labels of a floating dtype.",
    illegal: true,
    build: (dtype) => ({
      prediction: exact(dtype, [2, 3], [0.5, 0.25, 1, -0.5, 2]),
      labels: exact("float32", [2, 3], [0, -1, -1]),
    }),
  },
];

// --- internal ---

function random(
  name: string,
  shape: readonly number[],
  labels: readonly number[],
  labelShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`multi-label/${name}`);
      return { prediction: filled(dtype, shape, () => 1.5 * normal(next)), labels: integers(labelShape, labels) };
    },
  };
}

function fixture(
  shape: readonly number[],
  scores: readonly number[],
  labels: readonly number[],
): Omit<FamilySpec, "about" | "name"> {
  return {
    exact: true,
    build: (dtype) => ({ prediction: exact(dtype, shape, scores), labels: integers(shape, labels) }),
  };
}
