import type { FloatDtype } from "../../src/format/tensor.ts";
import { sizeOf, type Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { distributions, exact, filled, integers, mapped, normal, seeded } from "./random.ts";
import { mismatch } from "./regression.ts";

/** Class scores with labels as indices (`labels`) and one-hot (`target`). */
export const CLASSES: readonly FamilySpec[] = [
  { ...classes("logits-2d", [4, 3], "logits"), full: true, about: "Logits of four samples, three classes." },
  { ...classes("probabilities-2d", [4, 3], "probabilities"), full: true, about: "Rows that sum to one." },
  {
    name: "saturated",
    about: "Probabilities of exactly 0 and 1, on the true class and beside it.",
    full: true,
    exact: true,
    build: (dtype) => withLabels(exact(dtype, [3, 3], [0, 1, 0, 1, 0, 0, 0.5, 0.25, 0.25]), [0, 0, 1]),
  },
  {
    name: "unnormalised",
    about: "Positive scores that do not sum to one.",
    full: true,
    build: (dtype) => {
      const next = seeded("unnormalised");
      return withLabels(
        filled(dtype, [4, 3], () => 0.2 + 2 * next()),
        [2, 0, 1, 1],
      );
    },
  },
  {
    name: "image",
    about: "Logits over a 2×2 image, classes on axis 1 (PyTorch) or last (TensorFlow).",
    build: (dtype) => {
      const next = seeded("image");
      const prediction = filled(dtype, [2, 3, 2, 2], () => normal(next));
      const labels = integers([2, 2, 2], [0, 2, 1, 1, 2, 0, 0, 1]);
      const last = channelsLast(prediction);
      return { prediction, "prediction-channels-last": last, labels, target: oneHot(dtype, labels, 3) };
    },
  },
  {
    name: "saturated-logits",
    about: "Logits of ±40 and ±1000.",
    exact: true,
    build: (dtype) =>
      withLabels(exact(dtype, [4, 3], [40, -40, 0, -40, 40, 0, 1000, -1000, 0, -1000, 1000, 0]), [0, 0, 1, 1]),
  },
  { ...classes("one-element", [1, 1], "logits"), about: "One sample, one class." },
  { ...classes("empty-batch", [0, 3], "logits"), about: "No sample at all.", exact: true },
  {
    name: "label-out-of-range",
    about: "A class index that no class has.",
    illegal: true,
    build: (dtype) => {
      const prediction = exact(dtype, [2, 3], [0.5, 0.25, 0.25]);
      return { prediction, labels: integers([2], [0, 3]) };
    },
  },
  { ...mismatch([4, 3], [4, 2]), about: "Targets of another class count." },
];

/** Two distributions: `prediction` q and `target` p. */
export const DISTRIBUTIONS: readonly FamilySpec[] = [
  { ...pairs("probabilities-2d", [4, 3], (q) => q), full: true, about: "Both as probabilities." },
  {
    ...pairs("log-probabilities-2d", [4, 3], (q) => mapped(q, Math.log)),
    full: true,
    about: "The same distributions, the prediction as log-probabilities: what PyTorch asks for.",
  },
  { ...pairs("probabilities-1d", [5], (q) => q), full: true, about: "One distribution." },
  {
    name: "zeros",
    about: "Probabilities of exactly 0 and 1 on either side.",
    full: true,
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [0.5, 0.5, 0, 1, 1, 0, 0.25, 0.75]),
      target: exact(dtype, [4, 2], [0, 1, 0.5, 0.5, 1, 0, 0, 1]),
    }),
  },
  { ...pairs("probabilities-3d", [2, 3, 4], (q) => q), about: "Three axes." },
  { ...pairs("one-element", [1, 1], (q) => q), about: "One certain event.", exact: true },
  { ...pairs("empty-batch", [0, 3], (q) => q), about: "No distribution at all.", exact: true },
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
];

/** Pairs of vectors, and a label 1 (alike) or −1 (unlike) for each. */
export const VECTORS: readonly FamilySpec[] = [
  { ...vectors("random-2d", [4, 3]), full: true, about: "Four pairs of vectors, labels 1 and −1." },
  { ...vectors("all-alike", [4, 3], 1), full: true, about: "The same vectors, every label 1." },
  { ...vectors("square", [3, 3]), full: true, about: "As many vectors as features, so that a wrong axis still fits." },
  {
    name: "aligned",
    about: "Equal, opposite and orthogonal vectors: cosines of exactly 1, −1 and 0.",
    full: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [1, 0, 1, 0, 1, 0, 3, 4]),
      target: exact(dtype, [4, 2], [2, 0, -2, 0, 0, 1, 3, 4]),
      similarity: exact(dtype, [4], [1, 1, 1, -1]),
    }),
  },
  {
    name: "zero-vector",
    about: "A vector of zeros, and vectors so small that the epsilons matter.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [0, 0, 1, 0, 2 ** -20, 2 ** -20]),
      target: exact(dtype, [3, 2], [1, 0, 0, 0, 2 ** -20, 2 ** -20]),
      similarity: exact(dtype, [3], [1, 1, 1]),
    }),
  },
  { ...vectors("empty-batch", [0, 3]), about: "No pair at all.", exact: true },
  { ...mismatch([4, 3], [4, 2]), about: "Vectors of different lengths." },
];

// --- internal ---

function classes(
  name: string,
  shape: readonly [number, number],
  kind: "logits" | "probabilities",
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`classes/${name}`);
      const prediction =
        kind === "logits" ? filled(dtype, shape, () => 1.5 * normal(next)) : distributions(dtype, shape, next);
      return withLabels(
        prediction,
        Array.from({ length: shape[0] }, () => Math.floor(next() * shape[1])),
      );
    },
  };
}

function withLabels(prediction: Tensor, labels: readonly number[]): { [role: string]: Tensor } {
  const indices = integers([labels.length], labels);
  return {
    prediction,
    labels: indices,
    target: oneHot(prediction.dtype as FloatDtype, indices, prediction.shape.at(-1)!),
  };
}

function oneHot(dtype: FloatDtype, labels: Tensor, size: number): Tensor {
  const data = labels.data.flatMap((label) => Array.from({ length: size }, (_, i) => (i === Number(label) ? 1 : 0)));
  return { dtype, shape: [...labels.shape, size], data };
}

function channelsLast(tensor: Tensor): Tensor {
  const [n, c, h, w] = tensor.shape as [number, number, number, number];
  const data = Array.from({ length: sizeOf(tensor.shape) }, (_, flat) => {
    const channel = flat % c;
    const pixel = Math.floor(flat / c) % (h * w);
    const image = Math.floor(flat / (c * h * w));
    return tensor.data[(image * c + channel) * h * w + pixel]!;
  });
  return { dtype: tensor.dtype, shape: [n, h, w, c], data };
}

function pairs(
  name: string,
  shape: readonly number[],
  shown: (prediction: Tensor) => Tensor,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`distributions/${shape.join("x")}`);
      const target = distributions(dtype, shape, next);
      return { prediction: shown(distributions(dtype, shape, next)), target };
    },
  };
}

function vectors(name: string, shape: readonly [number, number], label?: number): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`vectors/${shape.join("x")}`);
      return {
        prediction: filled(dtype, shape, () => normal(next)),
        target: filled(dtype, shape, () => normal(next)),
        similarity: exact(dtype, [shape[0]], label === undefined ? [1, -1] : [label]),
      };
    },
  };
}
