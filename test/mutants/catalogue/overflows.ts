import type { MutantKind } from "../mutant.ts";
import { keras, mutantsOf, torch, v1 } from "./source-mutants.ts";

const OVERFLOWS = ["OVERFLOW"];

/** The textbook's formula in place of the one that does not overflow, and the other way round. */
export const overflows: MutantKind = {
  kind: "another form for large inputs",
  mutants: mutantsOf([
    {
      file: "concepts/log-cosh.ts",
      what: "takes log(½·(exp x + exp −x))",
      losses: keras("LogCosh", "log_cosh"),
      expected: OVERFLOWS,
      replace: [
        ["sub(add(x, softplus(mul(-2, x))), LOG_2)", "sub(log(add(exp(x), exp(mul(-1, x)))), LOG_2)"],
        ["import { add, mul, sub }", "import { add, exp, log, mul, sub }"],
      ],
    },
    {
      file: "engine/softmax.ts",
      what: "does not subtract the largest logit",
      losses: [
        ...keras("CategoricalCrossentropy", "SparseCategoricalCrossentropy"),
        ...v1("softmax_cross_entropy"),
        ...torch("CrossEntropyLoss"),
        "tf.nn.softmax_cross_entropy_with_logits",
        "tf.nn.sparse_softmax_cross_entropy_with_logits",
      ],
      expected: OVERFLOWS,
      replace: [["const shifted = sub(logits, largest(logits, -1, true));", "const shifted = logits;"]],
    },
    {
      file: "tensorflow/nn.ts",
      what: "takes log(1 + exp x) − x·z",
      losses: [
        "tf.nn.sigmoid_cross_entropy_with_logits",
        ...v1("sigmoid_cross_entropy"),
        ...keras("BinaryCrossentropy"),
      ],
      expected: OVERFLOWS,
      replace: [
        [
          "return add(sub(relu, mul(logits, labels)), log1p(exp(minusAbsolute)));",
          "return sub(log1p(exp(logits)), mul(logits, labels));",
        ],
      ],
    },
    {
      file: "pytorch/binary.ts",
      what: "takes log(1 + exp(−x))",
      losses: torch("BCEWithLogitsLoss", "functional.binary_cross_entropy_with_logits"),
      expected: OVERFLOWS,
      replace: [["const m = clampMin(neg(x), 0);", "const m = mul(0, clampMin(neg(x), 0));"]],
    },
    {
      file: "concepts/multi-label-soft-margin.ts",
      what: "takes log(1 + exp(−x))",
      losses: torch("MultiLabelSoftMarginLoss"),
      expected: OVERFLOWS,
      replace: [
        ["const m = clampMin(neg(x), 0);", "const m = mul(0, clampMin(neg(x), 0));"],
        ["test(x, (v) => v < 0)", "test(x, () => false)"],
      ],
    },
    {
      file: "concepts/soft-margin.ts",
      what: "does not overflow",
      losses: torch("SoftMarginLoss", "functional.soft_margin_loss"),
      expected: ["OVERFLOW_ABSENT"],
      replace: [
        [
          "log(add(exp(mulInPlace(neg(x), t)), 1))",
          "((z) => unary(z, { value: (v) => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))), gradient: (g) => g }))(mulInPlace(neg(x), t))",
        ],
        [
          'import { detach } from "../engine/variable.ts";',
          'import { unary } from "../engine/elementwise.ts";\nimport { detach } from "../engine/variable.ts";',
        ],
      ],
    },
  ]),
};
