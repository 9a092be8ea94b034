import { exp, log } from "../../../src/reference/engine/operations.ts";
import type { MutantKind } from "../mutant.ts";
import { asLoss, swapping, through } from "../wrappers.ts";
import { keras, mutantsOf, torch, v1 } from "./source-mutants.ts";

const SWAPS: readonly (readonly [string, string, string])[] = [
  ["tf.keras.losses.kl_divergence", "y_true", "y_pred"],
  ["tf.keras.losses.KLDivergence", "y_true", "y_pred"],
  ["tf.keras.losses.poisson", "y_true", "y_pred"],
  ["tf.keras.losses.Poisson", "y_true", "y_pred"],
  ["tf.keras.losses.mean_absolute_percentage_error", "y_true", "y_pred"],
  ["tf.keras.losses.BinaryCrossentropy", "y_true", "y_pred"],
  ["tf.keras.losses.CategoricalCrossentropy", "y_true", "y_pred"],
  ["tf.keras.losses.categorical_hinge", "y_true", "y_pred"],
  ["tf.compat.v1.losses.log_loss", "labels", "predictions"],
  ["tf.nn.sigmoid_cross_entropy_with_logits", "labels", "logits"],
  ["tf.nn.softmax_cross_entropy_with_logits", "labels", "logits"],
  ["tf.nn.log_poisson_loss", "targets", "log_input"],
  ["torch.nn.KLDivLoss", "input", "target"],
  ["torch.nn.BCELoss", "input", "target"],
  ["torch.nn.functional.poisson_nll_loss", "input", "target"],
  ["torch.nn.MarginRankingLoss", "input1", "input2"],
  ["torch.nn.TripletMarginLoss", "positive", "negative"],
  ["torch.nn.TripletMarginWithDistanceLoss", "anchor", "negative"],
];

/** Two inputs of one shape taken for each other. */
export const swaps: MutantKind = {
  kind: "two inputs are swapped",
  mutants: SWAPS.map(([loss, one, other]) => ({
    loss,
    what: `takes ${one} for ${other} and ${other} for ${one}`,
    expected: ["INPUTS_SWAPPED"],
    mutation: swapping(one, other),
  })),
};

const LOGARITHMS: readonly (readonly [string, string])[] = [
  ["tf.keras.losses.poisson", "y_pred"],
  ["tf.keras.losses.Poisson", "y_pred"],
  ["tf.keras.losses.mean_squared_logarithmic_error", "y_pred"],
  ["torch.nn.NLLLoss", "input"],
  ["torch.nn.functional.kl_div", "input"],
  ["torch.nn.PoissonNLLLoss", "log_input"],
  ["tf.nn.log_poisson_loss", "log_input"],
];

/** The prediction's logarithm left out: what is given is its exponential. */
export const missingLogarithms: MutantKind = {
  kind: "a logarithm is missing",
  mutants: LOGARITHMS.map(([loss, input]) => ({
    loss,
    what: `lacks the logarithm of ${input}`,
    expected: ["LOG_MISSING"],
    mutation: through(input, exp),
  })),
};

const POSITIVE: readonly (readonly [string, string])[] = [
  ["tf.keras.losses.poisson", "y_pred"],
  ["tf.keras.losses.MeanSquaredLogarithmicError", "y_pred"],
  ["tf.keras.losses.kl_divergence", "y_pred"],
  ["tf.keras.losses.BinaryCrossentropy", "y_pred"],
  ["tf.compat.v1.losses.log_loss", "predictions"],
];

/** One logarithm of the prediction more than is due. */
export const doubledLogarithms: MutantKind = {
  kind: "a logarithm too many",
  mutants: POSITIVE.map(([loss, input]) => ({
    loss,
    what: `takes the logarithm of ${input} first`,
    expected: ["LOG_DOUBLED"],
    mutation: through(input, log),
  })),
};

/** Another loss in its place. */
export const otherLosses: MutantKind = {
  kind: "another loss in its place",
  mutants: [
    { loss: "torch.nn.BCEWithLogitsLoss", other: "torch.nn.BCELoss", names: {}, expected: ["LOGITS_AS_PROBABILITIES"] },
    { loss: "torch.nn.BCELoss", other: "torch.nn.BCEWithLogitsLoss", names: {}, expected: ["PROBABILITIES_AS_LOGITS"] },
    {
      loss: "torch.nn.functional.binary_cross_entropy",
      other: "torch.nn.functional.binary_cross_entropy_with_logits",
      names: {},
      expected: ["PROBABILITIES_AS_LOGITS"],
    },
    {
      loss: "tf.compat.v1.losses.sigmoid_cross_entropy",
      other: "tf.compat.v1.losses.log_loss",
      names: { multi_class_labels: "labels", logits: "predictions" },
      expected: ["LOGITS_AS_PROBABILITIES"],
    },
    { loss: "torch.nn.CrossEntropyLoss", other: "torch.nn.NLLLoss", names: {}, expected: ["LOGITS_AS_PROBABILITIES"] },
    {
      loss: "tf.keras.losses.binary_crossentropy",
      other: "torch.nn.functional.binary_cross_entropy",
      names: { y_true: "target", y_pred: "input" },
      expected: ["OTHER_FRAMEWORK"],
    },
    {
      loss: "tf.keras.losses.Huber",
      other: "torch.nn.SmoothL1Loss",
      names: { y_true: "target", y_pred: "input", delta: "beta" },
      expected: ["OTHER_FRAMEWORK"],
    },
    {
      loss: "torch.nn.functional.smooth_l1_loss",
      other: "tf.compat.v1.losses.huber_loss",
      names: { target: "labels", input: "predictions" },
      expected: ["OTHER_FRAMEWORK", "OTHER_LOSS"],
    },
    {
      loss: "torch.nn.MSELoss",
      other: "torch.nn.SmoothL1Loss",
      names: {},
      expected: ["OTHER_LOSS"],
    },
  ].map(({ loss, other, names, expected }) => ({
    loss,
    what: `answers what ${other} does`,
    expected,
    mutation: asLoss(other, names),
  })),
};

/** Probabilities and logits, axes and dtypes taken for others inside a formula. */
export const misreadings: MutantKind = {
  kind: "inputs are misread",
  mutants: mutantsOf([
    {
      file: "concepts/binary-crossentropy.ts",
      what: "clips logits",
      losses: keras("BinaryCrossentropy", "binary_crossentropy"),
      expected: ["LOGITS_CLIPPED"],
      replace: [["sigmoidCrossEntropy(y_true, y_pred) :", "sigmoidCrossEntropy(y_true, clipProbabilities(y_pred)) :"]],
    },
    {
      file: "concepts/crossentropy.ts",
      what: "clips logits",
      losses: keras("CategoricalCrossentropy"),
      expected: ["LOGITS_CLIPPED"],
      replace: [
        [
          "return softmaxCrossEntropy(y_true, y_pred);",
          "return softmaxCrossEntropy(y_true, clipProbabilities(y_pred));",
        ],
      ],
    },
    {
      file: "concepts/crossentropy.ts",
      what: "does not divide probabilities by their sum",
      losses: keras("CategoricalCrossentropy", "categorical_crossentropy"),
      expected: ["NOT_NORMALISED"],
      replace: [["clipProbabilities(div(y_pred, sum(y_pred, -1, true)))", "clipProbabilities(y_pred)"]],
    },
    {
      file: "concepts/crossentropy.ts",
      what: "takes the softmax over the last axis",
      losses: torch("CrossEntropyLoss", "functional.cross_entropy"),
      expected: ["WRONG_AXIS"],
      replace: [["logSoftmax(input, 1)", "logSoftmax(input, -1)"]],
    },
    {
      file: "concepts/mean-squared-error.ts",
      what: "averages over the first axis",
      losses: keras("mean_squared_error", "MeanSquaredError"),
      expected: ["WRONG_AXIS"],
      replace: [["squaredDifference(y_pred, y_true), -1)", "squaredDifference(y_pred, y_true), 0)"]],
    },
    {
      file: "concepts/mean-absolute-error.ts",
      what: "averages over the first axis",
      losses: keras("mean_absolute_error"),
      expected: ["WRONG_AXIS"],
      replace: [["mean(abs(sub(y_pred, y_true)), -1)", "mean(abs(sub(y_pred, y_true)), 0)"]],
    },
    {
      file: "concepts/kl-divergence.ts",
      what: "adds over the first axis",
      losses: keras("kl_divergence"),
      expected: ["WRONG_AXIS"],
      replace: [["return sum(mul(p, log(div(p, q))), -1);", "return sum(mul(p, log(div(p, q))), 0);"]],
    },
    {
      file: "concepts/hinge.ts",
      what: "averages over the first axis",
      losses: keras("hinge"),
      expected: ["WRONG_AXIS"],
      replace: [["mean(margin(signed(y_true), y_pred), -1)", "mean(margin(signed(y_true), y_pred), 0)"]],
    },
    {
      file: "concepts/log-cosh.ts",
      what: "averages over the first axis",
      losses: keras("log_cosh"),
      expected: ["WRONG_AXIS"],
      replace: [["LOG_2), -1)", "LOG_2), 0)"]],
    },
    {
      file: "concepts/poisson.ts",
      what: "leaves out the logarithm",
      losses: keras("poisson", "Poisson"),
      expected: ["LOG_MISSING"],
      replace: [["log(add(y_pred, EPSILON))", "add(y_pred, EPSILON)"]],
    },
    {
      file: "concepts/binary-crossentropy.ts",
      what: "leaves out the logarithms",
      losses: v1("log_loss"),
      expected: ["LOG_MISSING"],
      replace: [
        ["mul(labels, log(add(p, epsilon)))", "mul(labels, add(p, epsilon))"],
        ["log(add(sub(1, p), epsilon))", "add(sub(1, p), epsilon)"],
      ],
    },
    {
      file: "concepts/mean-squared-logarithmic-error.ts",
      what: "leaves out the logarithms",
      losses: keras("mean_squared_logarithmic_error"),
      expected: ["LOG_MISSING"],
      replace: [["return log(add(maximum(x, EPSILON), 1));", "return add(maximum(x, EPSILON), 1);"]],
    },
    {
      file: "concepts/kl-divergence.ts",
      what: "leaves out the logarithm",
      losses: keras("kl_divergence"),
      expected: ["LOG_MISSING"],
      replace: [["log(div(p, q))", "div(p, q)"]],
    },
  ]),
};
