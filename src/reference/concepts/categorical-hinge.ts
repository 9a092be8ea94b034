import { add, mul, sub } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { castingTarget, keras } from "../tensorflow/keras.ts";
import { maximum, reduceMax } from "../tensorflow/ops.ts";

/**
 * max(neg − pos + 1, 0). The true class takes part in neg as (1 − 1)·score = 0, so with negative scores only, the margin is
 * measured against 0. PyTorch's nearest is MultiMarginLoss, which sums over all other classes.
 */
export const categoricalHinge: Losses = keras(
  "CategoricalHinge",
  "categorical_hinge",
  // python/keras/losses.py: pos = reduce_sum(y_true * y_pred, axis=-1); neg = reduce_max((1. - y_true) * y_pred, axis=-1)
  castingTarget((y_true, y_pred) => {
    const pos = sum(mul(y_true, y_pred), -1);
    const neg = reduceMax(mul(sub(1, y_true), y_pred), -1);
    return maximum(add(sub(neg, pos), 1), 0);
  }),
);
