import { cast } from "../engine/dtypes.ts";
import { mul, square, sub, test, where } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import type { Losses } from "../loss.ts";
import { refusal } from "../refusal.ts";
import { divNoNan, maximum } from "../tensorflow/ops.ts";
import { inFloat32, mustBroadcast, numPresent, weightsOf } from "../tensorflow/v1.ts";

/**
 * The mean squared difference between the errors of all pairs of elements of a sample, as 2·Σd²/(n − 1) − 2·(Σd)²/(n·(n − 1)). With a
 * scalar weight n is the number of all elements, not that of a sample. PyTorch has none.
 */
export const meanPairwiseSquaredError: Losses = {
  // python/ops/losses/losses_impl.py: mean_pairwise_squared_error
  "tf.compat.v1.losses.mean_pairwise_squared_error": (call) => {
    const [predictions, labels] = inFloat32(call.inputs.predictions!, call.inputs.labels!);
    const weights = cast(weightsOf(call), "float32");
    mustBroadcast(weights, labels);
    if (labels.shape.length === 0) throw refusal("InvalidArgumentError", "Requires start <= limit when delta > 0: 1/0");
    const difference = sub(predictions, labels);
    const axes = difference.shape.map((_, axis) => axis).slice(1);
    const n = numPresent(difference, weights, axes);
    const squares = divNoNan(sum(square(difference), axes, true), maximum(sub(n, 1), 0));
    const products = divNoNan(square(sum(difference, axes, true)), maximum(mul(n, sub(n, 1)), 0));
    const loss = sum(mul(sub(mul(2, squares), mul(2, products)), weights));
    return where(
      test(sum(n), (count) => count > 0),
      loss,
      0,
    );
  },
};
