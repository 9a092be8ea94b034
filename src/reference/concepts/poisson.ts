import { boolean, float, truthy } from "../arguments.ts";
import { add, exp, log, mul, sub, test, where } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { strictlyReduced, torch } from "../pytorch/torch.ts";
import { castingTarget, EPSILON, keras } from "../tensorflow/keras.ts";
import { mustHaveShape } from "../tensorflow/shapes.ts";

/**
 * The negative log-likelihood of counts under a rate. Keras expects the rate, tf.nn its logarithm, PyTorch either; Keras adds 1e-7
 * inside the logarithm, PyTorch 1e-8. The full losses differ where Stirling's approximation of log(target!) begins.
 */
export const poisson: Losses = {
  // python/keras/losses.py: K.mean(y_pred - y_true * log(y_pred + K.epsilon()), axis=-1)
  ...keras(
    "Poisson",
    "poisson",
    castingTarget((y_true, y_pred) => mean(sub(y_pred, mul(y_true, log(add(y_pred, EPSILON)))), -1)),
  ),

  // python/ops/nn_impl.py: exp(log_input) - log_input * targets
  "tf.nn.log_poisson_loss": ({ inputs, args }) => {
    const [targets, logInput] = [inputs.targets!, inputs.log_input!];
    mustHaveShape(targets, logInput);
    const loss = sub(exp(logInput), mul(logInput, targets));
    return truthy(args, "compute_full_loss")
      ? add(
          loss,
          stirling(targets, (t) => t >= 0 && t <= 1),
        )
      : loss;
  },

  // ATen/native/Loss.cpp: poisson_nll_loss. The class's forward calls its input log_input, whatever the argument of that name says.
  ...torch("PoissonNLLLoss", "poisson_nll_loss", ({ inputs, args }) => {
    const [input, target] = [inputs.input ?? inputs.log_input!, inputs.target!];
    const epsilon = float(args, "eps", 1e-8);
    const loss = boolean(args, "log_input", true)
      ? sub(exp(input), mul(target, input))
      : sub(input, mul(target, log(add(input, epsilon))));
    return strictlyReduced(
      boolean(args, "full", false)
        ? add(
            loss,
            stirling(target, (t) => t <= 1),
          )
        : loss,
      args,
    );
  }),
};

// --- internal ---

/** log(t!) as t·log t − t + ½·log(2π·t), and 0 where it is left out; its gradient is NaN at t = 0 all the same. */
function stirling(targets: Variable, isLeftOut: (target: number) => boolean): Variable {
  const approximation = add(sub(mul(targets, log(targets)), targets), mul(0.5, log(mul(2 * Math.PI, targets))));
  return where(test(targets, isLeftOut), 0, approximation);
}
