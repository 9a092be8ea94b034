import { type Call, unsupported } from "../../adapter.ts";
import type { Jax, JaxArray } from "./engine.ts";

/** A loss as JAX's users write it, of the library's own functions. */
export interface Composition {
  readonly inputs: readonly string[];
  /** Whether PyTorch's `reduction` follows. */
  readonly isReduced: boolean;
  readonly check?: (call: Call) => void;
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

const pair = (prediction: string, target: string, apply: Pair, more: Partial<Composition> = {}): Composition => ({
  inputs: [prediction, target],
  isReduced: prediction === "input",
  apply: (jax, [first, second]) => apply(jax, first!, second!),
  ...more,
});

const matrices = (call: Call) => {
  if (call.inputs.input?.shape.length !== 2) throw unsupported("classes on another axis than the last");
};

const both = (className: string, functionName: string, composition: Composition): [string, Composition][] => [
  [`torch.nn.${className}`, composition],
  [`torch.nn.functional.${functionName}`, composition],
];

export const COMPOSITIONS: ReadonlyMap<string, Composition> = new Map([
  ...both("CrossEntropyLoss", "cross_entropy", pair("input", "target", sparse, { check: matrices })),
  ...both("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", pair("input", "target", sigmoid)),
  ...both("MSELoss", "mse_loss", pair("input", "target", squared)),
  ...both("L1Loss", "l1_loss", pair("input", "target", absolute)),
  ["tf.nn.softmax_cross_entropy_with_logits", pair("logits", "labels", softmax)],
  ["tf.nn.sparse_softmax_cross_entropy_with_logits", pair("logits", "labels", sparse)],
  ["tf.nn.sigmoid_cross_entropy_with_logits", pair("logits", "labels", sigmoid)],
]);
