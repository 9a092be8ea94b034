import { type Call, unsupported } from "../../adapter.ts";
import { numbers, sameShape, type Tensor } from "../../tensor/tensor.ts";
import type { Jax, JaxArray } from "./engine.ts";

/** A loss as JAX's users write it, of the library's own functions. */
export interface Composition {
  readonly inputs: readonly string[];
  /** Whether PyTorch's `reduction` follows. */
  readonly isReduced: boolean;
  /** Throws `unsupported` for what the framework refuses: a composition checks nothing, and the library is not to blame for it. */
  readonly check: (prediction: Tensor, target: Tensor, call: Call) => void;
  readonly apply: (jax: Jax, inputs: readonly JaxArray[]) => JaxArray;
}

type Pair = (jax: Jax, prediction: JaxArray, target: JaxArray) => JaxArray;

const softmax: Pair = ({ nn }, logits, labels) => nn.logSoftmax(logits, -1).mul(labels).sum(-1).neg();

const sparse: Pair = (jax, logits, labels) => softmax(jax, logits, jax.nn.oneHot(labels, logits.shape.at(-1)!));

const sigmoid: Pair = ({ nn }, logits, labels) => {
  const positive = nn.logSigmoid(logits.ref).mul(labels.ref);
  const negative = nn.logSigmoid(logits.neg()).mul(labels.neg().add(1));
  return positive.add(negative).neg();
};

const squared: Pair = ({ numpy }, input, target) => numpy.square(input.sub(target));
const absolute: Pair = ({ numpy }, input, target) => numpy.absolute(input.sub(target));

const floats = (prediction: Tensor, target: Tensor) => {
  if (target.dtype !== prediction.dtype) throw unsupported(`a target of ${target.dtype} in a composition of floats`);
};

const alike = (prediction: Tensor, target: Tensor) => {
  floats(prediction, target);
  if (!sameShape(prediction.shape, target.shape))
    throw unsupported("a composition does not check that shapes are equal");
};

const classes = (logits: Tensor, labels: Tensor, call: Call) => {
  if (call.loss.startsWith("torch.") && logits.shape.length !== 2) {
    throw unsupported("classes on another axis than the last");
  }
  const isIndex = labels.dtype === "int64" || (labels.dtype === "int32" && call.loss.startsWith("tf."));
  if (!isIndex) throw unsupported(`labels of ${labels.dtype}`);
  if (!sameShape(labels.shape, logits.shape.slice(0, -1))) throw unsupported("labels for other rows than the logits'");
  const count = logits.shape.at(-1) ?? 0;
  const outside = numbers(labels).find((label) => !(label >= 0 && label < count));
  if (outside !== undefined) throw unsupported(`one-hot labels have no row for the label ${outside}`);
};

const pair = (prediction: string, target: string, apply: Pair, check: Composition["check"]): Composition => ({
  inputs: [prediction, target],
  isReduced: prediction === "input",
  check,
  apply: (jax, [first, second]) => apply(jax, first!, second!),
});

const both = (className: string, functionName: string, composition: Composition): [string, Composition][] => [
  [`torch.nn.${className}`, composition],
  [`torch.nn.functional.${functionName}`, composition],
];

export const COMPOSITIONS: ReadonlyMap<string, Composition> = new Map([
  ...both("CrossEntropyLoss", "cross_entropy", pair("input", "target", sparse, classes)),
  ...both("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", pair("input", "target", sigmoid, alike)),
  ...both("MSELoss", "mse_loss", pair("input", "target", squared, floats)),
  ...both("L1Loss", "l1_loss", pair("input", "target", absolute, floats)),
  ["tf.nn.softmax_cross_entropy_with_logits", pair("logits", "labels", softmax, alike)],
  ["tf.nn.sparse_softmax_cross_entropy_with_logits", pair("logits", "labels", sparse, classes)],
  ["tf.nn.sigmoid_cross_entropy_with_logits", pair("logits", "labels", sigmoid, alike)],
]);
