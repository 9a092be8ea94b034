import type { RelationCode } from "./relation.ts";

/** Prose for a difference that the goldens show; where they do not show it, it is not printed. */
export interface Note {
  readonly concept: string;
  readonly code: RelationCode;
  /** Which of the pairs with this relation illustrates it: texts that its family and argument lists must contain. */
  readonly family?: string;
  readonly tensorflow?: string;
  readonly pytorch?: string;
  readonly conversion?: "log" | "none";
  readonly title: string;
  readonly text: string;
}

/** In the order of the cards. */
export const NOTES: readonly Note[] = [
  {
    concept: "cosine-similarity",
    code: "offset",
    tensorflow: "reduction=none",
    title: "TensorFlow’s cosine loss is negative",
    text: "TensorFlow returns −cos, from −1 (same direction) to 1 (opposite). PyTorch’s cosine embedding loss returns 1 − cos for pairs labelled as alike, so it is never negative.",
  },
  {
    concept: "kl-divergence",
    code: "different",
    family: "probabilities-2d",
    pytorch: "batchmean",
    conversion: "none",
    title: "KL divergence: arguments swapped, and one is a logarithm",
    text: "TensorFlow takes (y_true, y_pred), both probabilities. PyTorch takes (input, target) with the input as log-probabilities. Probabilities handed to PyTorch give a number that is no divergence.",
  },
  {
    concept: "kl-divergence",
    code: "equal",
    pytorch: "batchmean",
    conversion: "log",
    title: "KL divergence agrees on log q with ‘batchmean’",
    text: "Give PyTorch the logarithm of the prediction and ask for reduction='batchmean': now both compute the same divergence.",
  },
  {
    concept: "kl-divergence",
    code: "scaled",
    conversion: "log",
    title: "KL divergence: PyTorch’s ‘mean’ divides by every element",
    text: "PyTorch’s default reduction divides by batch × classes, TensorFlow’s by the batch alone. Even on log q the default is too small, by the number of classes.",
  },
  {
    concept: "binary-crossentropy",
    code: "reduced",
    family: "saturated-probabilities",
    tensorflow: "reduction=none",
    title: "Binary cross-entropy at exactly 0 and 1",
    text: "TensorFlow clips the probability at 1e-7 (15.42 at most, about 15.33 near 1), PyTorch clamps its logarithm at −100. A certain and wrong prediction costs about 15 here and 100 there.",
  },
  {
    concept: "crossentropy",
    code: "different",
    family: "probabilities-2d",
    tensorflow: "",
    title: "Cross-entropy: probabilities here, logits there",
    text: "TensorFlow expects probabilities unless from_logits=True; PyTorch always applies a log-softmax. Equal inputs, other numbers.",
  },
  {
    concept: "mean-squared-error",
    code: "reduced",
    tensorflow: "reduction=none",
    family: "random-2d",
    title: "‘none’ still averages in TensorFlow",
    text: "Keras has averaged over the last axis before it reduces: reduction='none' gives one number per sample, PyTorch one per element.",
  },
  {
    concept: "mean-squared-error",
    code: "scaled",
    tensorflow: "reduction=sum",
    family: "random-2d",
    title: "‘sum’ is not the sum of all elements",
    text: "For the same reason TensorFlow’s sum is smaller than PyTorch’s, by the length of the last axis.",
  },
  {
    concept: "huber",
    code: "scaled",
    tensorflow: "delta=2",
    title: "Huber(δ) is δ times SmoothL1(β = δ)",
    text: "The two coincide only at a threshold of 1. PyTorch divides by beta, TensorFlow does not.",
  },
  {
    concept: "hinge",
    code: "different",
    family: "signs-2d",
    title: "Hinge and hinge embedding are two losses",
    text: "TensorFlow’s hinge is max(0, 1 − y·ŷ). PyTorch’s hinge embedding returns the input itself for label 1 and max(0, margin − input) for label −1.",
  },
];
