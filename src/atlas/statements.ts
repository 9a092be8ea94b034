import type { Framework } from "../format/case-file.ts";
import { type ExperimentFile, outputOf } from "./experiment.ts";

/** Something one may have read about these losses, with what it would have an experiment print. */
export interface Statement {
  readonly id: string;
  readonly claim: string;
  /** What is true instead. */
  readonly text: string;
  readonly checks: readonly Check[];
  readonly recipes?: readonly string[];
}

interface Check {
  readonly experiment: string;
  readonly framework: Framework;
  readonly name: string;
  /** What the claim says this output is: a number (or numbers) to five digits, a text it begins with, or a bound. */
  readonly claimed: string | { readonly atMost: number };
}

export type StatementVerdict = "wrong" | "holds only sometimes" | "holds";

export interface CheckedStatement {
  readonly statement: Statement;
  readonly verdict: StatementVerdict;
  readonly measured: readonly { readonly check: Check; readonly output: string; readonly holds: boolean }[];
}

/** Holds every claim against what the experiments printed. */
export function checkStatements(
  file: ExperimentFile,
  statements: readonly Statement[] = STATEMENTS,
): readonly CheckedStatement[] {
  return statements.map((statement) => {
    const measured = statement.checks.map((check) => {
      const experiment = file.experiments.find(({ id }) => id === check.experiment);
      const output = experiment && outputOf(experiment, check.framework, check.name);
      if (output === undefined) throw new Error(`${statement.id}: ${check.experiment} prints no ${check.name}`);
      return { check, output, holds: isAsClaimed(output, check.claimed) };
    });
    const holding = measured.filter(({ holds }) => holds).length;
    const verdict = holding === 0 ? "wrong" : holding < measured.length ? "holds only sometimes" : "holds";
    return { statement, verdict, measured };
  });
}

const tf = (experiment: string, name: string, claimed: Check["claimed"]): Check => ({
  experiment,
  framework: "tensorflow",
  name,
  claimed,
});
const torch = (experiment: string, name: string, claimed: Check["claimed"]): Check => ({
  experiment,
  framework: "pytorch",
  name,
  claimed,
});

export const STATEMENTS: readonly Statement[] = [
  {
    id: "hinge-zero-beyond-one",
    claim: "The hinge loss is 0 whenever the prediction is ≥ 1 or ≤ −1.",
    text: "Only on the right side.",
    checks: [tf("hinge-values", "hinge(1, 2)", "0"), tf("hinge-values", "hinge(1, -2)", "0")],
  },
  {
    id: "hinge-maximal-when-uncertain",
    claim: "The hinge loss is largest where the prediction is uncertain, at 0.",
    text: "It grows without a bound on the wrong side.",
    checks: [tf("hinge-values", "hinge(1, -10)", { atMost: 1 })],
  },
  {
    id: "cosine-negative",
    claim: "TensorFlow’s CosineSimilarity is a negative number between −1 and 0 (its own docstring says so).",
    text: "Vectors of opposite direction give +1.",
    checks: [tf("cosine-sign", "loss, opposite", { atMost: 0 })],
  },
  {
    id: "mape-formula",
    claim: "MAPE is 100 · |y − ŷ| / y.",
    text: "The denominator is max(|y|, 1e-7): never negative, never infinite.",
    checks: [
      tf("mape-denominator", "y=2 p=1", "50"),
      tf("mape-denominator", "y=-2 p=1", "-150"),
      tf("mape-denominator", "y=0 p=1", "inf"),
    ],
    recipes: ["keras-mape-in-pytorch"],
  },
  {
    id: "msle-formula",
    claim: "MSLE is square(log(y + 1) − log(ŷ + 1)).",
    text: "Both sides are clipped at 1e-7 first: negative numbers count as none, and have no gradient.",
    checks: [tf("msle-clipping", "y=1 p=-5", "nan"), tf("msle-clipping", "y=-0.5 p=0.5", "1.2069")],
    recipes: ["keras-msle-in-pytorch"],
  },
  {
    id: "smooth-l1-is-huber",
    claim: "SmoothL1Loss is the Huber loss; beta only says where it turns linear.",
    text: "At 1 only: else SmoothL1 is divided by beta.",
    checks: [
      torch("huber-or-smooth-l1", "beta=1, error 3", "2.5"),
      torch("huber-or-smooth-l1", "beta=2, error 3", "4"),
      torch("huber-or-smooth-l1", "beta=0, error 3", "0"),
    ],
    recipes: ["keras-huber-in-pytorch", "torch-smooth-l1-in-tensorflow"],
  },
  {
    id: "ce-takes-softmax",
    claim: "The input of a cross-entropy is the output of softmax or sigmoid.",
    text: "Of TensorFlow’s by default; PyTorch’s cross_entropy applies a softmax itself and takes scores.",
    checks: [
      tf("probabilities-or-logits", "Keras", "0.69315"),
      torch("probabilities-or-logits", "cross_entropy", "0.69315"),
    ],
    recipes: ["keras-cce-in-pytorch"],
  },
  {
    id: "ce-updates-faster-when-wrong",
    claim: "With cross-entropy, the farther the prediction is off, the faster the update.",
    text: "From logits. From probabilities TensorFlow has clipped, and the gradient of a certain and wrong prediction is exactly 0.",
    checks: [
      torch("probabilities-or-logits", "cross_entropy gradient at -8", "-0.99966"),
      tf("bce-at-the-ends", "gradient y=1 p=0", { atMost: -1 }),
    ],
    recipes: ["keras-bce-logits-in-pytorch"],
  },
  {
    id: "bce-weight-per-class",
    claim: "The weight of BCELoss must have as many elements as there are classes.",
    text: "It is anything that broadcasts over the elements. Only cross_entropy wants one number a class.",
    checks: [
      torch("sample-weight-shapes", "bce [N, 1]", "RuntimeError"),
      torch("sample-weight-shapes", "bce [1]", "RuntimeError"),
      torch("sample-weight-shapes", "cross_entropy, 2 of 3 classes", "RuntimeError"),
    ],
  },
  {
    id: "size-average",
    claim: "size_average=True gives the mean.",
    text: "Not beside reduce=False: then it is ignored and every element comes back.",
    checks: [
      torch("legacy-arguments", "sum, size_average=True", "0.31"),
      torch("legacy-arguments", "mean, size_average=True, reduce=False", "0.31"),
    ],
  },
  {
    id: "reduce-defaults-to-true",
    claim: "reduce is True by default, so that passing it changes nothing.",
    text: "Its default is None. Given, it turns a sum into a mean, with a warning.",
    checks: [torch("legacy-arguments", "sum, reduce=True", "1.24")],
  },
  {
    id: "kld-three-reductions",
    claim: "KLDivLoss’s default reduction is the divergence, averaged over the batch.",
    text: "That is batchmean, a fourth reduction. The default divides by every element, and warns.",
    checks: [torch("kld-space", "mean", "0.19532")],
    recipes: ["keras-kld-short-in-pytorch"],
  },
  {
    id: "kld-takes-probabilities",
    claim: "KLDivLoss takes two distributions.",
    text: "Its input is the logarithm of one. Probabilities give a negative number.",
    checks: [torch("kld-space", "probabilities given", "0.19532")],
    recipes: ["keras-kld-short-in-pytorch"],
  },
  {
    id: "hinge-converts-labels",
    claim: "Keras’ Hinge converts labels 0 and 1 to −1 and 1.",
    text: "If the whole batch has no other label: one −1 elsewhere changes the loss of the first sample.",
    checks: [tf("hinge-labels", "labels 0, 1 / 1, 1", "1, 0.5"), tf("hinge-labels", "labels 0, 1 / 1, -1", "1, 1")],
    recipes: ["keras-hinge-in-pytorch"],
  },
  {
    id: "bce-logits-is-sigmoid-bce",
    claim: "BCEWithLogitsLoss is a Sigmoid followed by BCELoss.",
    text: "Not in numbers: at a logit of 40 the one is 100 without a gradient, the other 40 with gradient 1.",
    checks: [
      torch("sigmoid-then-bce", "from probabilities", "40"),
      torch("sigmoid-then-bce", "gradient from probabilities", "1"),
    ],
  },
  {
    id: "label-smoothing-range",
    claim: "label_smoothing is a float in [0, 1].",
    text: "Nothing checks it; and any value but 0 is refused for float64 predictions.",
    checks: [
      tf("label-smoothing-range", "label_smoothing=2", "ValueError"),
      tf("label-smoothing-range", "label_smoothing=-0.5", "ValueError"),
      tf("label-smoothing-range", "float64, 0.2", "0.34343"),
    ],
  },
  {
    id: "class-is-elementwise",
    claim: "Keras’ classes are elementwise: MeanSquaredError is square(y_true − y_pred).",
    text: 'Even with reduction="none" the last axis is averaged.',
    checks: [tf("mse-forms", "none", "0.36, 0.36, 0.16, 0.36")],
    recipes: ["keras-reductions-in-pytorch"],
  },
  {
    id: "from-logits-false-is-normalised",
    claim:
      "from_logits=False means that the rows sum to 1, so that scores of another sum are refused or count as they are.",
    text: "The dense loss divides any positive row by its sum; the sparse one clips it first, and the two disagree.",
    checks: [tf("renormalised-scores", "dense", "-0.69315"), tf("renormalised-scores", "sparse", "-0.69315")],
    recipes: ["keras-cce-in-pytorch", "keras-scce-in-pytorch"],
  },
  {
    id: "hinge-embedding-is-hinge",
    claim: "HingeEmbeddingLoss is PyTorch’s Hinge.",
    text: "Another loss: for label 1 it is the input itself, and can be negative.",
    checks: [torch("hinge-values", "hinge_embedding(1, -5)", "6")],
    recipes: ["keras-hinge-in-pytorch", "torch-hinge-embedding-in-tensorflow"],
  },
  {
    id: "sums-of-differences",
    claim: "The L1 and L2 losses are sums of differences.",
    text: "Both frameworks average by default.",
    checks: [torch("mse-forms", "mean", "1.24"), tf("mse-forms", "auto", "1.24")],
  },
];

// --- internal ---

function isAsClaimed(output: string, claimed: Check["claimed"]): boolean {
  if (typeof claimed !== "string") return numbersOf(output).every((number) => number <= claimed.atMost);
  const wanted = numbersOf(claimed);
  if (wanted.length === 0) return output.startsWith(claimed);
  const given = numbersOf(output);
  if (given.length < wanted.length || (wanted.length > 1 && given.length !== wanted.length)) return false;
  if (wanted.length === 1 && given.length > 1 && !output.startsWith("[[")) return false;
  return wanted.every(
    (x, i) =>
      Object.is(x, given[i]) || (Number.isFinite(x) && Math.abs(x - given[i]!) <= 1e-5 * Math.max(1, Math.abs(x))),
  );
}

/** The numbers of an array as NumPy prints it; none of a text. */
function numbersOf(text: string): number[] {
  if (/[A-Z]\w+Error/.test(text)) return [];
  return [...text.matchAll(/-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf|nan)/g)].map(([number]) =>
    number === "nan" ? Number.NaN : Number(number.replace("inf", "Infinity")),
  );
}
