import type { MutantKind } from "../mutant.ts";
import { keras, mutantsOf, torch, v1 } from "./source-mutants.ts";

const DENOMINATOR = ["WRONG_DENOMINATOR"];
/** That one reduction is taken for another, or is the default, is the same observation. */
const ANOTHER = [...DENOMINATOR, "ARGUMENT_TREATED_AS", "WRONG_DEFAULT"];
const EMPTY = ["EMPTY_INPUT"];

/** A mean that divides by something else, or by nothing where there is nothing. */
export const denominators: MutantKind = {
  kind: "a mean divides by something else",
  mutants: mutantsOf([
    {
      file: "tensorflow/keras.ts",
      what: "divides by the batch",
      losses: keras("MeanSquaredError", "Huber", "BinaryCrossentropy"),
      expected: DENOMINATOR,
      replace: [["divNoNan(total, losses.data.length)", "divNoNan(total, losses.shape[0] ?? 1)"]],
    },
    {
      file: "tensorflow/keras.ts",
      what: "divides by the sum of the weights",
      losses: keras("MeanAbsoluteError", "CategoricalCrossentropy", "Poisson"),
      expected: DENOMINATOR,
      replace: [
        [
          'const weighted = weigh(cast(losses, "float32"), inputs.sample_weight);',
          'const weighted = weigh(cast(losses, "float32"), inputs.sample_weight);\n  const ones = weigh(constant(losses.tape, "float32", losses.shape, losses.data.map(() => 1)), inputs.sample_weight);',
        ],
        [
          "return cast(reduce(weighted, reduction as string), losses.dtype);",
          'return cast(reduction === "none" || reduction === "sum" ? reduce(weighted, reduction) : divNoNan(sum(weighted), sum(ones)), losses.dtype);',
        ],
      ],
    },
    {
      file: "tensorflow/v1.ts",
      what: "divides by all weights where those that are not 0 are due",
      losses: v1("mean_squared_error", "huber_loss", "softmax_cross_entropy"),
      expected: ANOTHER,
      replace: [["divNoNan(total, numPresent(losses, weights))", "divNoNan(total, losses.data.length)"]],
    },
    {
      file: "tensorflow/v1.ts",
      what: "divides by the number of losses where the sum of the weights is due",
      losses: v1("absolute_difference", "log_loss"),
      expected: ANOTHER,
      replace: [["divNoNan(total, sum(mul(fullLike(losses, 1), weights)))", "divNoNan(total, losses.data.length)"]],
    },
    {
      file: "tensorflow/v1.ts",
      what: "divides by the sum of the weights where the number of losses is due",
      losses: v1("hinge_loss", "sigmoid_cross_entropy"),
      expected: ANOTHER,
      replace: [["divNoNan(total, losses.data.length)", "divNoNan(total, sum(mul(fullLike(losses, 1), weights)))"]],
    },
    {
      file: "pytorch/nll.ts",
      what: "divides by the number of labels",
      losses: torch("NLLLoss", "CrossEntropyLoss"),
      expected: DENOMINATOR,
      replace: [['reduction === "mean" ? totalWeight : 1', 'reduction === "mean" ? positions.length : 1']],
    },
    {
      file: "pytorch/nll.ts",
      what: "divides by the number of labels that are not ignored",
      losses: torch("functional.nll_loss", "functional.cross_entropy"),
      expected: DENOMINATOR,
      replace: [
        [
          'reduction === "mean" ? totalWeight : 1',
          'reduction === "mean" ? positions.filter((at) => at >= 0).length : 1',
        ],
      ],
    },
    {
      file: "pytorch/torch.ts",
      what: "divides by the batch",
      losses: torch("MSELoss", "L1Loss", "KLDivLoss", "BCELoss", "SmoothL1Loss", "functional.hinge_embedding_loss"),
      expected: DENOMINATOR,
      replace: [
        ["mean(losses) : sum(losses)", "mean(sum(losses, losses.shape.map((_, axis) => axis).slice(1))) : sum(losses)"],
      ],
    },
    {
      file: "concepts/kl-divergence.ts",
      what: "divides by the elements for batchmean",
      losses: torch("KLDivLoss", "functional.kl_div"),
      expected: ANOTHER,
      replace: [["div(value, shape[0]!)", "div(value, call.inputs.input!.data.length)"]],
    },
    {
      file: "concepts/multi-label-soft-margin.ts",
      what: "adds the classes",
      losses: torch("MultiLabelSoftMarginLoss"),
      expected: ["SCALED", "SUM_FOR_MEAN"],
      replace: [["div(sum(weighted, 1), input.shape[1]!)", "sum(weighted, 1)"]],
    },
    {
      file: "concepts/ctc.ts",
      what: "does not divide by the labels",
      losses: torch("CTCLoss"),
      expected: DENOMINATOR,
      replace: [["Math.max(length, 1)", "length * 0 + 1"]],
    },
    {
      file: "tensorflow/ops.ts",
      what: "divides by 0 where there is nothing",
      losses: [...keras("MeanSquaredError", "CosineSimilarity"), ...v1("mean_squared_error", "hinge_loss")],
      expected: EMPTY,
      replace: [["(y === 0 ? 0 : divide(x, y, round))", "divide(x, y, round)"]],
    },
    {
      file: "engine/reduce.ts",
      what: "answers 0 for the mean of nothing",
      losses: torch("MSELoss", "L1Loss", "functional.kl_div", "SoftMarginLoss"),
      expected: EMPTY,
      replace: [
        [
          "map((total) => divide(total, count, round))",
          "map((total) => (count === 0 ? 0 : divide(total, count, round)))",
        ],
      ],
    },
    {
      file: "pytorch/nll.ts",
      what: "divides by 0 where every label is ignored",
      losses: torch("NLLLoss", "functional.cross_entropy"),
      expected: EMPTY,
      replace: [["denominator !== 0 || data.length === 0", "denominator === denominator"]],
    },
    {
      file: "concepts/mean-absolute-error.ts",
      what: "adds over the last axis",
      losses: keras("MeanAbsoluteError", "mean_absolute_error"),
      expected: ["SUM_FOR_MEAN"],
      replace: [["import { mean } from", "import { sum as mean } from"]],
    },
    {
      file: "concepts/mean-squared-error.ts",
      what: "adds over the last axis",
      losses: keras("MeanSquaredError", "mean_squared_error"),
      expected: ["SUM_FOR_MEAN"],
      replace: [["import { mean } from", "import { sum as mean } from"]],
    },
    {
      file: "concepts/huber.ts",
      what: "adds over the last axis",
      losses: keras("Huber", "huber"),
      expected: ["SUM_FOR_MEAN"],
      replace: [["import { mean } from", "import { sum as mean } from"]],
    },
    {
      file: "concepts/hinge.ts",
      what: "adds over the last axis",
      losses: keras("hinge"),
      expected: ["SUM_FOR_MEAN"],
      replace: [["import { mean } from", "import { sum as mean } from"]],
    },
    {
      file: "concepts/poisson.ts",
      what: "adds over the last axis",
      losses: keras("poisson"),
      expected: ["SUM_FOR_MEAN"],
      replace: [["import { mean } from", "import { sum as mean } from"]],
    },
    {
      file: "concepts/binary-crossentropy.ts",
      what: "adds over the last axis",
      losses: keras("binary_crossentropy"),
      expected: ["SUM_FOR_MEAN"],
      replace: [["import { mean } from", "import { sum as mean } from"]],
    },
  ]),
};
