import type { FloatDtype } from "../../src/format/tensor.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions } from "./extremes.ts";
import { exact, filled, integers, logProbabilities, seeded } from "./random.ts";

const INFINITY = Number.POSITIVE_INFINITY;

/** Log-probabilities with the classes on axis 1, and labels as class indices. */
export const NLL: readonly FamilySpec[] = [
  { ...random("log-probabilities-2d", [4, 3], [2, 0, 1, 1]), full: true, about: "Four samples, three classes." },
  { ...random("log-probabilities-3d", [2, 3, 4], [0, 2, 1, 1, 2]), about: "Two sequences of four steps." },
  { ...random("image", [2, 3, 2, 2], [0, 2, 1, 1, 2, 0, 0, 1]), about: "A 2×2 image, classes on axis 1." },
  { ...random("volume", [2, 3, 2, 1, 2], [0, 2, 1, 1, 2, 0, 0, 1]), about: "Three axes behind the classes." },
  {
    name: "probabilities-2d",
    about: "Probabilities whose logarithm was forgotten.",
    build: (dtype) => {
      const next = seeded("nll/probabilities-2d");
      return { prediction: filled(dtype, [4, 3], () => 0.02 + 0.9 * next()), labels: integers([4], [2, 0, 1, 1]) };
    },
  },
  {
    ...fixture([4, 3], [0, -INFINITY, -INFINITY, -INFINITY, 0, -INFINITY, -1, -1, -2], [0, 0, 1, 0]),
    name: "certain",
    about: "Logarithms of probabilities 1 and 0, on the true class and beside it.",
  },
  {
    ...fixture([4, 2], [0, -40, -40, 0, 0, -1000, -1000, 0], [0, 0, 0, 0]),
    name: "saturated",
    about: "Log-probabilities of −40 and −1000.",
  },
  { ...fixture([3, 3], [-1, -1, -1], [0, 1, 2]), name: "ties", about: "Equal log-probabilities." },
  { ...random("ignored-labels", [5, 3], [0, -100, 2, -100, 1]), about: "Some labels −100, the default ignore_index." },
  { ...random("all-ignored", [3, 3], [-100]), about: "Every label −100: no sample contributes." },
  { ...random("image-ignored", [1, 3, 2, 2], [0, -100, 1, -100]), about: "An image half of whose labels are −100." },
  { ...random("labels-minus-one", [4, 3], [0, -1, 2, 1]), about: "A label −1: refused unless it is the ignore_index." },
  { ...random("one-class", [4, 1], [0]), about: "One class, so that every label is 0." },
  { ...random("one-element", [1, 1], [0]), about: "One sample, one class." },
  { ...random("empty-batch", [0, 3], [0]), about: "No sample at all.", exact: true },
  { ...random("empty-image", [2, 3, 0, 2], [0]), about: "Images without a pixel.", exact: true },
  { ...random("no-classes", [2, 0], [0]), about: "No class that a label could mean.", illegal: true },
  ...extremePredictions((prediction) => ({ prediction, labels: integers([4], [0, 1, 1, 0]) })),
  { ...random("label-out-of-range", [2, 3], [0, 3]), about: "A class index that no class has.", illegal: true },
  { ...random("image-label-out-of-range", [1, 3, 2, 1], [0, 3]), about: "The same in an image.", illegal: true },
  { ...random("label-negative", [2, 3], [0, -1]), about: "A negative class index.", illegal: true },
  { ...random("batch-mismatch", [4, 3], [0, 1], [3]), about: "Fewer labels than samples.", illegal: true },
  { ...random("labels-column", [4, 3], [0, 1], [4, 1]), about: "Labels [4,1] for predictions [4,3].", illegal: true },
  {
    ...random("labels-transposed", [2, 3, 1, 2], [0, 1], [2, 2, 1]),
    about: "Labels of another image shape.",
    illegal: true,
  },
  { ...random("rank-1", [3], [0], [1]), about: "A prediction without a batch axis.", illegal: true },
  {
    name: "zero-d",
    about: "A scalar prediction and label.",
    illegal: true,
    build: (dtype) => ({ prediction: exact(dtype, [], [-1]), labels: integers([], [0]) }),
  },
  {
    ...labelled("labels-float", { dtype: "float32", shape: [4], data: [2, 0, 1, 1] }),
    about: "Labels of a floating dtype.",
  },
  { ...labelled("labels-one-hot", integers([4, 3], [0, 0, 1])), about: "One-hot labels instead of indices." },
];

// --- internal ---

type Unnamed = Omit<FamilySpec, "about" | "name">;

function random(
  name: string,
  shape: readonly number[],
  labels: readonly number[],
  labelShape = [shape[0]!, ...shape.slice(2)],
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => ({
      prediction: logProbabilities(dtype, shape, Math.min(1, shape.length - 1), seeded(`nll/${name}`)),
      labels: integers(labelShape, labels),
    }),
  };
}

function fixture(shape: readonly [number, number], scores: readonly number[], labels: readonly number[]): Unnamed {
  return {
    exact: true,
    build: (dtype) => ({ prediction: exact(dtype, shape, scores), labels: integers([shape[0]], labels) }),
  };
}

function labelled(name: string, labels: Tensor): Omit<FamilySpec, "about"> {
  return {
    name,
    illegal: true,
    build: (dtype) => ({ prediction: logProbabilities(dtype, [4, 3], 1, seeded(`nll/${name}`)), labels }),
  };
}
