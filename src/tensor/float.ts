/** Constants of the IEEE 754 formats a golden can be computed in. */
export interface FloatFormat {
  /** Bits of the significand, the hidden one included. */
  readonly precision: number;
  /** Exponent of the smallest normal number. */
  readonly minExponent: number;
  readonly max: number;
}

export const FLOAT_FORMATS = {
  float16: { precision: 11, minExponent: -14, max: 65504 },
  float32: { precision: 24, minExponent: -126, max: 3.4028234663852886e38 },
  float64: { precision: 53, minExponent: -1022, max: Number.MAX_VALUE },
} as const satisfies Record<string, FloatFormat>;

export type FloatName = keyof typeof FLOAT_FORMATS;

/** The nearest number of the format, ties to even. */
export function roundTo(format: FloatName, value: number): number {
  if (format === "float64") return value;
  if (format === "float32") return Math.fround(value);
  return roundToFloat16(value);
}

/** The distance between `|value|` and the next larger number of the format; the smallest denormal for 0, NaN for non-finite. */
export function ulp(format: FloatName, value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  const { precision, minExponent } = FLOAT_FORMATS[format];
  const exponent = Math.max(exponentOf(Math.abs(value)), minExponent);
  return 2 ** (exponent - precision + 1);
}

/** The number `steps` representable numbers above (below, if negative) `value`; `value` itself where it is not finite. */
export function nextFloat(format: FloatName, value: number, steps: number): number {
  if (!Number.isFinite(value)) return value;
  const direction = Math.sign(steps);
  let at = value;
  for (let step = 0; step < Math.abs(steps); step++) {
    // Below a power of two the spacing is half as wide on the side towards zero.
    const towardsZero = at !== 0 && Math.sign(at) !== direction;
    const gap = ulp(format, at);
    const isPower = towardsZero && isPowerOfTwo(Math.abs(at)) && gap > ulp(format, 0);
    at += direction * (isPower ? gap / 2 : gap);
  }
  return roundTo(format, at);
}

/** The shortest decimal that rounds back to `value` in the format, as a JavaScript number. */
export function shortest(format: FloatName, value: number): number {
  if (format === "float64" || Number.isInteger(value) || !Number.isFinite(value)) return value;
  const digits = format === "float32" ? 6 : 3;
  for (let precision = digits; precision < 12; precision++) {
    const candidate = Number(value.toPrecision(precision));
    if (roundTo(format, candidate) === value) return trimmed(format, candidate, value, precision);
  }
  return value;
}

// --- internal ---

/** `toPrecision` at the first precision tried may carry fewer significant digits than needed nowhere, but a shorter one can do. */
function trimmed(format: FloatName, candidate: number, value: number, precision: number): number {
  let best = candidate;
  for (let shorter = precision - 1; shorter > 0; shorter--) {
    const next = Number(value.toPrecision(shorter));
    if (roundTo(format, next) !== value) break;
    best = next;
  }
  return best;
}

const bits = new DataView(new ArrayBuffer(8));

/** floor(log2(value)) for positive finite values, exactly, denormals included. */
function exponentOf(value: number): number {
  if (value === 0) return -1074;
  bits.setFloat64(0, value);
  const biased = (bits.getUint32(0) >>> 20) & 0x7ff;
  return biased === 0 ? exponentOf(value * 2 ** 64) - 64 : biased - 1023;
}

function isPowerOfTwo(value: number): boolean {
  bits.setFloat64(0, value);
  return bits.getUint32(4) === 0 && (bits.getUint32(0) & 0xfffff) === 0;
}

function roundToFloat16(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const unit = ulp("float16", value);
  const scaled = value / unit;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  const result = rounded * unit;
  if (Math.abs(result) > FLOAT_FORMATS.float16.max) return Math.sign(value) * Number.POSITIVE_INFINITY;
  return result === 0 ? Math.sign(value) * 0 : result;
}
