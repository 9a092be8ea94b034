import { float, tensorArgument, truthy } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import type { Operand } from "../engine/elementwise.ts";
import { add, log, mul, neg, sub } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import { given, type Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { type BinaryCall, binaryCrossEntropy, logisticLoss } from "../pytorch/binary.ts";
import { inputTarget, reductionName, reductionOf, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";
import { mustBeNamed } from "../tensorflow/arguments.ts";
import { castingTarget, clipProbabilities, EPSILON, keras, smoothed } from "../tensorflow/keras.ts";
import { sigmoidCrossEntropy, weightedCrossEntropy } from "../tensorflow/nn.ts";
import { inFloat32, smoothedAboveZero, v1 } from "../tensorflow/v1.ts";

/**
 * −z·log p − (1 − z)·log(1 − p). Keras clips probabilities to [ε, 1 − ε] and adds ε once more; PyTorch clamps the logarithms at −100.
 * One Keras loss with a switch for logits, two PyTorch losses.
 */
export const binaryCrossentropy: Losses = {
  // python/keras/losses.py: labels·(1 − s) + ½·s; python/keras/backend.py: binary_crossentropy
  ...keras(
    "BinaryCrossentropy",
    "binary_crossentropy",
    castingTarget((labels, y_pred, args) => {
      const y_true = smoothed(labels, args, (smoothing) => mul(0.5, smoothing));
      return mean(
        truthy(args, "from_logits") ? sigmoidCrossEntropy(y_true, y_pred) : fromProbabilities(y_true, y_pred),
        -1,
      );
    }),
  ),

  // python/ops/losses/losses_impl.py: log_loss, ε inside the logarithms and no clip: huge gradients at 0 and 1
  ...v1("log_loss", ({ inputs, args }) => {
    const [p, labels] = inFloat32(inputs.predictions!, inputs.labels!);
    const epsilon = float(args, "epsilon", 1e-7);
    const ofOnes = mul(labels, log(add(p, epsilon)));
    return sub(neg(ofOnes), mul(sub(1, labels), log(add(sub(1, p), epsilon))));
  }),

  // python/ops/losses/losses_impl.py: sigmoid_cross_entropy
  ...v1("sigmoid_cross_entropy", ({ inputs, args }) => {
    const logits = inputs.logits!;
    const labels = cast(inputs.multi_class_labels!, logits.dtype);
    return sigmoidCrossEntropy(
      smoothedAboveZero(labels, args, (smoothing) => 0.5 * smoothing),
      logits,
    );
  }),

  // python/ops/nn_impl.py: sigmoid_cross_entropy_with_logits
  "tf.nn.sigmoid_cross_entropy_with_logits": ({ inputs }) => sigmoidCrossEntropy(inputs.labels!, inputs.logits!),
  "tf.compat.v1.nn.sigmoid_cross_entropy_with_logits": ({ inputs, args }) => {
    mustBeNamed(args);
    return sigmoidCrossEntropy(inputs.labels!, inputs.logits!);
  },

  // python/ops/nn_impl.py: weighted_cross_entropy_with_logits, an input of tf.nn, an argument of tf.compat.v1.nn
  "tf.nn.weighted_cross_entropy_with_logits": ({ inputs }) => {
    if (inputs.pos_weight === undefined)
      throw refusal("TypeError", "missing 1 required positional argument: 'pos_weight'");
    return weightedCrossEntropy(inputs.labels!, inputs.logits!, inputs.pos_weight);
  },
  "tf.compat.v1.nn.weighted_cross_entropy_with_logits": (call) =>
    weightedCrossEntropy(labelsOrTargets(call), call.inputs.logits!, tensorOrFloat(call, "pos_weight")),

  // nn/functional.py: binary_cross_entropy
  ...torch("BCELoss", "binary_cross_entropy", (call) => binaryCrossEntropy(binaryCall(call))),

  // nn/functional.py: binary_cross_entropy_with_logits
  ...torch("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", (call) => {
    const posWeight = tensorArgument(call.args, "pos_weight");
    return logisticLoss(binaryCall(call), posWeight && given(call.tape, posWeight));
  }),
};

// --- internal ---

/** python/keras/backend.py: target·log(output + ε) + (1 − target)·log(1 − output + ε), of the clipped output. */
function fromProbabilities(y_true: Variable, y_pred: Variable): Variable {
  const p = clipProbabilities(y_pred);
  const ofOnes = mul(y_true, log(add(p, EPSILON)));
  const ofZeros = mul(sub(1, y_true), log(add(sub(1, p), EPSILON)));
  return neg(add(ofOnes, ofZeros));
}

function binaryCall(call: LossCall): BinaryCall {
  const [input, target] = inputTarget(call);
  const weight = tensorArgument(call.args, "weight");
  return {
    input,
    target,
    weight: weight && given(call.tape, weight),
    reduction: reductionOf(reductionName(call.args)),
  };
}

/** `labels`, or `targets` as they were called before; both together are refused, and neither. */
function labelsOrTargets({ tape, inputs, args }: LossCall): Variable {
  const asArgument = (name: string) => {
    const tensor = tensorArgument(args, name);
    return tensor && given(tape, tensor);
  };
  const labels = "labels" in args ? asArgument("labels") : inputs.labels;
  const targets = asArgument("targets");
  if (labels !== undefined && targets !== undefined)
    throw refusal("ValueError", "Cannot specify both 'labels' and 'targets'");
  const found = labels ?? targets;
  if (found === undefined) throw refusal("ValueError", "None values not supported.");
  return found;
}

function tensorOrFloat({ tape, args }: LossCall, name: string): Operand {
  const value = args[name] ?? null;
  if (value !== null && typeof value === "object" && "tensor" in value) return given(tape, value.tensor);
  if (value === null) throw refusal("TypeError", "unsupported operand type(s) for -: 'NoneType' and 'int'");
  return float(args, name, 1);
}
