import type { Framework } from "../../format/case-file.ts";
import type { Dtype } from "../../format/tensor.ts";
import { roundTo } from "../../tensor/float.ts";
import { preciseLog } from "./precise-log.ts";
import { eigenSum, torchSum } from "./sum-order.ts";

export type Round = (value: number) => number;

/** A sum in some order, rounded as that order asks for. */
export type Sum = (
  terms: readonly number[],
  round: Round,
  where: { readonly framework: Framework; readonly dtype: Dtype },
) => number;

/**
 * How numbers are computed, apart from what is computed. The reference has one; the honest variants that measure false alarms
 * have others, and share every line of the concepts.
 */
export interface Arithmetic {
  readonly name: string;
  /** What the result of one operation in `dtype` becomes. */
  readonly rounding: (dtype: Dtype) => Round;
  readonly sum: Sum;
  readonly formulas: Formulas;
}

/** Functions that can be evaluated in several honest ways; every step of a formula may round. */
export interface Formulas {
  readonly exp: (x: number, round: Round) => number;
  readonly log: (x: number, round: Round) => number;
  readonly log1p: (x: number, round: Round) => number;
  readonly sigmoid: (x: number, round: Round) => number;
  /** log(1 + exp(x)). */
  readonly softplus: (x: number, round: Round) => number;
  readonly divide: (x: number, y: number, round: Round) => number;
}

/** The reference's arithmetic: each operation is exact and then rounded once to its dtype, as IEEE 754 and the frameworks have it, and sums are in their order. */
export const CORRECTLY_ROUNDED: Arithmetic = {
  name: "correctly-rounded",
  rounding: roundingOf,
  sum: (terms, round, where) => (where.framework === "pytorch" ? torchSum : eigenSum)(terms, round, where),
  formulas: {
    exp: (x, round) => round(Math.exp(x)),
    // A narrower dtype hides the difference.
    log: (x, round) => (isDouble(round) ? preciseLog(x) : round(Math.log(x))),
    log1p: (x, round) => round(Math.log1p(x)),
    // Step by step as both frameworks' kernels do, because 1 − σ(x) shows the rounding of every one.
    sigmoid: (x, round) => round(1 / round(1 + round(Math.exp(-x)))),
    softplus: (x, round) => round(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
    divide: (x, y, round) => round(x / y),
  },
};

/** Rounding to nearest for floats; integers truncate, as C++ division does, and wrap around. */
export function roundingOf(dtype: Dtype): Round {
  switch (dtype) {
    case "float64":
      return identity;
    case "float32":
      return Math.fround;
    case "float16":
      return roundToHalf;
    case "bool":
    case "int64":
      return Math.trunc;
    default:
      return WRAPPING[dtype];
  }
}

// --- internal ---

const wrapping =
  (span: number, lowest: number): Round =>
  (value) => {
    const offset = (Math.trunc(value) - lowest) % span;
    return (offset < 0 ? offset + span : offset) + lowest;
  };
const WRAPPING = {
  uint8: wrapping(2 ** 8, 0),
  int8: wrapping(2 ** 8, -(2 ** 7)),
  int16: wrapping(2 ** 16, -(2 ** 15)),
  int32: wrapping(2 ** 32, -(2 ** 31)),
};
/** Whether a number that only float64 has survives. */
const isDouble = (round: Round): boolean => round(1 / 3) === 1 / 3;
const identity: Round = (value) => value;
const roundToHalf: Round = (value) => roundTo("float16", value);
