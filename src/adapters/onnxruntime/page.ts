import type { AdapterPage, MappedLoss } from "../page.ts";

const MAPPED: readonly MappedLoss[] = [
  {
    library: "SoftmaxCrossEntropyLoss",
    losses: ["torch.nn.CrossEntropyLoss", "torch.nn.functional.cross_entropy"],
    why: "ONNX defines the operator after PyTorch's loss: class axis 1, class weights, `ignore_index`, `reduction`. It is what PyTorch's exporter writes for it.",
  },
  {
    library: "NegativeLogLikelihoodLoss",
    losses: ["torch.nn.NLLLoss", "torch.nn.functional.nll_loss"],
    why: "ONNX defines the operator after PyTorch's loss, with the same inputs and attributes.",
  },
  {
    library: "SoftmaxCrossEntropyLoss, reduction=none",
    losses: ["tf.nn.sparse_softmax_cross_entropy_with_logits", "tf.keras.losses.sparse_categorical_crossentropy"],
    why: "Of matrices of logits (`from_logits=true` in Keras), where TensorFlow's class axis, the last one, is axis 1.",
  },
];

const NOTES = [
  "A model with the one node is made for each combination of operator, attributes and types; its inputs have no declared shape.",
  "`ignore_index` is always set, to PyTorch's −100 by default, as PyTorch's exporter does.",
  "ONNX Runtime's inference has no gradients.",
  "`size_average` and `reduce` are no attributes of the operators and `unsupported`, and so is `elementwise_mean`, PyTorch's old name of `mean`. Labels of int32, which ONNX defines and PyTorch refuses, are asked for TensorFlow's losses only. An operator that the build has no kernel of for a type is `unsupported` for that type.",
];

const about = (how: string) =>
  `ONNX Runtime ${how}. The operators are those of ONNX's operator set 13, on the default execution provider.`;

const link = "https://github.com/microsoft/onnxruntime";

export const NODE_PAGE: AdapterPage = {
  title: "ONNX Runtime for Node.js",
  package: "onnxruntime-node",
  link,
  about: about("as a native library"),
  mapped: MAPPED,
  notes: NOTES,
};

export const WEB_PAGE: AdapterPage = {
  title: "ONNX Runtime Web",
  package: "onnxruntime-web",
  link,
  about: about("compiled to WebAssembly, here run by Node.js on one thread"),
  mapped: MAPPED,
  notes: NOTES,
};
