import type { Loss, Losses } from "../loss.ts";
import { nllLoss } from "../pytorch/nll.ts";
import { inputTarget, torch } from "../pytorch/torch.ts";

const loss: Loss = (call) => {
  const [input, target] = inputTarget(call);
  return nllLoss(input, target, call.args);
};
const classAndFunction = torch("NLLLoss", "nll_loss", loss);

/** −log p of the true class, given log p: PyTorch's cross-entropy without its log-softmax. TensorFlow has none. */
export const nll: Losses = {
  ...classAndFunction,
  // nn/modules/loss.py: NLLLoss under its deprecated name
  "torch.nn.NLLLoss2d": classAndFunction["torch.nn.NLLLoss"]!,
};
