import type { Round } from "../engine/arithmetic.ts";

/* Summation orders, each rounding after every addition as hardware does. */

export function sequential(terms: readonly number[], round: Round): number {
  let total = 0;
  for (const term of terms) total = round(total + term);
  return total;
}

export function reversed(terms: readonly number[], round: Round): number {
  return sequential([...terms].reverse(), round);
}

/** Halves summed apart: NumPy's order, and that of vector units. */
export function pairwise(terms: readonly number[], round: Round): number {
  if (terms.length <= 2) return sequential(terms, round);
  const half = terms.length >> 1;
  return round(pairwise(terms.slice(0, half), round) + pairwise(terms.slice(half), round));
}

/** Four running sums over every fourth term, as a vector unit of four lanes adds. */
export function fourLanes(terms: readonly number[], round: Round): number {
  const lanes = [0, 1, 2, 3].map((lane) => terms.filter((_, i) => i % 4 === lane));
  return sequential(
    lanes.map((lane) => sequential(lane, round)),
    round,
  );
}

/** Kahan's compensated sum; plain once an infinity or NaN has come in, where the compensation would be NaN. */
export function kahan(terms: readonly number[], round: Round): number {
  let total = 0;
  let lost = 0;
  for (const term of terms) {
    const corrected = round(term - lost);
    const next = round(total + corrected);
    lost = Number.isFinite(next) ? round(round(next - total) - corrected) : 0;
    total = next;
  }
  return total;
}
