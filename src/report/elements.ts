import { allowanceAt, type ExpectedTensor, errorRatio } from "../compare.ts";
import { numbers, type Tensor, unravel } from "../tensor/tensor.ts";

/** One element that does not match its golden. */
export interface ElementDifference {
  /** In the flat data. */
  readonly at: number;
  readonly index: readonly number[];
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
  readonly allowed: number;
  /** Error ÷ allowance; infinite where a NaN or an infinity has no match. */
  readonly ratio: number;
}

/**
 * The elements outside of their allowance, the worst first by error ÷ allowance. Those that match, exactly or within the allowance,
 * are none of it: the largest error of matching elements misleads.
 */
export function differingElements(actual: Tensor, { tensor, allowance }: ExpectedTensor): ElementDifference[] {
  const [a, e] = [numbers(actual), numbers(tensor)];
  const found: ElementDifference[] = [];
  for (let at = 0; at < e.length; at++) {
    const [x, y] = [a[at]!, e[at]!];
    const allowed = allowanceAt(allowance, at, x < y);
    const ratio = errorRatio(x, y, allowed);
    if (ratio <= 1) continue;
    const error = Math.abs(x - y);
    found.push({ at, index: unravel(at, tensor.shape), actual: x, expected: y, error, allowed, ratio });
  }
  return found.sort((p, q) => (p.ratio === q.ratio ? p.at - q.at : q.ratio - p.ratio));
}
