import { type FloatName, roundTo, ulp } from "./tensor/float.ts";
import { FLOOR } from "./tolerance.ts";

/**
 * What honest implementations make of one tensor of an answer: for each element an interval that holds the framework's number and
 * all of theirs.
 */
export interface Spread {
  readonly golden: readonly number[];
  readonly precision: FloatName;
  readonly low: number[];
  readonly high: number[];
}

/** The spread before anyone but the framework was asked. */
export function spreadOf(golden: readonly number[], precision: FloatName): Spread {
  return { golden, precision, low: [...golden], high: [...golden] };
}

/** Takes in another honest evaluation. One that leaves the range where the framework does not says nothing about the others. */
export function widen({ low, high }: Spread, values: readonly number[]): void {
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    if (value < low[i]!) low[i] = value;
    if (value > high[i]!) high[i] = value;
  }
}

/**
 * Whether an answer that passes also lies where honest ones do: with w = high − low, no further from [low, high] than
 * 8·ulp(max(|low|, |high|)) + 2·w + floor·max|y| + smallest normal. A number that is not finite matches, or it would not have passed.
 */
export function isWithin(actual: readonly number[], { golden, precision, low, high }: Spread): boolean {
  const { relative, absolute } = FLOOR[precision];
  let largest = 0;
  for (const y of golden) if (Number.isFinite(y)) largest = Math.max(largest, Math.abs(y));
  const floor = relative * largest + absolute;
  return actual.every((z, i) => {
    const [least, most] = [low[i]!, high[i]!];
    if (z === golden[i] || !Number.isFinite(z) || (z >= least && z <= most)) return true;
    const away = z < least ? least - z : z - most;
    if (away <= floor) return true;
    const unit = ulp(precision, roundTo(precision, Math.max(Math.abs(least), Math.abs(most))));
    return away <= 8 * (Number.isNaN(unit) ? 0 : unit) + 2 * (most - least) + floor;
  });
}
