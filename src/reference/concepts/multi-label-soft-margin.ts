import { tensorArgument } from "../arguments.ts";
import { add, div, exp, log, mul, neg, sub, test, where } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { detach, given, type Variable, withGradient } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { clampMin } from "../pytorch/ops.ts";
import { inputTarget, strictlyReduced, torch } from "../pytorch/torch.ts";

/** The mean over the classes (axis 1) of the binary cross-entropy of logits; PyTorch only. */
export const multiLabelSoftMargin: Losses = torch(
  "MultiLabelSoftMarginLoss",
  "multilabel_soft_margin_loss",
  // nn/functional.py: -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
  (call) => {
    const [input, target] = inputTarget(call);
    const loss = neg(add(mul(target, logSigmoid(input)), mul(sub(1, target), logSigmoid(neg(input)))));
    const weight = tensorArgument(call.args, "weight");
    const weighted = weight === undefined ? loss : mul(loss, given(call.tape, weight));
    return strictlyReduced(div(sum(weighted, 1), input.shape[1]!), call.args);
  },
);

// --- internal ---

/** ATen/native/Activation.cpp, log_sigmoid: −(m + log z), m = max(0, −x), z = exp(−m) + exp(−x − m); its derivative is (z − 1)/z or 1 − (z − 1)/z. */
function logSigmoid(input: Variable): Variable {
  const x = detach(input);
  const m = clampMin(neg(x), 0);
  const z = add(exp(neg(m)), exp(sub(neg(x), m)));
  const share = div(sub(z, 1), z);
  const isNegative = test(x, (v) => v < 0);
  return withGradient(neg(add(m, log(z))), [[input, (g) => mul(g, where(isNegative, sub(1, share), share))]]);
}
