import { sameShape } from "../../tensor/tensor.ts";
import { type Args, truthy } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import { scalarLike } from "../engine/elementwise.ts";
import { div, log, mul, neg } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { axisLast, reshape } from "../engine/structure.ts";
import { detach, type Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { logSoftmax } from "../pytorch/log-softmax.ts";
import { nllLoss } from "../pytorch/nll.ts";
import { inputTarget, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";
import { axisOrNone, deprecatedAxis, mustBeNamed } from "../tensorflow/arguments.ts";
import { axisArgument, castingTarget, clipProbabilities, keras, smoothed } from "../tensorflow/keras.ts";
import { softmaxCrossEntropyAlong, sparseSoftmaxCrossEntropy } from "../tensorflow/nn.ts";
import { mustHaveShape, withoutLast } from "../tensorflow/shapes.ts";
import { smoothedAboveZero, v1, weightsOf } from "../tensorflow/v1.ts";

/**
 * −log p(true class). Keras expects probabilities unless told otherwise, PyTorch logits, classes on axis 1. From probabilities
 * the dense Keras loss divides by their sum and then clips to [ε, 1 − ε]; the sparse one clips, then divides, as softmax(log p).
 */
export const crossentropy: Losses = {
  // python/keras/backend.py: categorical_crossentropy
  ...keras(
    "CategoricalCrossentropy",
    "categorical_crossentropy",
    castingTarget((labels, y_pred, args) => {
      const y_true = smoothed(labels, args, (smoothing) => div(smoothing, labels.shape.at(-1)!));
      if (!sameShape(y_true.shape, y_pred.shape)) {
        throw refusal("ValueError", `Shapes (${y_true.shape}) and (${y_pred.shape}) are incompatible`);
      }
      if (truthy(args, "from_logits")) return softmaxCrossEntropyAlong(y_true, y_pred, -1);
      const probabilities = clipProbabilities(div(y_pred, sum(y_pred, -1, true)));
      return neg(sum(mul(y_true, log(probabilities)), -1));
    }),
  ),

  // python/keras/backend.py: sparse_categorical_crossentropy
  ...keras("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", castingTarget(sparse)),

  // python/ops/losses/losses_impl.py: no gradient to the labels
  ...v1("softmax_cross_entropy", ({ inputs, args }) => {
    const logits = inputs.logits!;
    const labels = detach(cast(inputs.onehot_labels!, logits.dtype));
    mustHaveShape(logits, labels);
    const classes = labels.shape.at(-1)!;
    const target = smoothedAboveZero(labels, args, (smoothing) => div(smoothing, scalarLike(labels, classes)));
    return softmaxCrossEntropyAlong(target, logits, -1);
  }),
  ...v1("sparse_softmax_cross_entropy", (call) => {
    const [labels, logits] = squeezed(call.inputs.labels!, call.inputs.logits!);
    const given = weightsOf(call);
    const weights = given.shape.length === labels.shape.length + 1 ? withoutLast(given) : given;
    return { losses: sparseSoftmaxCrossEntropy(labels, logits), weights };
  }),

  // python/ops/nn_ops.py: three functions that differ in their arguments, and in whether labels get a gradient
  "tf.nn.softmax_cross_entropy_with_logits": ({ inputs, args }) =>
    softmaxCrossEntropyAlong(inputs.labels!, inputs.logits!, axisOrNone(args, "axis", -1) ?? -1),
  "tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2": ({ inputs, args }) =>
    softmaxCrossEntropyAlong(inputs.labels!, inputs.logits!, deprecatedAxis(args) ?? -1),
  "tf.compat.v1.nn.softmax_cross_entropy_with_logits": ({ inputs, args }) => {
    mustBeNamed(args);
    return softmaxCrossEntropyAlong(detach(inputs.labels!), inputs.logits!, deprecatedAxis(args, -1) ?? -1);
  },
  "tf.nn.sparse_softmax_cross_entropy_with_logits": ({ inputs }) =>
    sparseSoftmaxCrossEntropy(inputs.labels!, inputs.logits!),
  "tf.compat.v1.nn.sparse_softmax_cross_entropy_with_logits": ({ inputs, args }) => {
    mustBeNamed(args);
    return sparseSoftmaxCrossEntropy(inputs.labels!, inputs.logits!);
  },

  // nn/functional.py: nll_loss(log_softmax(input, 1), …)
  ...torch("CrossEntropyLoss", "cross_entropy", (call) => {
    const [input, target] = inputTarget(call);
    return nllLoss(logSoftmax(input, 1), target, call.args);
  }),
};

// --- internal ---

/** losses_impl.py, _remove_squeezable_dimensions with an expected difference of one dimension. */
function squeezed(labels: Variable, logits: Variable): readonly [Variable, Variable] {
  const difference = logits.shape.length - labels.shape.length;
  if (difference === 2 && logits.shape.at(-1) === 1) return [labels, withoutLast(logits)];
  if (difference === 0 && labels.shape.at(-1) === 1) return [withoutLast(labels), logits];
  return [labels, logits];
}

function sparse(y_true: Variable, y_pred: Variable, args: Args): Variable {
  const logits = truthy(args, "from_logits") ? y_pred : log(clipProbabilities(y_pred));
  const rank = logits.shape.length;
  // Python's remainder: an axis beyond the rank wraps around instead of being refused.
  const axis = ((axisArgument(args) % rank) + rank) % rank;
  const moved = axisLast(logits, axis);
  const labels = cast(y_true, "int64");
  if (labels.shape.length === rank - 1) return sparseSoftmaxCrossEntropy(labels, moved);
  const flat = reshape(moved, [flatBatch(moved), moved.shape.at(-1)!]);
  const losses = sparseSoftmaxCrossEntropy(reshape(labels, [labels.data.length]), flat);
  return rank >= 3 ? reshape(losses, moved.shape.slice(0, -1)) : losses;
}

function flatBatch(x: Variable): number {
  return x.shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
}
