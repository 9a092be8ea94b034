import type { Adapter } from "../../adapter.ts";
import type { Dtype } from "../../format/tensor.ts";
import { nextFloat } from "../../tensor/float.ts";
import { type Arithmetic, CORRECTLY_ROUNDED, type Formulas, type Round, roundingOf } from "../engine/arithmetic.ts";
import { referenceWith } from "../index.ts";
import { coin, MINUS_ONE, offByOneUlp, RECIPROCAL, TEXTBOOK } from "./formulas.ts";
import { OTHER_FORMULAS } from "./losses.ts";
import { fourLanes, kahan, pairwise, reversed, sequential } from "./sums.ts";

/**
 * Honest implementations that differ from the reference in nothing but arithmetic. Every one must pass every case: each that does not
 * is a false alarm of the tolerance.
 */
export const HONEST: readonly Adapter[] = [
  honest("sequential", TEXTBOOK, sequential),
  honest("reversed", TEXTBOOK, reversed),
  honest("pairwise", MINUS_ONE, pairwise),
  honest("kahan", MINUS_ONE, kahan),
  honest("four-lanes-reciprocal", RECIPROCAL, fourLanes),
  referenceWith(
    "honest-other-formulas",
    { name: "other-formulas", rounding: roundingOf, sum: pairwise, formulas: TEXTBOOK },
    OTHER_FORMULAS,
  ),
];

/**
 * Implementations at the edge of honesty, to measure how far the tolerance reaches: a vector library whose every function is off by
 * one unit in the last place, and one that computes float32 calls in double precision and so misses float32's own saturation.
 */
export const STRESS: readonly Adapter[] = [
  honest("off-by-one-ulp", offByOneUlp(nextInFormat, coin), reversed),
  referenceWith("honest-float64", { ...CORRECTLY_ROUNDED, name: "float64", rounding: inDouble }),
];

/**
 * Whose spread tells a precise pass from an imprecise one (docs/tolerance.md): double precision, vector libraries whose every function is
 * one unit in the last place too large or too small, and the honest. Those that widen the spread most are asked first.
 */
export const ENSEMBLE: readonly Adapter[] = [
  STRESS[1]!,
  honest(
    "one-ulp-up",
    offByOneUlp(nextInFormat, () => 1),
    sequential,
  ),
  honest(
    "one-ulp-down",
    offByOneUlp(nextInFormat, () => -1),
    sequential,
  ),
  ...[...HONEST].reverse(),
];

// --- internal ---

function honest(name: string, formulas: Formulas, sum: Arithmetic["sum"]): Adapter {
  return referenceWith(`honest-${name}`, { name, rounding: roundingOf, sum, formulas });
}

/** Everything in double precision, whatever the dtype; only what is answered is rounded. */
function inDouble(dtype: Dtype): Round {
  return dtype === "float16" || dtype === "float32" ? roundingOf("float64") : roundingOf(dtype);
}

function nextInFormat(value: number, steps: number, round: Round): number {
  const format = round === roundingOf("float32") ? "float32" : round === roundingOf("float16") ? "float16" : "float64";
  return nextFloat(format, value, steps);
}
