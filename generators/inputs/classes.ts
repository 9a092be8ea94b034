import type { FloatDtype } from "../../src/format/tensor.ts";
import { sizeOf, type Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { distributions, exact, filled, integers, normal, seeded } from "./random.ts";
import { mismatch, zeroD } from "./regression.ts";

/** Class scores with labels as indices (`labels`) and one-hot (`target`). */
export const CLASSES: readonly FamilySpec[] = [
  { ...classes("logits-2d", [4, 3], "logits"), full: true, about: "Logits of four samples, three classes." },
  { ...classes("probabilities-2d", [4, 3], "probabilities"), about: "Rows that sum to one." },
  {
    name: "saturated",
    half: true,
    about: "Probabilities of exactly 0 and 1, on the true class and beside it.",
    exact: true,
    build: (dtype) => withLabels(exact(dtype, [3, 3], [0, 1, 0, 1, 0, 0, 0.5, 0.25, 0.25]), [0, 0, 1]),
  },
  {
    name: "unnormalised",
    about: "Positive scores that do not sum to one.",
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
    half: true,
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
    half: true,
    about: "Logits of ±40 and ±1000.",
    exact: true,
    build: (dtype) =>
      withLabels(exact(dtype, [4, 3], [40, -40, 0, -40, 40, 0, 1000, -1000, 0, -1000, 1000, 0]), [0, 0, 1, 1]),
  },
  {
    ...positions("sequence", [2, 3, 4]),
    about: "Logits over four steps, classes on axis 1 (PyTorch) or last (TensorFlow).",
  },
  {
    ...positions("volume", [2, 3, 2, 1, 2]),
    about: "Three axes behind the classes (PyTorch) or before them (TensorFlow).",
  },
  { ...classes("one-class", [4, 1], "probabilities"), about: "One class, which is always the true one." },
  {
    name: "ties",
    half: true,
    about: "Equal scores, on the true class and beside it.",
    exact: true,
    build: (dtype) => withLabels(exact(dtype, [4, 3], [0.5, 0.5, 0.5, 1, 1, 0, 0, 1, 1, 0.25, 0.5, 0.5]), [0, 0, 1, 2]),
  },
  {
    name: "kink",
    about:
      "The true class above or below the best other one by exactly 0, ½, 1 and 2: the categorical hinge at its margin.",
    exact: true,
    build: (dtype) =>
      withLabels(exact(dtype, [5, 3], [1, 0, -1, 0.5, 0, 0, 2, 0, 1, 0, 1, 0, 0, 2, 0]), [0, 0, 0, 0, 0]),
  },
  {
    name: "all-negative",
    about: "No score above zero, which a product with one-hot labels does not notice.",
    exact: true,
    build: (dtype) => withLabels(exact(dtype, [3, 3], [-1, -3, -4, -3, -1, -0.5, -2, -2, -2]), [0, 0, 1]),
  },
  {
    name: "near-certain",
    about: "Probabilities next to 0 and 1, above and below the epsilon.",
    exact: true,
    build: (dtype) =>
      withLabels(
        exact(dtype, [4, 2], [2 ** -24, 1 - 2 ** -24, 1e-8, 1, 1 - 2 ** -20, 2 ** -20, 1e-7, 1 - 2 ** -22]),
        [0, 0, 1, 0],
      ),
  },
  {
    ...targets("soft-targets", [0.5, 0.25, 0.25, 0.1, 0.8, 0.1]),
    about: "Targets that are distributions, not one-hot.",
  },
  { ...targets("unnormalised-targets", [1, 1, 0, 0.5, 0, 0, 2, 1, 3]), about: "Targets that do not sum to one." },
  { ...targets("no-target", [0, 0, 0]), about: "Targets without a true class." },
  { ...targets("sign-targets", [1, -1, -1, -1, 1, -1]), about: "Targets −1 and 1 instead of 0 and 1." },
  { ...targets("negative-targets", [-0.5, 1.5, 0, 2, -1, 0]), about: "Targets below 0 and above 1." },
  {
    ...labels("ignored-labels", [5, 3], [0, -100, 2, -100, 1]),
    about: "Some labels −100, PyTorch's default ignore_index.",
  },
  { ...labels("all-ignored", [3, 3], [-100]), about: "Every label −100: no sample contributes." },
  { ...labels("labels-minus-one", [4, 3], [0, -1, 2, 1]), about: "A label −1: refused unless it is the ignore_index." },
  ...extremePredictions((prediction) => withLabels(prediction, [0, 1, 1, 0])),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [0.5, 0.25, 0.75, 0.125]),
    target,
  })),
  {
    name: "one-hot-1d",
    about: "One sample without a batch axis, its target one-hot.",
    build: (dtype) => ({ prediction: exact(dtype, [3], [0.5, 0.125, 0.375]), target: exact(dtype, [3], [0, 1, 0]) }),
  },
  { ...classes("one-element", [1, 1], "logits"), about: "One sample, one class." },
  { ...classes("empty-batch", [0, 3], "logits"), about: "No sample at all.", exact: true },
  {
    name: "no-classes",
    about: "No class at all.",
    illegal: true,
    build: (dtype) => ({ ...labelled(dtype, [2, 0], [2], [0]), target: exact(dtype, [2, 0], []) }),
  },
  {
    name: "label-out-of-range",
    about: "A class index that no class has.",
    illegal: true,
    build: (dtype) => {
      const prediction = exact(dtype, [2, 3], [0.5, 0.25, 0.25]);
      return { prediction, labels: integers([2], [0, 3]) };
    },
  },
  { ...refused("label-negative", [2, 3], [2], [0, -2]), about: "A negative class index." },
  { ...refused("batch-mismatch", [4, 3], [3], [0, 1, 2]), about: "Fewer labels than samples." },
  { ...refused("labels-column", [4, 3], [4, 1], [0, 1, 2, 1]), about: "Labels [4,1] for predictions [4,3]." },
  { ...refused("labels-row", [2, 3], [1, 2], [0, 1]), about: "Labels [1,2] for predictions [2,3]." },
  { ...refused("rank-1", [3], [], [1]), about: "One sample without a batch axis." },
  { ...refused("zero-d-label", [], [], [0]), about: "A scalar prediction and label." },
  {
    name: "labels-float",
    about: "Labels of a floating dtype, one of them no whole number.",
    illegal: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 3], [0.5, 0.25, 0.25, 0.125]),
      labels: exact("float32", [3], [0, 1.75, 2]),
    }),
  },
  {
    name: "broadcast-target",
    about: "One target [1,3] for predictions [4,3].",
    illegal: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 3], [0.5, 0.25, 0.25, 0.125]),
      target: exact(dtype, [1, 3], [0, 1, 0]),
    }),
  },
  { ...mismatch([4, 3], [4, 2]), about: "Targets of another class count." },
  { ...zeroD([0.5], [1]), legalFor: [], about: "A scalar prediction and target." },
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

/** The tensor with axis 1 moved to the end. */
function channelsLast(tensor: Tensor): Tensor {
  const [batch, classes, ...rest] = tensor.shape as [number, number, ...number[]];
  const places = sizeOf(rest);
  const data = Array.from({ length: sizeOf(tensor.shape) }, (_, flat) => {
    const place = Math.floor(flat / classes) % places;
    const sample = Math.floor(flat / (classes * places));
    return tensor.data[(sample * classes + (flat % classes)) * places + place]!;
  });
  return { dtype: tensor.dtype, shape: [batch, ...rest, classes], data };
}

/** Logits with axes behind the classes. */
function positions(name: string, shape: readonly [number, number, ...number[]]): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`classes/${name}`);
      const prediction = filled(dtype, shape, () => normal(next));
      const indices = integers([shape[0], ...shape.slice(2)], [0, 2, 1, 1, 2, 0, 0, 1]);
      return {
        prediction,
        "prediction-channels-last": channelsLast(prediction),
        labels: indices,
        target: oneHot(dtype, indices, shape[1]),
      };
    },
  };
}

/** Probabilities, the same in every such family, with targets that no label says. */
function targets(name: string, values: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => ({
      prediction: distributions(dtype, [4, 3], seeded("classes/targets")),
      target: exact(dtype, [4, 3], values),
    }),
  };
}

/** Logits with labels that cannot be said one-hot. */
function labels(name: string, shape: readonly [number, number], indices: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`classes/${name}`);
      return { prediction: filled(dtype, shape, () => normal(next)), labels: integers([shape[0]], indices) };
    },
  };
}

function labelled(
  dtype: FloatDtype,
  shape: readonly number[],
  labelShape: readonly number[],
  indices: readonly number[],
): { [role: string]: Tensor } {
  return { prediction: exact(dtype, shape, [0.5, 0.25, 0.25, 0.125]), labels: integers(labelShape, indices) };
}

function refused(
  name: string,
  shape: readonly number[],
  labelShape: readonly number[],
  indices: readonly number[],
): Omit<FamilySpec, "about"> {
  return { name, illegal: true, build: (dtype) => labelled(dtype, shape, labelShape, indices) };
}
