import { sameShape } from "../../tensor/tensor.ts";
import { needsSingleOrDouble } from "../engine/kernels.ts";
import { roundOf, type Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { marginLoss, rowsOf, type Violation } from "../pytorch/margins.ts";
import { inputTarget, reductionName, reductionOf, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";

/**
 * Σ over pairs of a true and a false class of max(0, 1 − x[true] + x[false]), divided by all classes. The true ones are listed, the
 * list ends at the first −1, and a class that is named twice counts twice. PyTorch only.
 */
export const multiLabelMargin: Losses = torch("MultiLabelMarginLoss", "multilabel_margin_loss", (call) => {
  const [input, target] = inputTarget(call);
  const reduction = reductionOf(reductionName(call.args));
  checkTarget(input, target);
  const round = roundOf(input);
  const { classes } = rowsOf(input);
  const noneShape = input.shape.slice(0, -1);
  const violations = (row: readonly number[], sample: number) => {
    const listed = target.data.slice(sample * classes, (sample + 1) * classes);
    const end = listed.findIndex((label) => label < 0);
    const labels = end < 0 ? listed : listed.slice(0, end);
    const found: Violation[] = [];
    for (const label of labels) {
      for (const [at, x] of row.entries()) {
        const z = round(round(1 - row[label]!) + x);
        if (!labels.includes(at) && z > 0) found.push({ at, target: label, loss: z, slope: 1 });
      }
    }
    return found;
  };
  return marginLoss(input, reduction, { violations, noneShape, inDouble: true });
});

// --- internal ---

function checkTarget(input: Variable, target: Variable): void {
  const { classes } = rowsOf(input);
  needsSingleOrDouble(input, "multilabel_margin_loss");
  if (!sameShape(input.shape, target.shape))
    throw refusal("RuntimeError", `inconsistent target size: [${target.shape}]`);
  if (target.dtype !== "int64") throw refusal("RuntimeError", `expected scalar type Long but found ${target.dtype}`);
  if (!target.data.every((label) => label >= -1 && label < classes))
    throw refusal("RuntimeError", "target out of range");
}
