import type { Allowance } from "../format/case-file.ts";

type Side = number | readonly number[];

/** The largest number in an allowance. */
export function widest(allowance: Allowance): number {
  if (typeof allowance === "number") return allowance;
  if (isList(allowance)) return allowance.reduce((most, each) => Math.max(most, each), 0);
  return Math.max(widest(allowance.below), widest(allowance.above));
}

/** The allowance of a tensor that is `factor` times another; below and above change places where it is negative. */
export function scaleAllowance(allowance: Allowance, factor: number): Allowance {
  const scale = (side: Side): Side =>
    typeof side === "number" ? side * Math.abs(factor) : side.map((each) => each * Math.abs(factor));
  if (typeof allowance === "number" || isList(allowance)) return scale(allowance);
  const [below, above] = [scale(allowance.below), scale(allowance.above)];
  return factor < 0 ? { below: above, above: below } : { below, above };
}

// --- internal ---

function isList(allowance: Exclude<Allowance, number>): allowance is readonly number[] {
  return Array.isArray(allowance);
}
