import { boolean } from "../arguments.ts";
import { add, div, exp, log, mul, neg, sub, test, where } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { detach, type Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { fused } from "../pytorch/fused.ts";
import { inputTarget, type Reduction, reductionName, reductionOf, torch } from "../pytorch/torch.ts";
import { castingTarget, EPSILON, keras } from "../tensorflow/keras.ts";
import { clip } from "../tensorflow/ops.ts";

/**
 * Σ p·log(p/q). Keras takes two distributions and clips both to [ε, 1]; PyTorch takes log q first, p second, and clips nothing.
 * Keras sums over the last axis; PyTorch reduces elements, and only `batchmean` is the divergence.
 */
export const klDivergence: Losses = {
  // python/keras/losses.py: reduce_sum(y_true * log(y_true / y_pred), axis=-1)
  ...keras(
    "KLDivergence",
    "kl_divergence",
    castingTarget((y_true, y_pred) => {
      const [p, q] = [clip(y_true, EPSILON, 1), clip(y_pred, EPSILON, 1)];
      return sum(mul(p, log(div(p, q))), -1);
    }),
  ),

  // nn/functional.py: kl_div. The legacy arguments take precedence over `batchmean`, which divides by the batch all the same.
  ...torch("KLDivLoss", "kl_div", (call) => {
    const { reduction = "mean" } = call.args;
    const name = reductionName(call.args);
    const divergence = boolean(call.args, "log_target", false) ? klLogTarget : klTarget;
    const value = divergence(...inputTarget(call), reductionOf(name === "batchmean" ? "sum" : name));
    const { shape } = call.inputs.input!;
    return reduction === "batchmean" && shape.length > 0 ? div(value, shape[0]!) : value;
  }),
};

// --- internal ---

/** ATen/native/Loss.cpp: target > 0 ? target·(log target − input) : 0; kl_div_backward, kl_div_target_backward. */
function klTarget(input: Variable, target: Variable, reduction: Reduction): Variable {
  const [x, t] = [detach(input), detach(target)];
  const isPositive = test(t, (p) => p > 0);
  const isZero = test(t, (p) => p === 0);
  return fused(where(isPositive, mul(t, sub(log(t), x)), 0), reduction, [
    [input, (g) => share(where(isPositive, mul(neg(t), g), 0), x, reduction)],
    [target, (g) => share(where(isZero, 0, mul(g, sub(add(log(t), 1), x))), t, reduction)],
  ]);
}

/** ATen/native/Loss.cpp: exp(target)·(target − input). */
function klLogTarget(input: Variable, target: Variable, reduction: Reduction): Variable {
  const [x, t] = [detach(input), detach(target)];
  return fused(mul(exp(t), sub(t, x)), reduction, [
    [input, (g) => share(mul(neg(exp(t)), g), x, reduction)],
    [target, (g) => share(mul(mul(sub(add(t, 1), x), exp(t)), g), t, reduction)],
  ]);
}

/** A mean's gradients are divided by the elements of the input they belong to, also where that was broadcast. */
function share(gradient: Variable, of: Variable, reduction: Reduction): Variable {
  return reduction === "mean" ? div(gradient, of.data.length) : gradient;
}
