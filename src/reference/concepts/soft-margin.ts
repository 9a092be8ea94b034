import { add, div, exp, log, mul, neg } from "../engine/operations.ts";
import { detach } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { fused, normOf } from "../pytorch/fused.ts";
import { mulInPlace } from "../pytorch/in-place.ts";
import { inputTarget, reductionName, reductionOf, torch } from "../pytorch/torch.ts";

/** log(1 + exp(−t·x)), infinite from x = 89 on in float32 where the same loss from `BCEWithLogitsLoss` is not. PyTorch only. */
export const softMargin: Losses = torch("SoftMarginLoss", "soft_margin_loss", (call) => {
  const [input, target] = inputTarget(call);
  const [x, t] = [detach(input), detach(target)];
  const reduction = reductionOf(reductionName(call.args));
  // ATen/native/Loss.cpp: soft_margin_loss, all in place
  const losses = log(add(exp(mulInPlace(neg(x), t)), 1));
  // soft_margin_loss_backward: z negates the target where the loss negates the input, which differs for unsigned integers
  const slope = () => {
    const z = exp(mul(neg(t), x));
    return div(mul(mul(t, z), -normOf(x, reduction)), add(z, 1));
  };
  return fused(losses, reduction, [[input, (g) => mul(slope(), g)]]);
});
