import { sizeOf } from "../../tensor/tensor.ts";
import { exp, log, sub } from "./operations.ts";
import { groups, reduction, sum } from "./reduce.ts";
import { constant, type Variable } from "./variable.ts";

/** What softmax and its logarithm have in common, over the last axis and without gradient: exp(x − max x) and its sum. */
export interface Shifted {
  readonly shifted: Variable;
  readonly exponentials: Variable;
  readonly total: Variable;
}

/** Both frameworks subtract the largest logit first; an infinite one gives NaN for its whole row. */
export function shiftByMax(logits: Variable): Shifted {
  const shifted = sub(logits, largest(logits, -1, true));
  const exponentials = exp(shifted);
  return { shifted, exponentials, total: sum(exponentials, -1, true) };
}

/** x − max x − log Σ exp(x − max x), without gradient. */
export function logSoftmax(logits: Variable): Variable {
  const { shifted, total } = shiftByMax(logits);
  return sub(shifted, log(total));
}

/** The largest element along an axis, passing over NaN as Eigen does, −∞ where there is no other; without gradient. */
export function largest(x: Variable, axis: number, keepDims = false): Variable {
  const { index, reduced, shape } = reduction(x, axis, keepDims);
  const data = groups(x.data, index, sizeOf(reduced)).map((values) => {
    let best = Number.NEGATIVE_INFINITY;
    for (const value of values) best = value > best ? value : best;
    return best;
  });
  return constant(x.tape, x.dtype, shape, data);
}
