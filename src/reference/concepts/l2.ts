import { mul, square } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { detach, withGradient } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { needsFloats } from "../tensorflow/nn.ts";

/** Half the sum of the squares of one tensor, no mean. PyTorch has none. */
export const l2: Losses = {
  // core/kernels/l2loss_op_cpu.cc: (input.square() * 0.5).sum(); python/ops/nn_grad.py: its gradient is t·g
  "tf.nn.l2_loss": ({ inputs }) => {
    const t = detach(needsFloats(inputs.t!, "L2Loss"));
    return withGradient(sum(mul(0.5, square(t))), [[inputs.t!, (g) => mul(t, g)]]);
  },
};
