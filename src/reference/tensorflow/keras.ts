import { type Args, float, integer } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import { add, mul, sub } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { reshape } from "../engine/structure.ts";
import { constant, roundOf, type Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { refusal } from "../refusal.ts";
import { clip, divNoNan } from "./ops.ts";
import { withoutLast } from "./shapes.ts";

/** tf.keras.backend.epsilon(): 1e-7, rounded to the dtype of the tensor it meets. */
export const EPSILON = 1e-7;

/** A Keras loss function: per-sample losses. */
export type KerasFunction = (y_true: Variable, y_pred: Variable, args: Args) => Variable;

/**
 * A Keras loss as function and class. The function casts y_true to y_pred's dtype and answers one loss per sample; the class
 * first squeezes a trailing 1, then weights and reduces (tensorflow 2.3.4, python/keras/losses.py, LossFunctionWrapper).
 */
export function keras(className: string, functionName: string, loss: KerasFunction): Losses {
  return {
    [`tf.keras.losses.${functionName}`]: ({ inputs, args }) => loss(inputs.y_true!, inputs.y_pred!, args),
    [`tf.keras.losses.${className}`]: (call) => kerasClass(call, loss),
  };
}

/** The loss function preceded by the cast of y_true that all but two of them begin with. */
export function castingTarget(loss: KerasFunction): KerasFunction {
  return (y_true, y_pred, args) => loss(cast(y_true, y_pred.dtype), y_pred, args);
}

/** python/keras/backend.py: clip_by_value(output, epsilon_, 1. - epsilon_), both bounds rounded to the dtype. */
export function clipProbabilities(x: Variable): Variable {
  const round = roundOf(x);
  const epsilon = round(EPSILON);
  return clip(x, epsilon, round(1 - epsilon));
}

/**
 * Labels pulled towards a uniform distribution over `classes`. The smoothing is a tensor of floatx, float32, so that any but 0 fails
 * on float64 labels; its range is not checked (python/keras/losses.py, _smooth_labels).
 */
export function smoothed(y_true: Variable, args: Args, share: (smoothing: Variable) => Variable): Variable {
  const smoothing = constant(y_true.tape, "float32", [], [Math.fround(float(args, "label_smoothing", 0))]);
  if (smoothing.data[0] === 0) return y_true;
  return add(mul(y_true, sub(1, smoothing)), share(smoothing));
}

/** The `axis` of the two functions that have one. */
export function axisArgument(args: Args): number {
  return integer(args, "axis", -1);
}

// --- internal ---

const REDUCTIONS = ["auto", "none", "sum", "sum_over_batch_size"];

function kerasClass({ inputs, args }: LossCall, loss: KerasFunction): Variable {
  const { reduction = "auto" } = args;
  if (!REDUCTIONS.includes(reduction as string)) throw refusal("ValueError", `Invalid Reduction Key ${reduction}.`);
  const [y_true, y_pred] = squeezed(inputs.y_true!, inputs.y_pred!);
  const losses = loss(y_true, y_pred, args);
  // In float32 even for float64 losses: python/ops/losses/util.py, scale_losses_by_sample_weight.
  const weighted = weigh(cast(losses, "float32"), inputs.sample_weight);
  return cast(reduce(weighted, reduction as string), losses.dtype);
}

/** python/ops/losses/util.py, squeeze_or_expand_dimensions; python/ops/confusion_matrix.py, remove_squeezable_dimensions. */
function squeezed(y_true: Variable, y_pred: Variable): readonly [Variable, Variable] {
  const difference = y_pred.shape.length - y_true.shape.length;
  // One dimension more is how predictions stand to class labels: only a trailing 1 is superfluous.
  if (difference === 1 && y_pred.shape.at(-1) === 1) return [y_true, withoutLast(y_pred)];
  if (difference === -1 && y_true.shape.at(-1) === 1) return [withoutLast(y_true), y_pred];
  return [y_true, y_pred];
}

/** Weights of one dimension less get a trailing 1; of one more they must have one, which goes. Otherwise they broadcast. */
function weigh(losses: Variable, sampleWeight: Variable | undefined): Variable {
  if (sampleWeight === undefined) return mul(losses, constant(losses.tape, "float32", [], [1]));
  const weight = cast(sampleWeight, "float32");
  const difference = weight.shape.length - losses.shape.length;
  if (weight.shape.length > 0 && difference === 1) return mul(losses, withoutLast(weight));
  if (weight.shape.length > 0 && difference === -1) return mul(losses, reshape(weight, [...weight.shape, 1]));
  return mul(losses, weight);
}

/** `sum_over_batch_size` divides by the number of losses, weights or not; the mean of none is 0 (div_no_nan). */
function reduce(losses: Variable, reduction: string): Variable {
  if (reduction === "none") return losses;
  const total = sum(losses);
  return reduction === "sum" ? total : divNoNan(total, losses.data.length);
}
