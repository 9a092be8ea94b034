import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { exact, filled, integers, LIMITS, normal, seeded } from "./random.ts";

/** Classes of the weights, and features of an activation. */
export const SAMPLED_CLASSES = 6;
const FEATURES = 3;

/** Activations (`prediction`), true classes (`labels`), and the last layer's `class-weights` and `class-biases`. */
export const SAMPLED: readonly FamilySpec[] = [
  { ...drawn("one-true", 4, 1), full: true, about: "Four samples of three features, one true class each." },
  { ...drawn("two-true", 4, 2), full: true, about: "The same with two true classes each, for num_true=2." },
  {
    ...drawn("one-sample", 1, 2),
    about: "One sample whose two classes also pass for two samples of one class.",
  },
  {
    ...drawn("saturated", 4, 1, 40),
    half: true,
    exact: true,
    about: "Activations of ±40 and more: logits where an unguarded exponential overflows.",
  },
  {
    name: "zero",
    half: true,
    about: "Activations, weights and biases of zero: every logit is zero.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [2, FEATURES], [0]),
      labels: integers([2, 1], [0, 5]),
      ...layer(dtype, () => 0),
    }),
  },
  {
    name: "same-labels",
    about: "Every sample of the same class, which is also sampled: the rows' gradients add up.",
    build: (dtype) => {
      const next = seeded("sampled/same-labels");
      return {
        prediction: filled(dtype, [4, FEATURES], () => normal(next)),
        labels: integers([4, 1], [2]),
        ...layer(dtype, () => normal(next)),
      };
    },
  },
  {
    name: "non-finite",
    about: "NaN and infinities among the activations.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(
        dtype,
        [3, FEATURES],
        [Number.NaN, 1, 0, Number.POSITIVE_INFINITY, 0, 1, 0, Number.NEGATIVE_INFINITY, 1],
      ),
      labels: integers([3, 1], [0, 1, 2]),
      ...layer(dtype, (i) => 0.5 + (i % 4) / 4),
    }),
  },
  {
    name: "denormal",
    about: "Subnormal activations beside the smallest normal ones.",
    exact: true,
    build: (dtype) => {
      const { subnormal, normal } = LIMITS[dtype];
      return {
        prediction: exact(dtype, [2, FEATURES], [subnormal, -subnormal, normal, -normal, 0, normal / 2]),
        labels: integers([2, 1], [0, 1]),
        ...layer(dtype, (i) => 0.5 + (i % 4) / 4),
      };
    },
  },
  {
    name: "huge",
    about: "One activation of ±2^60 a sample, so that no sum depends on its order.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [2, FEATURES], [2 ** 60, 0, 0, 0, -(2 ** 60), 0]),
      labels: integers([2, 1], [0, 1]),
      ...layer(dtype, (i) => 0.5 + (i % 4) / 4),
    }),
  },
  {
    name: "non-finite-weights",
    about: "NaN and infinities among the weights.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, FEATURES], [1, 0.5, 2]),
      labels: integers([3, 1], [0, 1, 2]),
      ...layer(dtype, (i) => (i === 1 ? Number.NaN : i === 3 ? Number.POSITIVE_INFINITY : 0.5 + (i % 4) / 4)),
    }),
  },
  {
    name: "empty-features",
    about: "Activations of nothing.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 0], []),
      labels: integers([4, 1], [0, 3, 1, 5]),
      "class-weights": exact(dtype, [SAMPLED_CLASSES, 0], []),
      "class-biases": exact(dtype, [SAMPLED_CLASSES], [0.5, -0.5, 0]),
    }),
  },
  {
    name: "rank-1",
    about: "Activations without a batch axis.",
    illegal: true,
    build: (dtype) => ({ ...drawn("one-true", 1, 1).build(dtype), prediction: exact(dtype, [FEATURES], [0.5, 0.25]) }),
  },
  {
    name: "rank-3",
    about: "Activations with an axis too many.",
    illegal: true,
    build: (dtype) => ({
      ...drawn("one-true", 2, 1).build(dtype),
      prediction: exact(dtype, [2, 1, FEATURES], [0.5, 0.25]),
    }),
  },
  { ...drawn("one-element", 1, 1), about: "One sample, one true class." },
  { ...drawn("empty-batch", 0, 1), exact: true, about: "No sample at all." },
  {
    name: "label-out-of-range",
    about: "A true class that the weights have no row for.",
    illegal: true,
    build: (dtype) => ({ ...drawn("one-true", 4, 1).build(dtype), labels: integers([4, 1], [0, 6, 1, -1]) }),
  },
  {
    name: "labels-1d",
    about: "True classes without their axis.",
    illegal: true,
    build: (dtype) => ({ ...drawn("one-true", 4, 1).build(dtype), labels: integers([4], [0, 3, 1, 5]) }),
  },
  {
    name: "labels-too-few",
    about: "Fewer true classes than samples.",
    illegal: true,
    build: (dtype) => ({ ...drawn("one-true", 4, 1).build(dtype), labels: integers([3, 1], [0, 3, 1]) }),
  },
  {
    name: "shape-mismatch",
    about: "Activations of another length than the weights' rows.",
    illegal: true,
    build: (dtype) => ({
      ...drawn("one-true", 4, 1).build(dtype),
      prediction: exact(dtype, [4, FEATURES + 1], [0.5, 0.25]),
    }),
  },
  {
    name: "short-biases",
    about: "Fewer biases than classes.",
    illegal: true,
    build: (dtype) => ({ ...drawn("one-true", 4, 1).build(dtype), "class-biases": exact(dtype, [2], [0.5, -0.5]) }),
  },
];

// --- internal ---

function drawn(name: string, samples: number, trueClasses: number, scale = 1): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`sampled/${name}`);
      return {
        prediction: filled(dtype, [samples, FEATURES], () => scale * normal(next)),
        labels: integers([samples, trueClasses], [0, 3, 1, 5, 3, 2, 4, 4]),
        ...layer(dtype, () => normal(next)),
      };
    },
  };
}

function layer(dtype: FloatDtype, fill: (index: number) => number) {
  return {
    "class-weights": filled(dtype, [SAMPLED_CLASSES, FEATURES], fill),
    "class-biases": filled(dtype, [SAMPLED_CLASSES], fill),
  };
}
