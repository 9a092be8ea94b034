import { numbers, sameShape } from "../tensor/tensor.ts";
import { type Failure, failingTensor } from "./failure.ts";

/** The largest error of the failing tensor, in units of its largest golden element; Infinity where it is of another shape or class. */
export function worstRelativeError(failure: Failure): number {
  const failing = failingTensor(failure);
  const given = failing?.given;
  const golden = failing?.golden.tensor;
  if (given === undefined || golden === undefined || !sameShape(given.shape, golden.shape))
    return Number.POSITIVE_INFINITY;
  const [x, y] = [numbers(given), numbers(golden)];
  let error = 0;
  let largest = 0;
  for (let i = 0; i < y.length; i++) {
    if (x[i] === y[i] || (Number.isNaN(x[i]) && Number.isNaN(y[i]))) continue;
    error = Math.max(error, Math.abs(x[i]! - y[i]!));
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) return Number.POSITIVE_INFINITY;
  }
  for (const each of y) if (Number.isFinite(each)) largest = Math.max(largest, Math.abs(each));
  return largest === 0 ? Number.POSITIVE_INFINITY : error / largest;
}
