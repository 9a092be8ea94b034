import type { Note } from "./note.ts";

/** Notes on pairs that a reduction alone explains: nothing else is left between the two answers. */
export const NOTES_ON_REDUCTIONS: readonly Note[] = [
  {
    id: "one-axis",
    title: "With one axis, sum and none are the mean",
    text: "Keras averages over the last axis first; of a single axis nothing is left to sum. PyTorch’s sum and none see every element.",
    family: /1d$|^one-axis$/,
    reduction: /^1\/batch size$|^part$/,
    left: /keras\.losses\.([a-z]|.*reduction=(sum|none))/,
    experiments: ["one-axis"],
  },
  {
    id: "none-averages",
    main: true,
    title: 'reduction="none" averages over the last axis',
    text: "A Keras loss has averaged over the last axis before anything is reduced: one number a sample, where PyTorch gives one an element. Keras’ functions give just that.",
    reduction: /^part$/,
    left: /keras/,
    experiments: ["mse-forms"],
    recipes: ["keras-reductions-in-pytorch", "torch-mse-in-tensorflow"],
  },
  {
    id: "sum-of-means",
    main: true,
    title: 'reduction="sum" sums one mean a sample',
    text: "Keras’ sum is smaller than PyTorch’s by the length of the last axis.",
    left: /keras.*reduction=sum/,
    reduction: /^1\//,
    experiments: ["mse-forms"],
    recipes: ["keras-reductions-in-pytorch"],
  },
  {
    id: "functions-reduce-nothing",
    title: "TensorFlow’s functions reduce nothing",
    text: "Those of tf.nn give every element or one number a sample, Keras’ one number a sample. PyTorch’s functions average by default, like its classes.",
    reduction: /^whole$/,
    experiments: ["mse-forms"],
  },
];
