import { square } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { castingTarget, keras } from "../tensorflow/keras.ts";
import { margin, signed } from "./hinge.ts";

/** The square of the hinge loss, with the same conversion of labels. PyTorch has none. */
export const squaredHinge: Losses = keras(
  "SquaredHinge",
  "squared_hinge",
  // python/keras/losses.py: K.mean(square(maximum(1. - y_true * y_pred, 0.)), axis=-1)
  castingTarget((y_true, y_pred) => mean(square(margin(signed(y_true), y_pred)), -1)),
);
