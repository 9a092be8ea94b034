import { add, log, squaredDifference } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { castingTarget, EPSILON, keras } from "../tensorflow/keras.ts";
import { maximum } from "../tensorflow/ops.ts";

/** (log(1 + y_pred) − log(1 + y_true))², both raised to ε first, so that negative numbers count as ε. PyTorch has none. */
export const meanSquaredLogarithmicError: Losses = keras(
  "MeanSquaredLogarithmicError",
  "mean_squared_logarithmic_error",
  // python/keras/losses.py: first_log = log(K.maximum(y_pred, K.epsilon()) + 1.)
  castingTarget((y_true, y_pred) => mean(squaredDifference(logOnePlus(y_pred), logOnePlus(y_true)), -1)),
);

// --- internal ---

function logOnePlus(x: Variable): Variable {
  return log(add(maximum(x, EPSILON), 1));
}
