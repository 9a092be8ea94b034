import type { FloatDtype } from "../../src/format/tensor.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { exact, filled, integers, LIMITS, logProbabilities, normal, seeded } from "./random.ts";

const NAN = Number.NaN;
const INFINITY = Number.POSITIVE_INFINITY;

/** What a CTC call takes besides its predictions. */
interface Sequences {
  readonly labels: Tensor;
  readonly logits: readonly number[];
  readonly lengths: readonly number[];
  readonly flat?: Tensor;
}

const LABELS = integers([3, 2], [1, 2, 2, 0, 1, 1]);
const usual: Sequences = { labels: LABELS, logits: [6, 5, 4], lengths: [2, 1, 2] };
const single = (labels: readonly number[], time: number, length = labels.length): Sequences => ({
  labels: integers([1, labels.length], labels),
  logits: [time],
  lengths: [length],
});

/**
 * Log-probabilities [T, N, C] (which are their own logits), labels padded [N, S] as `labels` and in some families one after another as
 * `labels-flat`, and the lengths of both.
 */
export const CTC: readonly FamilySpec[] = [
  {
    ...sequences("log-probabilities", [6, 3, 4], usual),
    full: true,
    about: "Three sequences of 6, 5 and 4 steps, four classes.",
  },
  {
    ...sequences("labels-flat", [6, 3, 4], { ...usual, flat: integers([5], [1, 2, 2, 1, 1]) }),
    about: "The labels of all sequences one after another, where the framework can take them so.",
  },
  {
    name: "logits",
    about: "Scores that are no log-probabilities: TensorFlow normalises them, PyTorch does not.",
    build: (dtype) => {
      const next = seeded("ctc/logits");
      return roles(
        filled(dtype, [6, 3, 4], () => 1.5 * normal(next)),
        usual,
      );
    },
  },
  { ...sequences("one-sequence", [5, 1, 3], single([1, 2], 5)), about: "One sequence." },
  { ...sequences("one-step", [1, 1, 3], single([1], 1)), about: "One step, one label: one alignment." },
  { ...sequences("exact-fit", [2, 1, 3], single([1, 2], 2)), about: "As many steps as labels: one alignment." },
  {
    ...sequences("repeated-labels", [4, 1, 3], single([1, 1], 4)),
    about: "The same label twice, which needs a blank between.",
  },
  {
    ...sequences("empty-labels", [4, 2, 3], { labels: integers([2, 1], [1]), logits: [4, 3], lengths: [0, 0] }),
    about: "No labels: only blanks.",
  },
  {
    ...sequences("one-empty-label", [4, 2, 3], {
      labels: integers([2, 2], [1, 2, 1, 2]),
      logits: [4, 4],
      lengths: [2, 0],
    }),
    about: "One sequence without labels beside one with two: the mean divides by at least one.",
  },
  { ...sequences("label-is-blank", [4, 1, 3], single([0, 1], 4)), about: "A label that is the default blank." },
  {
    ...sequences("impossible", [2, 1, 3], single([1, 2, 1], 2)),
    about: "More labels than steps: no alignment at all.",
  },
  {
    ...sequences("impossible-repeat", [2, 1, 3], single([1, 1], 2)),
    about: "A repeated label without a step for the blank between.",
  },
  {
    ...sequences("some-impossible", [4, 2, 3], {
      labels: integers([2, 3], [1, 2, 1]),
      logits: [4, 2],
      lengths: [3, 3],
    }),
    about: "One possible and one impossible sequence.",
  },
  { ...sequences("one-class", [3, 1, 1], single([0], 3, 0)), about: "Nothing but the blank." },
  { ...fixed([4, 1, 3], [-1], single([1, 2], 4)), name: "ties", about: "Equal scores in every step." },
  {
    ...fixed([3, 1, 3], [0, -INFINITY, -INFINITY, -INFINITY, 0, -INFINITY, 0, -INFINITY, -INFINITY], single([1], 3)),
    name: "certain",
    about: "Logarithms of probabilities 1 and 0: exactly one alignment is possible.",
  },
  {
    ...fixed([3, 1, 3], [0, -INFINITY, -INFINITY], single([1], 3)),
    name: "certain-blank",
    about: "Blanks with probability 1, so that the label has probability 0.",
  },
  {
    ...fixed([4, 1, 3], [-40, 0, -40, 0, -40, -1000, -1000, 0, -40, -40, -1000, 0], single([1, 2], 4)),
    name: "saturated",
    about: "Log-probabilities of −40 and −1000.",
  },
  {
    ...fixed([3, 1, 3], [-1, NAN, -1, -1, -1, -2], single([1], 3)),
    name: "nan-prediction",
    about: "NaN in the predictions.",
  },
  {
    ...fixed([3, 1, 3], [-1, INFINITY, -1, -1, -1, -2], single([1], 3)),
    name: "infinite-prediction",
    about: "Infinity in the predictions.",
  },
  {
    name: "denormal",
    about: "Subnormal scores beside the smallest normal ones.",
    exact: true,
    build: (dtype) => {
      const { subnormal, normal } = LIMITS[dtype];
      return roles(exact(dtype, [3, 1, 3], [subnormal, -subnormal, -normal, normal / 2, 0]), single([1], 3));
    },
  },
  { ...fixed([3, 1, 3], [2 ** 100, -(2 ** 100), 1], single([1], 3)), name: "huge", about: "Scores of ±2^100." },
  {
    ...sequences("empty-batch", [4, 0, 3], { labels: integers([0, 2], [1]), logits: [], lengths: [] }),
    about: "No sequence at all.",
    exact: true,
  },
  { ...sequences("no-steps", [0, 1, 3], single([1], 0, 0)), about: "Sequences without a step.", illegal: true },
  { ...sequences("no-classes", [3, 1, 0], single([1], 3, 0)), about: "No class, not even a blank.", illegal: true },
  { ...sequences("rank-1", [3], single([1], 1)), about: "Scores of one step.", illegal: true },
  { ...sequences("rank-2", [3, 3], single([1], 3)), about: "Predictions without a batch axis.", illegal: true },
  { ...sequences("rank-4", [3, 1, 1, 3], single([1], 3)), about: "An axis too many.", illegal: true },
  {
    ...sequences("time-too-long", [4, 1, 3], single([1], 30)),
    about: "A prediction length beyond the last step.",
    illegal: true,
  },
  {
    ...sequences("label-too-long", [4, 1, 3], single([1, 2], 4, 300)),
    about: "A label length beyond the last label.",
    illegal: true,
  },
  {
    ...sequences("flat-too-short", [4, 2, 3], {
      labels: integers([2, 2], [1, 2]),
      logits: [4, 4],
      lengths: [2, 2],
      flat: integers([3], [1, 2, 1]),
    }),
    about: "Fewer labels one after another than the lengths say.",
    illegal: true,
  },
  {
    ...sequences("length-mismatch", [4, 2, 3], { labels: integers([2, 2], [1, 2]), logits: [4], lengths: [2, 2] }),
    about: "A prediction length for one of two sequences.",
    illegal: true,
  },
  {
    ...sequences("batch-mismatch", [4, 2, 3], { labels: integers([3, 2], [1, 2]), logits: [4, 4], lengths: [2, 2] }),
    about: "Labels for more sequences than there are.",
    illegal: true,
  },
  {
    name: "lengths-float",
    about: "Lengths of a floating dtype.",
    illegal: true,
    build: (dtype) => ({
      ...roles(exact(dtype, [4, 1, 3], [-1]), single([1, 2], 4)),
      "logit-length": exact("float32", [1], [4]),
    }),
  },
  {
    name: "labels-float",
    about: "Labels of a floating dtype.",
    illegal: true,
    build: (dtype) => ({
      ...roles(exact(dtype, [4, 1, 3], [-1]), single([1, 2], 4)),
      labels: exact("float32", [1, 2], [1, 2]),
    }),
  },
];

/**
 * What the kernels do not check and read beyond their tensors for (torch 1.7.0: wrong numbers, or a dead process): each call in a
 * process of its own.
 */
export const UNSAFE_CTC: readonly FamilySpec[] = [
  { ...sequences("label-out-of-range", [3, 1, 4], single([9], 3)), about: "A label that no class has.", illegal: true },
  {
    ...sequences("label-huge", [3, 1, 4], single([1e9], 3)),
    about: "A label far beyond the last class.",
    illegal: true,
  },
  { ...sequences("label-negative", [3, 1, 4], single([-5], 3)), about: "A negative label.", illegal: true },
  {
    ...sequences("label-length-negative", [3, 1, 4], single([1], 3, -1)),
    about: "A negative label length.",
    illegal: true,
  },
  {
    ...sequences("time-zero", [3, 1, 4], single([1], 0)),
    about: "A prediction length of 0 with a label.",
    illegal: true,
  },
  {
    ...sequences("time-zero-no-label", [3, 1, 4], single([1], 0, 0)),
    about: "A prediction length of 0 without a label.",
    illegal: true,
  },
  { ...sequences("time-negative", [3, 1, 4], single([1], -3)), about: "A negative prediction length.", illegal: true },
];

// --- internal ---

function roles(prediction: Tensor, { labels, logits, lengths, flat }: Sequences): { [role: string]: Tensor } {
  return {
    prediction,
    labels,
    // int32 is what TensorFlow's kernel for sparse labels asks for; all others take it too.
    "logit-length": integers([logits.length], logits, "int32"),
    "label-length": integers([lengths.length], lengths),
    ...(flat && { "labels-flat": flat }),
  };
}

function sequences(name: string, shape: readonly number[], given: Sequences): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) =>
      roles(logProbabilities(dtype, shape, shape.length - 1, seeded(`ctc/${shape.join("x")}`)), given),
  };
}

function fixed(
  shape: readonly number[],
  scores: readonly number[],
  given: Sequences,
): Omit<FamilySpec, "about" | "name"> {
  return { exact: true, build: (dtype) => roles(exact(dtype, shape, scores), given) };
}
