import type { AdapterPage, MappedLoss } from "../page.ts";
import { COMPAT } from "./compat.ts";
import { KERAS } from "./keras.ts";
import { TORCH } from "./torch.ts";

const MAPPED: readonly MappedLoss[] = [
  ...Object.entries(KERAS).map(([loss, { name }]) => ({
    library: `tfjs-layers ${name}`,
    losses: [loss],
    why: "tfjs-layers is Keras in JavaScript: the function of the same name, one number for each row.",
  })),
  ...Object.entries(COMPAT).map(([loss, { name }]) => ({
    library: `tf.losses.${name}`,
    losses: [loss],
    why: "tf.losses took over tf.compat.v1.losses with weights and the four reductions.",
  })),
  ...Object.entries(TORCH).map(([loss, { name }]) => ({
    library: `tf.losses.${name}`,
    losses: [loss],
    why: "The same loss without weights, with Reduction.MEAN, SUM and NONE for PyTorch's `mean`, `sum` and `none`.",
  })),
];

const NOTES = [
  "One adapter, and one column of the overview, judges both packages on this backend: tfjs-layers against `tf.keras.losses`, the `tf.losses` of tfjs-core against `tf.compat.v1.losses` and PyTorch. The backends are adapters of their own; `tfjs-webgl` and `tfjs-wasm-browser` ask the same of a page in Chromium.",
  "tfjs-layers does not export its losses; they are taken from a compiled model, where a user's training has them.",
  "A Keras argument without a counterpart (`label_smoothing`, `axis`, a class's `reduction` and `sample_weight`) is `unsupported` away from its default.",
  "Class indices of a sparse cross-entropy are given as float32, the only dtype that the library takes them in; for PyTorch's cross-entropy they are encoded with tf.oneHot.",
  "Gradients come from tf.grads with the case's cotangent; what has no gradient in the library is left out.",
];

const page = (title: string, npm: string, backend: string): AdapterPage => ({
  title,
  package: npm,
  link: "https://github.com/tensorflow/tfjs",
  about: `TensorFlow.js on ${backend}: the losses of tfjs-layers and tf.losses of tfjs-core.`,
  mapped: MAPPED,
  notes: NOTES,
});

export const CPU_PAGE = page(
  "TensorFlow.js, cpu",
  "@tensorflow/tfjs-core, @tensorflow/tfjs-layers, @tensorflow/tfjs-backend-cpu",
  "its plain JavaScript backend",
);
export const WASM_PAGE = page(
  "TensorFlow.js, wasm",
  "@tensorflow/tfjs-core, @tensorflow/tfjs-layers, @tensorflow/tfjs-backend-wasm",
  "its WebAssembly backend",
);
export const NODE_PAGE = page("TensorFlow.js, node", "@tensorflow/tfjs-node", "the native TensorFlow library");
