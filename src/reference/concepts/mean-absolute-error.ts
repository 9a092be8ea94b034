import { abs, sub } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { broadcastTensors } from "../pytorch/broadcast.ts";
import { inputTarget, reduced, torch } from "../pytorch/torch.ts";
import { castingTarget, keras } from "../tensorflow/keras.ts";
import { inFloat32, v1 } from "../tensorflow/v1.ts";

/** |prediction − target|; both frameworks take 0 for the derivative at 0. */
export const meanAbsoluteError: Losses = {
  // python/keras/losses.py: K.mean(abs(y_pred - y_true), axis=-1)
  ...keras(
    "MeanAbsoluteError",
    "mean_absolute_error",
    castingTarget((y_true, y_pred) => mean(abs(sub(y_pred, y_true)), -1)),
  ),

  // python/ops/losses/losses_impl.py: elements in float32
  ...v1("absolute_difference", ({ inputs }) => abs(sub(...inFloat32(inputs.predictions!, inputs.labels!)))),

  // ATen/native/Loss.cpp: l1_loss, input.sub(target).abs(); its gradient is sign(input − target)
  ...torch("L1Loss", "l1_loss", (call) => {
    const [input, target] = broadcastTensors(...inputTarget(call));
    return reduced(abs(sub(input, target)), call.args);
  }),
};
