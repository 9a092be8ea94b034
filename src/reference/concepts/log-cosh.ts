import { add, mul, sub } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { castingTarget, keras } from "../tensorflow/keras.ts";
import { softplus } from "../tensorflow/ops.ts";

/** log(2.) as TensorFlow takes it: a float32 number, for float64 losses too. */
const LOG_2 = Math.fround(Math.log(2));

/** log(cosh(x)) as x + softplus(−2x) − log 2, which does not overflow; near 0 it cancels to 0. PyTorch has none. */
export const logCosh: Losses = keras(
  "LogCosh",
  "log_cosh",
  // python/keras/losses.py: x + nn.softplus(-2. * x) - cast(log(2.), x.dtype)
  castingTarget((y_true, y_pred) => {
    const x = sub(y_pred, y_true);
    return mean(sub(add(x, softplus(mul(-2, x))), LOG_2), -1);
  }),
);
