/**
 * The natural logarithm rounded correctly but for ties, as C libraries have it. `Math.log` is up to one unit in the last place off, which a
 * difference of logarithms in float64 shows.
 */
export function preciseLog(x: number): number {
  if (!(x > 2 ** -1022) || x === Number.POSITIVE_INFINITY || x === 1) return Math.log(x);
  let k = Math.round(Math.log2(x));
  let m = x / 2 ** k;
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  // log m = 2·artanh(s), s = (m − 1)/(m + 1), a series in s² below 0.03
  const s = divide([m - 1, 0], twoSum(m, 1));
  const squared = multiply(s, s);
  let series = COEFFICIENTS[0]!;
  for (const coefficient of COEFFICIENTS.slice(1)) series = add(multiply(series, squared), coefficient);
  const [high, low] = add(multiply([k, 0], LN2), multiply(multiply([2, 0], s), series));
  return high + low;
}

// --- internal ---

/** A number as the sum of two floats that do not overlap. */
type Double = readonly [number, number];

const LN2: Double = [Math.LN2, 2.3190468138462996e-17];
/** 1/31, 1/29, …, 1/3, 1. */
const COEFFICIENTS: readonly Double[] = Array.from({ length: 16 }, (_, i) => divide([1, 0], [31 - 2 * i, 0]));

function twoSum(a: number, b: number): Double {
  const sum = a + b;
  const shadow = sum - a;
  return [sum, a - (sum - shadow) + (b - shadow)];
}

function add([a, aLow]: Double, [b, bLow]: Double): Double {
  const [sum, error] = twoSum(a, b);
  return twoSum(sum, error + aLow + bLow);
}

/** T. J. Dekker's product: halves of 26 bits multiply exactly. */
function multiply([a, aLow]: Double, [b, bLow]: Double): Double {
  const product = a * b;
  const [x, y] = [upperHalf(a), upperHalf(b)];
  const error = x * y - product + x * (b - y) + (a - x) * y + (a - x) * (b - y);
  return twoSum(product, error + a * bLow + aLow * b);
}

function divide(a: Double, b: Double): Double {
  const first = a[0] / b[0];
  const rest = add(a, multiply([-first, 0], b));
  return twoSum(first, rest[0] / b[0]);
}

function upperHalf(a: number): number {
  const scaled = 134217729 * a;
  return scaled - (scaled - a);
}
