import { float } from "../arguments.ts";
import { add, fullLike, mul, sub, test, where } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import type { Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { clampMin, scalarMinus } from "../pytorch/ops.ts";
import { inputTarget, reduced, torch } from "../pytorch/torch.ts";
import { castingTarget, keras } from "../tensorflow/keras.ts";
import { maximum, relu } from "../tensorflow/ops.ts";
import { inFloat32, v1 } from "../tensorflow/v1.ts";

/**
 * Keras: how far a score is from the right side of its margin. PyTorch's hinge embedding loss is another function of the same
 * inputs: the score itself where the target is 1.
 */
export const hinge: Losses = {
  // python/keras/losses.py: K.mean(maximum(1. - y_true * y_pred, 0.), axis=-1)
  ...keras(
    "Hinge",
    "hinge",
    castingTarget((y_true, y_pred) => mean(margin(signed(y_true), y_pred), -1)),
  ),

  // python/ops/losses/losses_impl.py: labels are always mapped to 2y − 1, and exactly on the margin relu passes no gradient
  ...v1("hinge_loss", ({ inputs }) => {
    const [logits, labels] = inFloat32(inputs.logits!, inputs.labels!);
    return relu(sub(1, mul(sub(mul(2, labels), 1), logits)));
  }),

  // ATen/native/Loss.cpp: where(target != 1, clamp_min(margin − input, 0), 0) + where(target != −1, input, 0)
  ...torch("HingeEmbeddingLoss", "hinge_embedding_loss", (call) => {
    const [input, target] = inputTarget(call);
    const beyond = clampMin(scalarMinus(float(call.args, "margin", 1), input), 0);
    const isNotOne = test(target, (y) => y !== 1);
    const isNotMinusOne = test(target, (y) => y !== -1);
    return reduced(
      add(where(isNotOne, beyond, fullLike(beyond, 0)), where(isNotMinusOne, input, fullLike(input, 0))),
      call.args,
    );
  }),
};

/** max(1 − y·ŷ, 0); exactly on the margin the whole gradient passes. */
export function margin(y_true: Variable, y_pred: Variable): Variable {
  return maximum(sub(1, mul(y_true, y_pred)), 0);
}

/** 0 and 1 become −1 and 1, but only if the whole tensor is 0 or 1: one other label anywhere changes every sample's loss. */
export function signed(y_true: Variable): Variable {
  const isBinary = y_true.data.every((label) => label === 0 || label === 1);
  return isBinary ? sub(mul(2, y_true), 1) : y_true;
}
