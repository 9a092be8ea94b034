import { NOTES_BY_CONCEPT } from "./notes-by-concept.ts";
import type { Pair } from "./pairs.ts";
import type { RelationCode } from "./relation.ts";

/** Prose for differences that the goldens show; a test fails where no golden shows it. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Which pairs it explains: all that are given must fit. */
  readonly concepts?: readonly string[];
  readonly kind?: Pair["kind"];
  readonly codes?: readonly RelationCode[];
  readonly family?: RegExp;
  readonly dtypes?: RegExp;
  /** Fits `loss(args)` of the left side, of the right side. */
  readonly left?: RegExp;
  readonly right?: RegExp;
  /** Only pairs whose gradients differ. */
  readonly gradient?: true;
  /** Only pairs of float64 that agree in float32’s digits. */
  readonly precision?: true;
  readonly conversion?: "log" | "none";
  /** Ids of experiments and recipes that say more. */
  readonly experiments?: readonly string[];
  readonly recipes?: readonly string[];
  /** What a reader should see first of its concept. */
  readonly main?: true;
}

/** What explains any loss's difference, after what explains one concept's. */
const GENERAL: readonly Note[] = [
  {
    id: "empty-batch",
    title: "The mean of no sample",
    text: "0 in TensorFlow’s classes, which divide without NaN; NaN in PyTorch and in TensorFlow’s functions.",
    family: /^empty-batch$/,
    experiments: ["empty-batch"],
  },
  {
    id: "half-precision",
    title: "Half precision on the CPU",
    text: "PyTorch 1.7 has most losses for float32 and float64 only; TensorFlow computes in float16, its classes averaging in float32.",
    dtypes: /float16/,
    experiments: ["float16-mean"],
  },
  {
    id: "integer-predictions",
    title: "Integer predictions",
    text: "TensorFlow computes in integers and truncates the mean; PyTorch refuses to average them.",
    dtypes: /^u?int/,
    experiments: ["integer-predictions"],
  },
  {
    id: "target-dtypes",
    title: "Targets that are integers or booleans",
    text: "Keras casts y_true to the dtype of the prediction, except in cosine_similarity. PyTorch promotes in some losses and refuses in others.",
    family: /-target$/,
    codes: ["pytorch-rejects", "tensorflow-rejects"],
    experiments: ["bool-targets"],
  },
  {
    id: "mixed-precision",
    title: "float32 and float64 in one call",
    text: "Keras casts y_true to the dtype of the prediction. PyTorch refuses at once, or computes and then fails in the backward pass.",
    dtypes: /float32\/float64|float64\/float32/,
    experiments: ["mixed-precision"],
  },
  {
    id: "scalars",
    title: "A prediction without an axis",
    text: "Keras averages over axis −1 and refuses where there is none. PyTorch computes.",
    family: /^zero-d$/,
    experiments: ["scalars"],
  },
  {
    id: "squeezed-column",
    title: "[N, 1] against [N]",
    text: "Keras’ classes squeeze the trailing 1. Keras’ functions and PyTorch broadcast to [N, N]; PyTorch warns.",
    family: /^row-against-column$/,
    experiments: ["list-or-tensor", "silent-broadcast"],
  },
  {
    id: "one-axis",
    title: "With one axis, sum and none are the mean",
    text: "Keras averages over the last axis first; of a single axis nothing is left to sum. PyTorch’s sum and none see every element.",
    family: /1d$/,
    codes: ["reduced", "scaled", "shape", "different"],
    left: /^[^(]*\.[A-Z].*reduction=(sum|none)/,
    experiments: ["one-axis"],
  },
  {
    id: "none-averages",
    main: true,
    title: 'reduction="none" averages over the last axis',
    text: "A Keras loss has averaged over the last axis before anything is reduced: one number a sample, where PyTorch gives one an element. Its functions give just that.",
    codes: ["reduced"],
    experiments: ["mse-forms"],
    recipes: ["keras-reductions-in-pytorch", "torch-mse-in-tensorflow"],
  },
  {
    id: "sum-of-means",
    main: true,
    title: 'reduction="sum" sums one mean a sample',
    text: "Keras’ sum is smaller than PyTorch’s by the length of the last axis.",
    left: /reduction=sum/,
    codes: ["scaled", "different", "equal"],
    experiments: ["mse-forms"],
    recipes: ["keras-reductions-in-pytorch"],
  },
  {
    id: "float32-reduction",
    title: "Keras’ classes reduce in float32",
    text: "Whatever the dtype of the prediction: a float64 loss of the class form is right to seven digits, PyTorch’s to sixteen.",
    precision: true,
    experiments: ["float64-class-form"],
  },
  {
    id: "non-finite-gradient",
    title: "The gradient beside an infinity",
    text: "The values agree, the gradients where an error is infinite or NaN do not.",
    family: /^non-finite$/,
    experiments: ["infinite-errors"],
  },
];

/** In the order in which they are asked: the first that fits explains. */
export const NOTES: readonly Note[] = [...NOTES_BY_CONCEPT, ...GENERAL];

/** The note that explains what a pair shows. */
export function explain(pair: Pair): Note | undefined {
  const agrees = pair.relation.code === "equal" && !pair.gradient && pair.precision === undefined;
  if (agrees) return AGREEMENTS.find((note) => fits(pair, note));
  return NOTES.find((note) => fits(pair, note));
}

// --- internal ---

/** The notes on what agrees after a conversion; everything else that agrees needs none. */
const AGREEMENTS = NOTES.filter((note) => note.codes?.join() === "equal" && !note.gradient && !note.precision);

function fits(pair: Pair, note: Note): boolean {
  const { left, right, gradient, conversion, codes } = note;
  return (
    (note.concepts?.includes(pair.concept) ?? true) &&
    pair.kind === (note.kind ?? "frameworks") &&
    (codes?.includes(pair.relation.code) ?? true) &&
    (note.family?.test(pair.family) ?? true) &&
    (note.dtypes?.test(pair.dtypes) ?? true) &&
    (left?.test(`${pair.left.loss}(${pair.left.args})`) ?? true) &&
    (right?.test(`${pair.right.loss}(${pair.right.args})`) ?? true) &&
    (!gradient || pair.gradient !== undefined) &&
    (!note.precision || pair.precision !== undefined) &&
    (conversion ?? pair.conversion ?? "none") === (pair.conversion ?? "none")
  );
}
