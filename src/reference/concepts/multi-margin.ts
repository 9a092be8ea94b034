import { numbers, sameShape } from "../../tensor/tensor.ts";
import { type Args, float, tensorArgument } from "../arguments.ts";
import { needsSingleOrDouble } from "../engine/kernels.ts";
import { roundOf, type Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { marginLoss, rowsOf, type Violation } from "../pytorch/margins.ts";
import { inputTarget, reductionName, reductionOf, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";

/**
 * Σ over the other classes of max(0, margin − x[target] + x[class])^p, divided by all classes; exactly on the margin there is no
 * gradient. `weight` is that of the target, and the mean does not divide by it. PyTorch only; Keras has the categorical hinge.
 */
export const multiMargin: Losses = torch("MultiMarginLoss", "multi_margin_loss", (call) => {
  const [input, target] = inputTarget(call);
  const reduction = reductionOf(reductionName(call.args));
  const p = float(call.args, "p", 1);
  if (p !== 1 && p !== 2) throw refusal("ValueError", "only p == 1 and p == 2 supported");
  const margin = float(call.args, "margin", 1);
  const weight = weightOf(call.args, input);
  checkTarget(input, target);
  const round = roundOf(input);
  const violations = (row: readonly number[], sample: number) => {
    const label = target.data[sample]!;
    const found: Violation[] = [];
    for (const [at, x] of row.entries()) {
      const z = round(round(margin - row[label]!) + x);
      if (at === label || !(z > 0)) continue;
      const w = weight?.[label] ?? 1;
      const loss = round((p === 1 ? z : round(z * z)) * w);
      found.push({ at, target: label, loss, slope: round((p === 1 ? 1 : 2 * z) * w) });
    }
    return found;
  };
  return marginLoss(input, reduction, { violations, noneShape: target.shape, inDouble: false });
});

// --- internal ---

function checkTarget(input: Variable, target: Variable): void {
  const { samples, classes } = rowsOf(input);
  needsSingleOrDouble(input, "multi_margin_loss");
  if (target.shape.length > 1 || target.data.length !== samples) {
    throw refusal("RuntimeError", `inconsistent target size, got: [${target.shape}]`);
  }
  if (target.dtype !== "int64") throw refusal("RuntimeError", `expected scalar type Long but found ${target.dtype}`);
  if (!target.data.every((label) => label >= 0 && label < classes))
    throw refusal("RuntimeError", "target out of range");
}

function weightOf(args: Args, input: Variable): readonly number[] | undefined {
  const weight = tensorArgument(args, "weight");
  if (weight === undefined) return undefined;
  if (!sameShape(weight.shape, [weight.data.length])) throw refusal("ValueError", "weight must be one-dimensional");
  if (weight.dtype !== input.dtype) {
    throw refusal("RuntimeError", `expected scalar type ${input.dtype} but found ${weight.dtype}`);
  }
  return numbers(weight);
}
