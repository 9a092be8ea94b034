import { float } from "../arguments.ts";
import { add, div, mul, neg, sqrt, sub, test, where } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { clampMin } from "../pytorch/ops.ts";
import { reduced, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";
import { axisOrNone, deprecatedAxis } from "../tensorflow/arguments.ts";
import { keras } from "../tensorflow/keras.ts";
import { l2Normalize } from "../tensorflow/ops.ts";
import { inFloat32, v1 } from "../tensorflow/v1.ts";

/** ATen/native/Loss.cpp: EPSILON, a float32 constant for float64 too, added to each squared norm. */
const TORCH_EPSILON = Math.fround(1e-12);

/**
 * Keras: −cos, in [−1, 1], without a cast of y_true. PyTorch: 1 − cos of pairs that are alike (target 1), what cos exceeds the
 * margin by of pairs that are not (target −1), and 0 for any other target. Three places for ε make three answers for short vectors.
 */
export const cosineSimilarity: Losses = {
  // python/keras/losses.py: -reduce_sum(l2_normalize(y_true) * l2_normalize(y_pred), axis=axis)
  ...keras("CosineSimilarity", "cosine_similarity", (y_true, y_pred, args) => {
    const axis = axisOrNone(args, "axis", -1) ?? undefined;
    return neg(sum(mul(l2Normalize(y_true, axis), l2Normalize(y_pred, axis)), axis));
  }),

  // python/ops/losses/losses_impl.py: 1 − Σ of products along the axis, which is kept; the vectors are taken to be normalised
  ...v1("cosine_distance", ({ inputs, args }) => {
    const axis = deprecatedAxis(args);
    if (axis === null) throw refusal("ValueError", "You must specify 'axis'.");
    return sub(1, sum(mul(...inFloat32(inputs.predictions!, inputs.labels!)), axis, true));
  }),

  // ATen/native/Loss.cpp: cosine_embedding_loss
  ...torch("CosineEmbeddingLoss", "cosine_embedding_loss", ({ inputs, args }) => {
    const [a, b, target] = [inputs.input1!, inputs.input2!, inputs.target!];
    const squaredA = add(sum(mul(a, a), 1), TORCH_EPSILON);
    const squaredB = add(sum(mul(b, b), 1), TORCH_EPSILON);
    const cosine = div(sum(mul(a, b), 1), sqrt(mul(squaredA, squaredB)));
    const isAlike = test(target, (y) => y === 1);
    const isUnlike = test(target, (y) => y === -1);
    const alike = where(isAlike, sub(1, cosine), 0);
    const unlike = where(isUnlike, clampMin(sub(cosine, float(args, "margin", 0)), 0), 0);
    return reduced(add(alike, unlike), args);
  }),
};
