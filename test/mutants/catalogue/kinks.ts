import type { MutantKind } from "../mutant.ts";
import { keras, mutantsOf, torch, v1 } from "./source-mutants.ts";

const KINK = ["GRADIENT_AT_KINK"];

/** The derivative of the other side where a loss has a kink. */
export const kinks: MutantKind = {
  kind: "a kink is flipped",
  mutants: mutantsOf([
    {
      file: "engine/operations.ts",
      what: "takes 1 for the derivative of |0|",
      losses: [
        ...keras("MeanAbsoluteError", "mean_absolute_error", "mean_absolute_percentage_error"),
        ...v1("absolute_difference"),
        ...torch("L1Loss", "functional.l1_loss"),
      ],
      expected: KINK,
      replace: [["g * sign(v) });", "g * (v >= 0 ? 1 : sign(v)) });"]],
    },
    {
      file: "engine/operations.ts",
      what: "takes −1 for the derivative of |0|",
      losses: [...keras("MeanAbsoluteError", "MeanAbsolutePercentageError"), ...torch("L1Loss")],
      expected: KINK,
      replace: [["g * sign(v) });", "g * (v <= 0 ? -1 : sign(v)) });"]],
    },
    {
      file: "tensorflow/ops.ts",
      what: "passes no gradient exactly on the margin",
      losses: keras("Hinge", "hinge", "CategoricalHinge"),
      expected: KINK,
      replace: [["gradientA: (g, x, y) => (x >= y ? g : 0)", "gradientA: (g, x, y) => (x > y ? g : 0)"]],
    },
    {
      file: "tensorflow/ops.ts",
      what: "passes the gradient exactly on the margin",
      losses: v1("hinge_loss"),
      expected: KINK,
      replace: [["g * (v > 0 ? 1 : 0)", "g * (v >= 0 ? 1 : 0)"]],
    },
    {
      file: "tensorflow/ops.ts",
      what: "gives each of several largest scores the whole gradient",
      losses: keras("CategoricalHinge", "categorical_hinge"),
      expected: KINK,
      replace: [["round(mark / ties[index[i]!]!)", "round(mark)"]],
    },
    {
      file: "pytorch/ops.ts",
      what: "passes no gradient exactly on the margin",
      losses: torch("HingeEmbeddingLoss", "MarginRankingLoss", "TripletMarginLoss", "CosineEmbeddingLoss"),
      expected: KINK,
      replace: [["v >= low ? g : 0", "v > low ? g : 0"]],
    },
    {
      file: "concepts/multi-margin.ts",
      what: "passes the gradient exactly on the margin",
      losses: torch("MultiMarginLoss"),
      expected: KINK,
      replace: [["!(z > 0)", "!(z >= 0)"]],
    },
    {
      file: "concepts/multi-label-margin.ts",
      what: "passes the gradient exactly on the margin",
      losses: torch("MultiLabelMarginLoss"),
      expected: KINK,
      replace: [["z > 0", "z >= 0"]],
    },
    {
      file: "pytorch/ops.ts",
      what: "gives the gradient of two equal distances to the other one",
      losses: torch("TripletMarginLoss", "functional.triplet_margin_with_distance_loss"),
      expected: KINK,
      replace: [
        ["gradientA: (g, x, y) => (x >= y ? 0 : g)", "gradientA: (g, x, y) => (x > y ? 0 : g)"],
        ["gradientB: (g, x, y) => (x < y ? 0 : g)", "gradientB: (g, x, y) => (x <= y ? 0 : g)"],
      ],
    },
  ]),
};
