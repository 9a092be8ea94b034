import { type Args, asVariable, float } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import type { Operand } from "../engine/elementwise.ts";
import { add, fullLike, mul, test, where } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { constant, type Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { refusal } from "../refusal.ts";
import { divNoNan } from "./ops.ts";
import { mustHaveShape } from "./shapes.ts";

/** A loss before it is weighted and reduced, and the weights where they are not simply the argument. */
export type Unreduced = (call: LossCall) => Variable | { readonly losses: Variable; readonly weights: Variable };

/** A loss of tf.compat.v1.losses: losses of elements, weighted and reduced by `compute_weighted_loss`. */
export function v1(name: string, loss: Unreduced): Losses {
  return {
    [`tf.compat.v1.losses.${name}`]: (call) => {
      const { reduction = "weighted_sum_by_nonzero_weights" } = call.args;
      if (!isReduction(reduction)) throw refusal("ValueError", `Invalid Reduction Key ${reduction}.`);
      const made = loss(call);
      return "losses" in made
        ? weightedLoss(made.losses, made.weights, reduction)
        : weightedLoss(made, weightsOf(call), reduction);
    },
  };
}

/** The `weights` argument as a tensor; a number or nested lists are converted. */
export function weightsOf({ tape, args }: LossCall): Variable {
  return asVariable(tape, args, "weights", 1);
}

/** Two tensors as float32, which most of these losses compute in whatever they get, of one shape. */
export function inFloat32(a: Variable, b: Variable): readonly [Variable, Variable] {
  mustHaveShape(a, b);
  return [cast(a, "float32"), cast(b, "float32")];
}

/** Labels pulled towards `uniform` where the smoothing is greater than 0; others, negative ones too, do nothing. */
export function smoothedAboveZero(labels: Variable, args: Args, uniform: (smoothing: number) => Operand): Variable {
  const smoothing = float(args, "label_smoothing", 0);
  return smoothing > 0 ? add(mul(labels, 1 - smoothing), uniform(smoothing)) : labels;
}

/** weights_broadcast_ops.py, assert_broadcastable: a scalar, or of the same rank with each extent equal or 1. */
export function mustBroadcast(weights: Variable, values: Variable): void {
  const [w, v] = [weights.shape, values.shape];
  if (w.length === 0 || (w.length === v.length && w.every((extent, axis) => extent === 1 || extent === v[axis])))
    return;
  throw refusal("ValueError", `weights can not be broadcast to values. values.shape=[${v}]. weights.shape=[${w}].`);
}

/** How many weights are not 0, each counted as often as it is broadcast; with a scalar other than 0, all elements. */
export function numPresent(losses: Variable, weights: Variable, axes?: readonly number[]): Variable {
  const count = (n: number) => constant(losses.tape, "float32", [], [n]);
  if (weights.shape.length === 0 && weights.data[0] !== 0) return count(losses.data.length);
  const isPresent = test(weights, (weight) => weight !== 0);
  return sum(where(isPresent, fullLike(losses, 1), fullLike(losses, 0)), axes, axes !== undefined);
}

// --- internal ---

const REDUCTIONS = [
  "none",
  "weighted_sum",
  "weighted_sum_over_batch_size",
  "weighted_mean",
  "weighted_sum_by_nonzero_weights",
] as const;
type Reduction = (typeof REDUCTIONS)[number];

function isReduction(name: unknown): name is Reduction {
  return (REDUCTIONS as readonly unknown[]).includes(name);
}

/**
 * Five reductions with four denominators (tensorflow 2.3.4, python/ops/losses/losses_impl.py, compute_weighted_loss). As in Keras, all in
 * float32, and 0 where the denominator is.
 */
function weightedLoss(unweighted: Variable, weights: Variable, reduction: Reduction): Variable {
  mustBroadcast(weights, unweighted);
  const losses = cast(unweighted, "float32");
  const w = cast(weights, "float32");
  return cast(reduce(mul(losses, w), losses, w, reduction), unweighted.dtype);
}

function reduce(weighted: Variable, losses: Variable, weights: Variable, reduction: Reduction): Variable {
  if (reduction === "none") return weighted;
  const total = sum(weighted);
  switch (reduction) {
    case "weighted_sum":
      return total;
    case "weighted_mean":
      return divNoNan(total, sum(mul(fullLike(losses, 1), weights)));
    case "weighted_sum_over_batch_size":
      return divNoNan(total, losses.data.length);
    case "weighted_sum_by_nonzero_weights":
      return divNoNan(total, numPresent(losses, weights));
  }
}
