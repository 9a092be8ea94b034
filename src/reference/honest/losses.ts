import { sameShape } from "../../tensor/tensor.ts";
import { float } from "../arguments.ts";
import { LOSSES } from "../concepts/index.ts";
import { cast } from "../engine/dtypes.ts";
import { unary } from "../engine/elementwise.ts";
import {
  abs,
  add,
  exp,
  fullLike,
  isFloating,
  log,
  log1p,
  mul,
  neg,
  square,
  sub,
  test,
  where,
} from "../engine/operations.ts";
import { mean, sum } from "../engine/reduce.ts";
import { largest } from "../engine/softmax.ts";
import { axisFromLast, axisLast } from "../engine/structure.ts";
import type { Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { logSoftmax } from "../pytorch/log-softmax.ts";
import { nllLoss } from "../pytorch/nll.ts";
import { reduced, torch } from "../pytorch/torch.ts";
import { castingTarget, EPSILON, type KerasFunction, keras } from "../tensorflow/keras.ts";
import { maximum, rsqrt, softplus } from "../tensorflow/ops.ts";

/* The same losses by other formulas, with the derivatives of those formulas; whatever the formula has no word on is left as it is. */

/** |x| + log1p(exp(−2|x|)) − log 2, the symmetric form. TensorFlow's is NaN at −∞, and its log 2 a float32 number. */
const logCosh: KerasFunction = (y_true, y_pred) => {
  const symmetric = (x: number) => Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.fround(Math.LN2);
  const value = unary(sub(y_pred, y_true), {
    value: (x) => (x === Number.NEGATIVE_INFINITY ? Number.NaN : symmetric(x)),
    gradient: (g, x) => g * Math.tanh(x),
  });
  return mean(value, -1);
};

/** |e| ≤ δ ? ½e² : ½δ² + δ(|e| − δ), as the documentation writes it. */
const huber: KerasFunction = (y_true, y_pred, args) => {
  const delta = float(args, "delta", 1);
  const error = sub(cast(y_pred, "float32"), cast(y_true, "float32"));
  const quadratic = mul(0.5, square(error));
  const linear = add(mul(delta, sub(abs(error), delta)), 0.5 * delta * delta);
  const isSmall = test(error, (e) => Math.abs(e) <= delta);
  return mean(where(isSmall, quadratic, linear), -1);
};

/** log1p in place of log(1 + …). */
const logarithmic: KerasFunction = (y_true, y_pred) => {
  const logOnePlus = (x: Variable) => log1p(maximum(x, EPSILON));
  return mean(square(sub(logOnePlus(y_pred), logOnePlus(y_true))), -1);
};

/** The dot product divided by the norms, in place of the dot product of normalised vectors. */
const cosine: KerasFunction = (y_true, y_pred, args) => {
  const axis = float(args, "axis", -1);
  const inverseNorm = (x: Variable) => rsqrt(maximum(sum(square(x), axis), 1e-12));
  return neg(mul(sum(mul(y_true, y_pred), axis), mul(inverseNorm(y_true), inverseNorm(y_pred))));
};

/** The losses that have another formula; the rest is as in the specification. */
export const OTHER_FORMULAS: Losses = {
  ...LOSSES,
  ...whereItApplies(
    keras("LogCosh", "log_cosh", castingTarget(logCosh)),
    (call) => areFloating(call) && areModerate(call),
  ),
  ...whereItApplies(
    keras("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", castingTarget(logarithmic)),
    areFloating,
  ),
  ...whereItApplies(
    keras("CosineSimilarity", "cosine_similarity", cosine),
    (call) => areFloating(call) && areModerate(call) && call.args.axis !== null,
  ),
  ...whereItApplies(keras("Huber", "huber", huber), (call) => {
    const delta = float(call.args, "delta", 1);
    return delta > 0 && Number.isFinite(delta) && areModerate(call);
  }),
  // x − (max + log Σ), differentiated by the tape.
  ...whereItApplies(
    torch("CrossEntropyLoss", "cross_entropy", ({ inputs, args }) =>
      nllLoss(minusLogSumExp(inputs.input!), inputs.target!, args),
    ),
    areModerate,
  ),
  // t·log t − t·x
  ...whereItApplies(
    torch("KLDivLoss", "kl_div", ({ inputs, args }) => {
      const [x, t] = [inputs.input!, inputs.target!];
      const isPositive = test(t, (p) => p > 0);
      // Selected twice, so that no logarithm of 0 gets into the gradient.
      const positive = where(isPositive, t, fullLike(t, 1));
      return reduced(where(isPositive, sub(mul(t, log(positive)), mul(t, x)), 0), args);
    }),
    ({ tape, inputs, args }) =>
      args.log_target === undefined &&
      args.reduction !== "batchmean" &&
      areFull(inputs) &&
      areModerate({ tape, inputs, args }) &&
      sameShape(inputs.input!.shape, inputs.target!.shape) &&
      inputs.target!.data.every((t) => t >= 0),
  ),
  // (1 − t)·x + softplus(−x)
  ...whereItApplies(
    torch("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", ({ inputs, args }) => {
      const [x, t] = [inputs.input!, inputs.target!];
      return reduced(add(mul(sub(1, t), x), softplus(neg(x))), args);
    }),
    ({ args, inputs }) =>
      args.weight == null &&
      args.pos_weight == null &&
      areFull(inputs) &&
      sameShape(inputs.input!.shape, inputs.target!.shape),
  ),
};

// --- internal ---

function areFloating({ inputs }: LossCall): boolean {
  return Object.values(inputs).every(isFloating);
}

/**
 * Whether all numbers are finite and far from the ends of their range. Beyond, two formulas that are equal on paper are two functions: one
 * overflows, or loses its small terms, where the other does not, which users see, and which cases are there to tell apart.
 */
function areModerate({ inputs }: LossCall): boolean {
  return Object.values(inputs).every(({ data }) => data.every((x) => Math.abs(x) < 2 ** 20));
}

/** PyTorch has no float16 functions on the CPU, and integers are another matter altogether. */
function areFull(inputs: LossCall["inputs"]): boolean {
  const [first, ...others] = Object.values(inputs).map(({ dtype }) => dtype);
  return (first === "float32" || first === "float64") && others.every((dtype) => dtype === first);
}

/** Takes the specification's own formula where the other one does not apply. */
function whereItApplies(losses: Losses, applies: (call: LossCall) => boolean): Losses {
  return Object.fromEntries(
    Object.entries(losses).map(([name, loss]) => [name, (call) => (applies(call) ? loss : LOSSES[name]!)(call)]),
  );
}

/** x − (max + log Σ exp(x − max)) with the classes on axis 1. */
function minusLogSumExp(input: Variable): Variable {
  if (input.shape.length < 2) return logSoftmax(input, 1);
  const moved = axisLast(input, 1);
  const max = largest(moved, -1, true);
  return axisFromLast(sub(moved, add(max, log(sum(exp(sub(moved, max)), -1, true)))), 1);
}
