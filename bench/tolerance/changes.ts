import type { Spread } from "../../src/spread.ts";
import { type FloatName, roundTo, ulp } from "../../src/tensor/float.ts";
import { FLOOR } from "../../src/tolerance.ts";

/** A wrong answer that is made from a golden: every element times the same factor. */
export interface Change {
  readonly name: string;
  readonly factor: number;
}

export const CHANGES: readonly Change[] = [
  { name: "1 + 1e-5", factor: 1 + 1e-5 },
  { name: "1 + 1e-4", factor: 1 + 1e-4 },
  { name: "1 + 1e-3", factor: 1 + 1e-3 },
  { name: "−1", factor: -1 },
];

export function changed(golden: readonly number[], { factor }: Change, dtype: FloatName): readonly number[] {
  return golden.map((y) => roundTo(dtype, factor * y));
}

/**
 * Whether honest implementations agree closely enough to tell the changed answer from the golden: in one element at least, the change is
 * four times as large as they are apart, more than the 8 ulps on either side that any rule grants, and a normal number (libraries differ in
 * whether they flush what is not).
 */
export function isDecidable(wrong: readonly number[], { golden, precision, low, high }: Spread): boolean {
  return wrong.some((z, i) => {
    const y = golden[i]!;
    if (!Number.isFinite(y) || !Number.isFinite(z)) return false;
    const change = Math.abs(z - y);
    const apart = 4 * (high[i]! - low[i]!);
    return change > apart && change > 16 * ulp(precision, y) && change > FLOOR[precision].absolute;
  });
}
