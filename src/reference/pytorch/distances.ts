import type { CallableName } from "../../format/argument.ts";
import { abs, add, div, mul, sqrt, sub } from "../engine/operations.ts";
import { groups, reduction, sum } from "../engine/reduce.ts";
import { reshape } from "../engine/structure.ts";
import { operation, roundOf, summing, type Variable } from "../engine/variable.ts";
import { clampMin } from "./ops.ts";

/** The distances that an argument can name; all but the first are the suite's own. */
export const DISTANCES: Readonly<Record<CallableName, (x: Variable, y: Variable) => Variable>> = {
  pairwise_distance: (x, y) => pairwiseDistance(x, y),
  manhattan: (x, y) => sum(abs(sub(x, y)), -1),
  cosine: (x, y) => sub(1, cosineSimilarity(x, y)),
  wrong_shape: (x, y) => reshape(sum(abs(sub(x, y))), [1, 1, 1]),
};

/** ‖x − y + ε‖ₚ along axis 1: ε is added to each difference, with its sign (torch 1.7.0, ATen/native/Distance.cpp). */
export function pairwiseDistance(x: Variable, y: Variable, p = 2, epsilon = 1e-6): Variable {
  return norm(add(sub(x, y), epsilon), p, 1);
}

// --- internal ---

/** ATen/native/Distance.cpp, cosine_similarity: the product of the squared norms is raised to ε², ε = 1e-8. */
function cosineSimilarity(x: Variable, y: Variable): Variable {
  const squares = mul(sum(mul(x, x), -1), sum(mul(y, y), -1));
  return div(sum(mul(x, y), -1), sqrt(clampMin(squares, 1e-8 * 1e-8)));
}

/**
 * (Σ|x|ᵖ)^(1/p), and its derivative as FunctionsManual.cpp, norm_backward, states it: 0 where the norm is 0, 0 for p = 0, and for p = ∞
 * the sign of every element that attains the maximum.
 */
function norm(x: Variable, p: number, axis: number): Variable {
  const { index, reduced, shape } = reduction(x, axis, false);
  const { dtype, data, tape } = x;
  const round = roundOf(x);
  const total = summing(tape, dtype);
  const size = reduced.reduce((product, extent) => product * extent, 1);
  const norms = groups(data, index, size).map((terms) => normOf(terms, p, round, total));
  const pullback = (g: readonly number[]) =>
    data.map((v, i) => round(slope(v, norms[index[i]!]!, g[index[i]!]!, p, round)));
  return operation({ dtype, shape, data: norms }, [x], [pullback]);
}

type Round = (value: number) => number;

function normOf(
  terms: readonly number[],
  p: number,
  round: Round,
  total: (terms: readonly number[]) => number,
): number {
  // ATen/native/LinearAlgebra.cpp, norm_out: of nothing it is 0, whatever p is.
  if (terms.length === 0) return 0;
  const absolute = terms.map(Math.abs);
  if (p === Number.POSITIVE_INFINITY) return extreme(absolute, Math.max);
  if (p === Number.NEGATIVE_INFINITY) return extreme(absolute, Math.min);
  if (p === 0) return absolute.filter((v) => v !== 0).length;
  if (p === 1) return total(absolute);
  if (p === 2) return round(Math.sqrt(total(absolute.map((v) => round(v * v)))));
  return round(total(absolute.map((v) => round(v ** p))) ** (1 / p));
}

function extreme(values: readonly number[], pick: (...values: number[]) => number): number {
  return values.some(Number.isNaN) ? Number.NaN : pick(...values);
}

function slope(x: number, norm: number, g: number, p: number, round: Round): number {
  if (p === 0) return 0;
  const sign = x > 0 ? 1 : x < 0 ? -1 : 0;
  if (p === 1) return sign * g;
  if (Math.abs(p) === Number.POSITIVE_INFINITY) {
    return sign * (Math.abs(x) === norm ? 1 : 0) * (norm === 0 ? 0 : g);
  }
  const scale = norm === 0 ? 0 : round(g / round(norm ** (p - 1)));
  if (p === 2) return x * (norm === 0 ? 0 : round(g / norm));
  return p < 2 ? round(sign * round(Math.abs(x) ** (p - 1))) * scale : round(x * round(Math.abs(x) ** (p - 2))) * scale;
}
