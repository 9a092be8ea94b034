import fc from "fast-check";
import type { Allowance } from "../src/format/case-file.ts";
import { DTYPES, type Dtype } from "../src/format/tensor.ts";
import { FLOAT_FORMATS, type FloatName, roundTo } from "../src/tensor/float.ts";
import { type Element, sizeOf, type Tensor } from "../src/tensor/tensor.ts";

/* What the property tests draw from. */

export const FLOATS = ["float16", "float32", "float64"] as const satisfies readonly FloatName[];

export const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

export const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

export const tensors = (element: fc.Arbitrary<number> = fc.float()): fc.Arbitrary<Tensor> =>
  shapes.chain((shape) =>
    fc
      .array(element, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((data): Tensor => ({ dtype: "float32", shape, data })),
  );

export const positive = fc.double({ min: 1e-9, max: 1e3, noNaN: true });

export const allowances = (size: number): fc.Arbitrary<Allowance> => {
  const list = fc.array(positive, { minLength: size, maxLength: size });
  return fc.oneof(positive, list, fc.record({ below: fc.oneof(positive, list), above: fc.oneof(positive, list) }));
};

/** What an allowance grants an element on one side. */
export function grantedAt(allowance: Allowance, i: number, isBelow: boolean): number {
  if (typeof allowance === "number") return allowance;
  if ("below" in allowance) return grantedAt(isBelow ? allowance.below : allowance.above, i, isBelow);
  return allowance[i]!;
}

/** Any number that a format has, by its bits: denormals, zeros of both signs, infinities and NaN as likely as chance has them. */
export function floatOf(format: FloatName): fc.Arbitrary<number> {
  const bytes = new DataView(new ArrayBuffer(8));
  const special = fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const fromBits = {
    float64: fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(2 ** 32 - 1)).map(([high, low]) => {
      bytes.setUint32(0, high);
      bytes.setUint32(4, low);
      return bytes.getFloat64(0);
    }),
    float32: fc.nat(2 ** 32 - 1).map((bits) => {
      bytes.setUint32(0, bits);
      return bytes.getFloat32(0);
    }),
    float16: fc.nat(2 ** 16 - 1).map(halfOf),
  }[format];
  // Chance hardly ever draws one, and the spacing changes there.
  const { minExponent, precision } = FLOAT_FORMATS[format];
  const power = fc
    .tuple(fc.integer({ min: minExponent - precision + 1, max: 1 - minExponent }), fc.constantFrom(1, -1))
    .map(([exponent, sign]) => sign * 2 ** exponent);
  return fc.oneof(
    { weight: 6, arbitrary: fromBits },
    { weight: 2, arbitrary: moderate(format) },
    { weight: 1, arbitrary: power },
    special,
  );
}

/** The float16 number of sixteen bits: sign, five of exponent, ten of fraction. */
export function halfOf(bits: number): number {
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

export function elementOf(dtype: Dtype): fc.Arbitrary<Element> {
  if (dtype === "bool") return fc.boolean();
  if (dtype === "float16" || dtype === "float32" || dtype === "float64") return floatOf(dtype);
  if (dtype === "int64") {
    const any = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    // What a double holds exactly is a number in memory.
    return fc.oneof(any, fc.maxSafeInteger()).map((x) => (Number.isSafeInteger(Number(x)) ? Number(x) : x));
  }
  const bits = Number(dtype.replace(/\D/g, ""));
  return dtype === "uint8" ? fc.nat(2 ** bits - 1) : fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
}

export const anyTensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom(...DTYPES), shapes)
  .chain(([dtype, shape]) =>
    fc
      .array(elementOf(dtype), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((data): Tensor => ({ dtype, shape, data })),
  );

// --- internal ---

function moderate(format: FloatName): fc.Arbitrary<number> {
  return fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((x) => roundTo(format, x));
}
