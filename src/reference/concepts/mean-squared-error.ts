import { mul, squaredDifference, sub } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import { detach } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { broadcastTensors } from "../pytorch/broadcast.ts";
import { fused, normOf } from "../pytorch/fused.ts";
import { inputTarget, reductionName, reductionOf, torch } from "../pytorch/torch.ts";
import { castingTarget, keras } from "../tensorflow/keras.ts";
import { inFloat32, v1 } from "../tensorflow/v1.ts";

/** (prediction − target)². Keras takes the mean over the last axis even where nothing else is reduced; PyTorch reduces elements. */
export const meanSquaredError: Losses = {
  // python/keras/losses.py: K.mean(squared_difference(y_pred, y_true), axis=-1)
  ...keras(
    "MeanSquaredError",
    "mean_squared_error",
    castingTarget((y_true, y_pred) => mean(squaredDifference(y_pred, y_true), -1)),
  ),

  // python/ops/losses/losses_impl.py: elements in float32, none averaged first
  ...v1("mean_squared_error", ({ inputs }) => squaredDifference(...inFloat32(inputs.predictions!, inputs.labels!))),

  // ATen/native/Loss.cpp: mse_loss, mse_loss_backward: 2·norm·(input − target)·g
  ...torch("MSELoss", "mse_loss", (call) => {
    const [input, target] = broadcastTensors(...inputTarget(call));
    const reduction = reductionOf(reductionName(call.args));
    const [x, t] = [detach(input), detach(target)];
    const slope = 2 * normOf(x, reduction);
    return fused(squaredDifference(x, t), reduction, [
      [input, (g) => mul(mul(slope, sub(x, t)), g)],
      [target, (g) => mul(mul(slope, sub(t, x)), g)],
    ]);
  }),
};
