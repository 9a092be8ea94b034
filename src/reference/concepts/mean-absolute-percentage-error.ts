import { abs, div, mul, sub } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { castingTarget, EPSILON, keras } from "../tensorflow/keras.ts";
import { maximum } from "../tensorflow/ops.ts";

/** 100·|y_true − y_pred| ÷ max(|y_true|, ε): per cent, not a fraction, and finite where the target is 0. PyTorch has none. */
export const meanAbsolutePercentageError: Losses = keras(
  "MeanAbsolutePercentageError",
  "mean_absolute_percentage_error",
  // python/keras/losses.py: 100. * K.mean(abs((y_true - y_pred) / K.maximum(abs(y_true), K.epsilon())), axis=-1)
  castingTarget((y_true, y_pred) => {
    const ratio = div(sub(y_true, y_pred), maximum(abs(y_true), EPSILON));
    return mul(100, mean(abs(ratio), -1));
  }),
);
