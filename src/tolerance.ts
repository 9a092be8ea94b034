import type { Allowance } from "./format/case-file.ts";
import { type FloatName, roundTo, ulp } from "./tensor/float.ts";

/**
 * The constants of the rule, per precision: `c` weighs one ulp, the perturbation spread, the framework's own error, the norm-wise
 * floor (in ulps of 1), and the absolute floor. Measured (docs/tolerance.md, npm run tolerance); each precision uses its own unit.
 */
export const FLOOR: Record<FloatName, { readonly relative: number; readonly absolute: number }> = {
  float16: { relative: 2 ** -10, absolute: 2 ** -14 },
  float32: { relative: 2 ** -23, absolute: 2 ** -126 },
  float64: { relative: 2 ** -52, absolute: 2 ** -1022 },
};

/** What was measured about one golden tensor. */
export interface Evidence {
  /** The framework's answer. */
  readonly golden: readonly number[];
  /** The same framework's answer in float64 on the same inputs; the golden itself where there is none. */
  readonly exact: readonly number[];
  /** N: the largest change of each element when every floating input moves by ±1 ulp; 0 on exact fixtures. */
  readonly noise: readonly number[];
  /** The coarsest precision used inside. */
  readonly precision: FloatName;
  /** S of the norm-wise floor: 1, or 1/numel for the gradient of a mean. */
  readonly scale: number;
}

/**
 * How far an answer may lie from the golden:
 * T_i = 8·ulp(max(|y|,|r|)) + 4·N + 2·|y − r| + floor·(max|y| + S) + smallest normal, around the interval [min(y,r), max(y,r)].
 * One number where the elements differ at most fourfold, rounded outward to two digits.
 */
export function allowanceOf(evidence: Evidence): Allowance {
  const { golden, exact, noise, precision, scale } = evidence;
  const { relative, absolute } = FLOOR[precision];
  const largest = golden.reduce((max, y) => (Number.isFinite(y) ? Math.max(max, Math.abs(y)) : max), 0);
  const below: number[] = [];
  const above: number[] = [];
  for (const [i, y] of golden.entries()) {
    // A NaN or an infinity is matched by class and sign, so its allowance is never used.
    if (!Number.isFinite(y)) {
      below.push(0);
      above.push(0);
      continue;
    }
    const candidate = exact[i] ?? y;
    const r = Number.isFinite(candidate) ? candidate : y;
    const spread = Number.isFinite(noise[i]) ? noise[i]! : 0;
    const unit = ulp(precision, roundTo(precision, Math.max(Math.abs(y), Math.abs(r))));
    const t =
      8 * (Number.isNaN(unit) ? 0 : unit) + 4 * spread + 2 * Math.abs(y - r) + relative * (largest + scale) + absolute;
    below.push(t + Math.max(0, y - r));
    above.push(t + Math.max(0, r - y));
  }
  const widest = Math.max(0, ...below, ...above);
  const narrowest = Math.min(...[...below, ...above].filter((t) => t > 0));
  if (widest <= 4 * narrowest) return outward(widest);
  const [low, high] = [condense(below), condense(above)];
  return JSON.stringify(low) === JSON.stringify(high) ? low : { below: low, above: high };
}

// --- internal ---

function condense(allowances: readonly number[]): number | readonly number[] {
  const used = allowances.filter((allowance) => allowance > 0);
  if (used.length === 0) return 0;
  const widest = Math.max(...used);
  return widest <= 4 * Math.min(...used) ? outward(widest) : allowances.map(outward);
}

/** The next larger number of two significant digits. */
function outward(allowance: number): number {
  if (allowance === 0) return 0;
  const exponent = Math.floor(Math.log10(allowance)) - 1;
  const digits = Math.ceil(Number((allowance / 10 ** exponent).toPrecision(12)));
  return Number(`${digits}e${exponent}`);
}
