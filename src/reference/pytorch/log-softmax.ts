import { needsSingleOrDouble } from "../engine/kernels.ts";
import { exp, mul, sub } from "../engine/operations.ts";
import { normalAxis, sum } from "../engine/reduce.ts";
import { logSoftmax as logSoftmaxOfLast } from "../engine/softmax.ts";
import { axisFromLast, axisLast } from "../engine/structure.ts";
import { detach, type Variable, withGradient } from "../engine/variable.ts";

/** torch.log_softmax, with the derivative of its own kernel: g − softmax·Σg (log_softmax_backward_data). */
export function logSoftmax(x: Variable, dim: number): Variable {
  needsSingleOrDouble(x, "log_softmax");
  const axis = normalAxis(x, dim);
  const moved = axisLast(x, axis);
  const value = logSoftmaxOfLast(detach(moved));
  return axisFromLast(withGradient(value, [[moved, (g) => sub(g, mul(exp(value), sum(g, -1, true)))]]), axis);
}
