/**
 * log1pf of the C library, which is fdlibm's in float32 (glibc, sysdeps/ieee754/flt-32/s_log1pf.c): up to one unit in the last place off, and a
 * float64 loss that is added up with it shows every one.
 */
export function log1pf(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -29) return size < 2 ** -54 ? x : f(x - f(f(x * x) * 0.5));
  if (!(x > -1) || x === Number.POSITIVE_INFINITY) return f(Math.log1p(x));
  const { k, part, lost } = reduced(x);
  const half = f(f(0.5 * part) * part);
  const s = f(part / f(2 + part));
  const z = f(s * s);
  let polynomial = COEFFICIENTS[0]!;
  for (const coefficient of COEFFICIENTS.slice(1)) polynomial = f(coefficient + f(z * polynomial));
  const tail = f(s * f(half + f(z * polynomial)));
  if (k === 0) return f(part - f(half - tail));
  return f(f(k * LN2_HIGH) - f(f(half - f(tail + f(f(k * LN2_LOW) + lost))) - part));
}

// --- internal ---

const f = Math.fround;
const LN2_HIGH = f(6.9313812256e-1);
const LN2_LOW = f(9.0580006145e-6);
/** From the highest power down. */
const COEFFICIENTS = [
  1.479819864e-1, 1.5313838422e-1, 1.818357259e-1, 2.2222198546e-1, 2.8571429849e-1, 4.0000000596e-1, 6.6666668653e-1,
].map(f);

/** 1 + x = 2^k·(1 + part), and what the sum has lost. */
function reduced(x: number): { readonly k: number; readonly part: number; readonly lost: number } {
  if (x > -0.2929 && x < 0.41422) return { k: 0, part: x, lost: 0 };
  const u = f(1 + x);
  let k = Math.floor(Math.log2(u));
  const lost = f((k > 0 ? f(1 - f(u - x)) : f(x - f(u - 1))) / u);
  let mantissa = u / 2 ** k;
  if (mantissa >= Math.SQRT2) {
    k += 1;
    mantissa /= 2;
  }
  return { k, part: f(mantissa - 1), lost };
}
