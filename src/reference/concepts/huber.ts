import { float } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import { operands } from "../engine/elementwise.ts";
import { needsFloat } from "../engine/kernels.ts";
import { abs, add, div, mul, neg, sign, sub, test, where } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import { constant, detach, type Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { broadcastTensors } from "../pytorch/broadcast.ts";
import { fused, normOf } from "../pytorch/fused.ts";
import { inputTarget, type Reduction, reduced, reductionName, reductionOf, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";
import { keras } from "../tensorflow/keras.ts";
import { minimum } from "../tensorflow/ops.ts";
import { inFloat32, v1 } from "../tensorflow/v1.ts";

/** Quadratic near 0, linear beyond δ or β. Huber(δ) is δ times smooth L1(β = δ), so the two agree at 1 only. */
export const huber: Losses = {
  // python/keras/losses.py: all in floatx, float32; quadratic = min(|e|, δ); ½·quadratic² + δ·(|e| − quadratic)
  ...keras("Huber", "huber", (y_true, y_pred, args) => {
    const error = sub(cast(y_pred, "float32"), cast(y_true, "float32"));
    return mean(huberOf(error, float(args, "delta", 1)), -1);
  }),

  // python/ops/losses/losses_impl.py: huber_loss, the same formula without the mean
  ...v1("huber_loss", ({ inputs, args }) =>
    huberOf(sub(...inFloat32(inputs.predictions!, inputs.labels!)), float(args, "delta", 1)),
  ),

  // nn/functional.py: smooth_l1_loss; ATen/native/Loss.cpp: β = 0 is L1
  ...torch("SmoothL1Loss", "smooth_l1_loss", (call) => {
    const [input, target] = broadcastTensors(...inputTarget(call));
    const beta = float(call.args, "beta", 1);
    if (!(beta >= 0)) throw refusal("RuntimeError", "smooth_l1_loss does not support negative values for beta.");
    if (beta === 0) return reduced(abs(sub(input, target)), call.args);
    return smoothL1(input, target, beta, reductionOf(reductionName(call.args)));
  }),
};

// --- internal ---

function huberOf(error: Variable, delta: number): Variable {
  const absolute = abs(error);
  const quadratic = minimum(absolute, delta);
  const linear = sub(absolute, quadratic);
  return add(mul(0.5, mul(quadratic, quadratic)), mul(delta, linear));
}

/**
 * ATen/native/cpu/BinaryOpsKernel.cpp, smooth_l1_kernel, and PointwiseOpsKernel.cpp, smooth_l1_backward_kernel: linear from |x| = β on.
 */
function smoothL1(input: Variable, target: Variable, beta: number, reduction: Reduction): Variable {
  needsFloat(input, "smooth_l1_cpu");
  const [x, t] = operands(detach(input), detach(target), "smooth_l1_loss");
  const difference = sub(x, t);
  const z = abs(difference);
  const isQuadratic = test(z, (v) => v < beta);
  const quadratic = div(mul(mul(0.5, z), z), beta);
  const norm = normOf(x, reduction);
  const slope = (d: Variable, g: Variable) => {
    const isInside = test(d, (v) => !(v <= -beta) && !(v >= beta));
    return where(isInside, div(mul(mul(norm, d), g), beta), mul(mul(norm, signOf(d)), g));
  };
  return fused(where(isQuadratic, quadratic, sub(z, 0.5 * beta)), reduction, [
    [input, (g) => slope(difference, g)],
    [target, (g) => slope(neg(difference), g)],
  ]);
}

function signOf(x: Variable): Variable {
  return constant(x.tape, x.dtype, x.shape, x.data.map(sign));
}
