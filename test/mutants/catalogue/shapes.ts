import type { MutantKind } from "../mutant.ts";
import { accepting, rejecting, shaped, value } from "../wrappers.ts";

const KEEPING = [
  "tf.keras.losses.mean_squared_error",
  "tf.keras.losses.kl_divergence",
  "tf.keras.losses.CosineSimilarity",
  "tf.nn.l2_loss",
  "torch.nn.MSELoss",
  "torch.nn.NLLLoss",
];

/** A dimension of one too many. */
export const keptDimensions: MutantKind = {
  kind: "a dimension is kept",
  mutants: KEEPING.flatMap((loss, i) => [
    i % 2 === 0
      ? { loss, what: "keeps a last dimension", expected: ["KEEPS_DIMENSION"], mutation: shaped((s) => [...s, 1]) }
      : { loss, what: "keeps a first dimension", expected: ["KEEPS_DIMENSION"], mutation: shaped((s) => [1, ...s]) },
  ]),
};

const FLAT = ["torch.nn.L1Loss", "torch.nn.KLDivLoss", "torch.nn.BCEWithLogitsLoss", "tf.compat.v1.losses.log_loss"];

/** One row of numbers, whatever the shape. */
export const droppedDimensions: MutantKind = {
  kind: "dimensions are dropped",
  mutants: FLAT.map((loss) => ({
    loss,
    what: "flattens its answer",
    expected: ["DROPS_DIMENSION"],
    mutation: shaped((s) => (s.length < 2 ? s : [s.reduce((product, extent) => product * extent, 1)])),
  })),
};

const STRICT = [
  "tf.keras.losses.mean_squared_error",
  "tf.keras.losses.LogCosh",
  "torch.nn.SmoothL1Loss",
  "torch.nn.NLLLoss",
];

/** Refuses what the framework answers. */
export const refusals: MutantKind = {
  kind: "legal calls are refused",
  mutants: STRICT.map((loss) => ({
    loss,
    what: "rejects three dimensions",
    expected: ["REJECTS_LEGAL"],
    mutation: rejecting(({ id }) => /\/[a-z-]+-3d\//.test(id), "at most two dimensions"),
  })),
};

const LAX = [
  "tf.keras.losses.CategoricalCrossentropy",
  "tf.keras.losses.sparse_categorical_crossentropy",
  "tf.compat.v1.losses.log_loss",
  "torch.nn.BCELoss",
  "torch.nn.MultiMarginLoss",
  "torch.nn.CTCLoss",
];

/** Answers whatever is asked. */
export const acceptances: MutantKind = {
  kind: "illegal calls are answered",
  mutants: LAX.map((loss) => ({
    loss,
    what: "answers 0 to what it should reject",
    expected: ["ACCEPTS_ILLEGAL"],
    mutation: accepting(),
  })),
};

const FINITE = [
  "tf.keras.losses.MeanSquaredError",
  "tf.keras.losses.log_cosh",
  "torch.nn.L1Loss",
  "torch.nn.KLDivLoss",
];

/** NaN is taken for 0. */
export const finiteAnswers: MutantKind = {
  kind: "NaN is taken for 0",
  mutants: FINITE.map((loss) => ({
    loss,
    what: "answers 0 for NaN",
    // The mean of nothing is NaN in PyTorch.
    expected: loss.startsWith("torch") ? ["NONFINITE_INPUT", "EMPTY_INPUT"] : ["NONFINITE_INPUT"],
    mutation: value((x) => (Number.isNaN(x) ? 0 : x)),
  })),
};

const COARSE = [
  "tf.keras.losses.LogCosh",
  "tf.nn.softmax_cross_entropy_with_logits",
  "torch.nn.CrossEntropyLoss",
  "torch.nn.TripletMarginLoss",
];

/** Five digits. */
export const coarseAnswers: MutantKind = {
  kind: "few digits",
  mutants: COARSE.map((loss) => ({
    loss,
    what: "rounds to five digits",
    expected: ["PRECISION_LOW"],
    mutation: value((x) => Number(x.toPrecision(5))),
  })),
};

const INTEGERS = ["tf.keras.losses.MeanSquaredError", "tf.keras.losses.log_cosh", "tf.keras.losses.Hinge"];

/** Integers are read as fractions of 255, as bytes of an image are. */
export const integerTargets: MutantKind = {
  kind: "integers are read as fractions",
  mutants: INTEGERS.map((loss) => ({
    loss,
    what: "divides integer targets by 255",
    expected: ["OTHER_DTYPE"],
    mutation: (honest) => (call) => {
      const { id, args, wrt, cotangent } = call;
      const { y_true, ...rest } = call.inputs;
      const isInteger = y_true !== undefined && /int|bool/.test(y_true.dtype);
      const read = isInteger
        ? { ...y_true, dtype: "float32" as const, data: y_true.data.map((x) => Number(x) / 255) }
        : y_true;
      const inputs = { ...rest, ...(read && { y_true: read }) };
      return honest({ id, loss, args, inputs, ...(wrt && { wrt }), ...(cotangent && { cotangent }) });
    },
  })),
};
