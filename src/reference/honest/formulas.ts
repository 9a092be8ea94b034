import type { Formulas, Round } from "../engine/arithmetic.ts";
import { CORRECTLY_ROUNDED } from "../engine/arithmetic.ts";

/** The textbook's formulas with a rounding after every step. */
export const TEXTBOOK: Formulas = {
  ...CORRECTLY_ROUNDED.formulas,
  sigmoid: (x, round) =>
    x >= 0 ? reciprocal(exponential(-x, round), round) : overOnePlus(exponential(x, round), round),
  softplus: (x, round) => round(Math.max(x, 0) + round(Math.log1p(exponential(-Math.abs(x), round)))),
};

/** Through expm1 and log1p, which are accurate near 0, in place of exp and log; 1/(1 + e^−x) as (1 + tanh(x/2))/2 near 0. */
export const MINUS_ONE: Formulas = {
  exp: (x, round) => (Math.abs(x) < 1 ? round(1 + round(Math.expm1(x))) : exponential(x, round)),
  log: (x, round) => (x > 0.5 && x < 2 ? round(Math.log1p(round(x - 1))) : round(Math.log(x))),
  log1p: (x, round) => kahanLog1p(x, round),
  sigmoid: (x, round) =>
    Math.abs(x) < 1 ? round(0.5 + round(0.5 * round(Math.tanh(round(x / 2))))) : TEXTBOOK.sigmoid(x, round),
  softplus: (x, round) =>
    x > 0 ? round(x + kahanLog1p(exponential(-x, round), round)) : kahanLog1p(exponential(x, round), round),
  divide: (x, y, round) => round(x / y),
};

/** Division as multiplication by the rounded reciprocal, where that is a normal number, as fast kernels divide. */
export const RECIPROCAL: Formulas = {
  ...TEXTBOOK,
  divide: (x, y, round) => {
    const inverse = round(1 / y);
    const isUsable = Number.isFinite(inverse) && Math.abs(inverse) > 1e-30 && Number.isFinite(y);
    return isUsable ? round(x * inverse) : round(x / y);
  },
};

/** A vector library that is off by one unit in the last place, in the direction that each argument is given. */
export function offByOneUlp(
  next: (value: number, steps: number, round: Round) => number,
  direction: (x: number) => 1 | -1,
): Formulas {
  const moved =
    (f: (x: number, round: Round) => number) =>
    (x: number, round: Round): number => {
      const y = f(x, round);
      // Exact results (exp 0, log 1) are exact in every library, and so are those beyond the range.
      if (y === 0 || y === 1 || !Number.isFinite(y)) return y;
      return next(y, direction(x), round);
    };
  const { exp, log, log1p, sigmoid, softplus, divide } = TEXTBOOK;
  return {
    exp: moved(exp),
    log: moved(log),
    log1p: moved(log1p),
    sigmoid: moved(sigmoid),
    softplus: moved(softplus),
    divide,
  };
}

const bits = new DataView(new ArrayBuffer(8));

/** A coin that falls the same way in every run: half of the results upwards, half downwards. */
export function coin(x: number): 1 | -1 {
  bits.setFloat64(0, x);
  const mixed = Math.imul(bits.getUint32(0) ^ bits.getUint32(4), 0x9e3779b1);
  return mixed >>> 31 === 1 ? 1 : -1;
}

// --- internal ---

function exponential(x: number, round: Round): number {
  return round(Math.exp(x));
}

function reciprocal(e: number, round: Round): number {
  return round(1 / round(1 + e));
}

function overOnePlus(e: number, round: Round): number {
  return round(e / round(1 + e));
}

/** log(1 + x) as x·log(u)/(u − 1) with u = 1 + x rounded (W. Kahan). */
function kahanLog1p(x: number, round: Round): number {
  const u = round(1 + x);
  if (u === 1) return x;
  if (!Number.isFinite(u) || u <= 0) return round(Math.log(u));
  return round(round(x * round(Math.log(u))) / round(u - 1));
}
