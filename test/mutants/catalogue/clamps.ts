import type { MutantKind } from "../mutant.ts";
import { keras, mutantsOf, torch, v1 } from "./source-mutants.ts";

const ABSENT = ["CLIPPING_ABSENT"];

/** Each clamp and each ε of each formula removed. */
export const clamps: MutantKind = {
  kind: "a clamp is removed",
  mutants: mutantsOf([
    {
      file: "tensorflow/keras.ts",
      what: "does not clip probabilities",
      losses: keras("CategoricalCrossentropy", "categorical_crossentropy", "SparseCategoricalCrossentropy"),
      expected: ABSENT,
      replace: [["return clip(x, epsilon, round(1 - epsilon));", "return x;"]],
    },
    {
      file: "tensorflow/keras.ts",
      what: "does not clip probabilities, ε is added all the same",
      losses: keras("BinaryCrossentropy", "binary_crossentropy"),
      expected: [...ABSENT, "CLIPPING_DIFFERENT", "GRADIENT_SATURATED"],
      replace: [["return clip(x, epsilon, round(1 - epsilon));", "return x;"]],
    },
    {
      file: "concepts/binary-crossentropy.ts",
      what: "clips but does not add ε",
      losses: keras("BinaryCrossentropy", "binary_crossentropy"),
      expected: ["CLIPPING_DIFFERENT"],
      replace: [
        ["log(add(p, EPSILON))", "log(p)"],
        ["log(add(sub(1, p), EPSILON))", "log(sub(1, p))"],
      ],
    },
    {
      file: "concepts/binary-crossentropy.ts",
      what: "adds no ε",
      losses: v1("log_loss"),
      // An ε of 0 is one that the loss was recorded with.
      expected: [...ABSENT, "ARGUMENT_TREATED_AS", "WRONG_DEFAULT"],
      replace: [
        ["log(add(p, epsilon))", "log(p)"],
        ["log(add(sub(1, p), epsilon))", "log(sub(1, p))"],
      ],
    },
    {
      file: "concepts/kl-divergence.ts",
      what: "clips neither distribution",
      losses: keras("KLDivergence", "kl_divergence"),
      expected: ABSENT,
      replace: [["[clip(y_true, EPSILON, 1), clip(y_pred, EPSILON, 1)]", "[y_true, y_pred]"]],
    },
    {
      file: "concepts/kl-divergence.ts",
      what: "does not clip the prediction",
      losses: keras("KLDivergence"),
      expected: ABSENT,
      replace: [["clip(y_pred, EPSILON, 1)", "y_pred"]],
    },
    {
      file: "concepts/poisson.ts",
      what: "adds no ε",
      losses: keras("Poisson", "poisson"),
      expected: ABSENT,
      replace: [["log(add(y_pred, EPSILON))", "log(y_pred)"]],
    },
    {
      file: "concepts/mean-absolute-percentage-error.ts",
      what: "divides by targets of 0",
      losses: keras("MeanAbsolutePercentageError", "mean_absolute_percentage_error"),
      expected: ABSENT,
      replace: [["maximum(abs(y_true), EPSILON)", "abs(y_true)"]],
    },
    {
      file: "concepts/mean-squared-logarithmic-error.ts",
      what: "takes the logarithm of negative numbers",
      losses: keras("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error"),
      expected: ABSENT,
      replace: [["add(maximum(x, EPSILON), 1)", "add(x, 1)"]],
    },
    {
      file: "concepts/hinge.ts",
      what: "goes below 0",
      losses: keras("Hinge", "hinge", "SquaredHinge", "squared_hinge"),
      expected: ABSENT,
      replace: [["maximum(sub(1, mul(y_true, y_pred)), 0)", "sub(1, mul(y_true, y_pred))"]],
    },
    {
      file: "concepts/hinge.ts",
      what: "goes below 0",
      losses: v1("hinge_loss"),
      expected: ABSENT,
      replace: [["return relu(", "return ("]],
    },
    {
      file: "concepts/hinge.ts",
      what: "goes below 0",
      losses: torch("HingeEmbeddingLoss"),
      expected: ABSENT,
      replace: [
        [
          'clampMin(scalarMinus(float(call.args, "margin", 1), input), 0)',
          'scalarMinus(float(call.args, "margin", 1), input)',
        ],
      ],
    },
    {
      file: "concepts/categorical-hinge.ts",
      what: "goes below 0",
      losses: keras("CategoricalHinge", "categorical_hinge"),
      expected: ABSENT,
      replace: [["maximum(add(sub(neg, pos), 1), 0)", "add(sub(neg, pos), 1)"]],
    },
    {
      file: "concepts/margin-ranking.ts",
      what: "goes below 0",
      losses: torch("MarginRankingLoss"),
      expected: ABSENT,
      replace: [
        [
          'clampMin(add(mul(neg(target), sub(a, b)), float(args, "margin", 0)), 0)',
          'add(mul(neg(target), sub(a, b)), float(args, "margin", 0))',
        ],
      ],
    },
    {
      file: "concepts/cosine-similarity.ts",
      what: "goes below 0 for unlike pairs",
      losses: torch("CosineEmbeddingLoss"),
      expected: ABSENT,
      replace: [['clampMin(sub(cosine, float(args, "margin", 0)), 0)', 'sub(cosine, float(args, "margin", 0))']],
    },
    {
      file: "concepts/triplet-margin.ts",
      what: "goes below 0",
      losses: torch("TripletMarginLoss"),
      expected: ABSENT,
      replace: [
        [
          'clampMin(sub(add(positive, float(args, "margin", 1)), negative), 0)',
          'sub(add(positive, float(args, "margin", 1)), negative)',
        ],
      ],
    },
    {
      file: "concepts/triplet-margin.ts",
      what: "goes below 0",
      losses: torch("TripletMarginWithDistanceLoss"),
      expected: ABSENT,
      replace: [
        [
          'clampMin(add(sub(positive, negative), float(args, "margin", 1)), 0)',
          'add(sub(positive, negative), float(args, "margin", 1))',
        ],
      ],
    },
    {
      file: "concepts/multi-margin.ts",
      what: "goes below 0",
      losses: torch("MultiMarginLoss"),
      expected: ABSENT,
      replace: [["at === label || !(z > 0)", "at === label"]],
    },
    {
      file: "concepts/multi-label-margin.ts",
      what: "goes below 0",
      losses: torch("MultiLabelMarginLoss"),
      expected: ABSENT,
      replace: [["!labels.includes(at) && z > 0", "!labels.includes(at)"]],
    },
    {
      file: "pytorch/binary.ts",
      what: "does not clamp the logarithms",
      losses: torch("BCELoss", "functional.binary_cross_entropy"),
      expected: ABSENT,
      replace: [
        ["clampMin(log(sub(1, x)), -100)", "log(sub(1, x))"],
        ["clampMin(log(x), -100)", "log(x)"],
      ],
    },
    {
      file: "pytorch/binary.ts",
      what: "divides by nothing in the gradient",
      losses: torch("BCELoss"),
      expected: ["GRADIENT_SATURATED"],
      replace: [["clampMin(mul(sub(1, x), x), EPSILON)", "mul(sub(1, x), x)"]],
    },
    {
      file: "tensorflow/ops.ts",
      what: "divides by the norm of zero vectors",
      losses: keras("CosineSimilarity", "cosine_similarity"),
      expected: ABSENT,
      replace: [["maximum(sum(square(x), axis, true), epsilon)", "sum(square(x), axis, true)"]],
    },
    {
      file: "concepts/cosine-similarity.ts",
      what: "divides by the norm of zero vectors",
      losses: torch("CosineEmbeddingLoss"),
      expected: ABSENT,
      replace: [
        ["add(sum(mul(a, a), 1), TORCH_EPSILON)", "sum(mul(a, a), 1)"],
        ["add(sum(mul(b, b), 1), TORCH_EPSILON)", "sum(mul(b, b), 1)"],
      ],
    },
    {
      file: "tensorflow/ops.ts",
      what: "lets the gradient through its clip",
      losses: keras("KLDivergence", "BinaryCrossentropy", "CategoricalCrossentropy", "sparse_categorical_crossentropy"),
      expected: ["GRADIENT_SATURATED"],
      replace: [
        [
          "return maximum(minimum(x, high), low);",
          "return unary(x, { value: (v) => (v < low ? low : v > high ? high : v), gradient: (g) => g });",
        ],
      ],
    },
    {
      file: "concepts/hinge.ts",
      what: "leaves labels 0 and 1 as they are",
      losses: keras("Hinge", "hinge", "SquaredHinge", "squared_hinge"),
      expected: ["LABELS_NOT_CONVERTED"],
      replace: [["return isBinary ? sub(mul(2, y_true), 1) : y_true;", "return y_true;"]],
    },
    {
      file: "concepts/hinge.ts",
      what: "leaves labels as they are",
      losses: v1("hinge_loss"),
      expected: ["LABELS_NOT_CONVERTED"],
      replace: [["sub(mul(2, labels), 1)", "labels"]],
    },
  ]),
};
