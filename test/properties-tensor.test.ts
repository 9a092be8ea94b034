import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DTYPES } from "../src/format/tensor.ts";
import { tensorProblem } from "../src/format/validate.ts";
import { FLOAT_FORMATS, nextFloat, roundTo, shortest, ulp } from "../src/tensor/float.ts";
import { decodeTensor, encodeTensor, stringifyJson } from "../src/tensor/json.ts";
import { sizeOf, unravel } from "../src/tensor/tensor.ts";
import { elementOf, FLOATS, floatOf, halfOf, shapes } from "./arbitraries.ts";

/** All there are: 65,536. */
const HALVES = Array.from({ length: 2 ** 16 }, (_, bits) => halfOf(bits));

describe("tensors as JSON", () => {
  test.each(DTYPES)("%s survives the round trip bit by bit, and is valid on the way", (dtype) => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(elementOf(dtype)), (shape, stream) => {
        const data = [...stream.take(sizeOf(shape))];
        const json = JSON.parse(stringifyJson(encodeTensor({ dtype, shape, data })));
        expect(tensorProblem(json)).toBeUndefined();
        const back = decodeTensor(json);
        expect(back).toEqual({ dtype, shape, data });
        expect(back.data.every((x, i) => Object.is(x, data[i]))).toBe(true);
      }),
    );
  });

  test("every float16 number there is survives it", () => {
    const text = stringifyJson(encodeTensor({ dtype: "float16", shape: [HALVES.length], data: HALVES }));
    const back = decodeTensor(JSON.parse(text)).data;
    expect(HALVES.filter((x, i) => !Object.is(x, back[i]))).toEqual([]);
  });

  test("a typed array is written as the same numbers in a plain one", () => {
    fc.assert(
      fc.property(fc.array(floatOf("float32")), (data) => {
        const shape = [data.length];
        const typed = {
          dtype: "float32",
          shape,
          data: new Float32Array(data) as unknown as readonly number[],
        } as const;
        expect(stringifyJson(encodeTensor(typed))).toBe(stringifyJson(encodeTensor({ dtype: "float32", shape, data })));
      }),
    );
  });

  test("what is no JSON number or is lost by JSON.stringify is kept, whatever it stands in", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(JSON.parse(stringifyJson({ value, zero: -0 }))).toEqual({ value, zero: -0 });
      }),
    );
  });

  test("a tensor with an element too many or too few, or one that its dtype does not have, is found out", () => {
    const foreign = { float16: true, float32: "1.5", float64: "abc", bool: 1 } as const;
    fc.assert(
      fc.property(fc.constantFrom(...DTYPES), shapes, fc.infiniteStream(fc.nat()), (dtype, shape, stream) => {
        const of = (size: number) =>
          encodeTensor({
            dtype,
            shape,
            data: [...stream.take(size)].map((x) => (dtype === "bool" ? x % 2 === 1 : x % 100)),
          });
        const size = sizeOf(shape);
        expect(tensorProblem(of(size + 1))).toContain("elements for the shape");
        fc.pre(size > 0);
        const other = dtype in foreign ? foreign[dtype as keyof typeof foreign] : 1.5;
        const json = of(size);
        expect(tensorProblem({ ...json, data: [...json.data.slice(1), other] })).toContain(`which is no ${dtype}`);
      }),
    );
  });
});

describe.each(FLOATS)("%s", (format) => {
  const number = floatOf(format);
  const finite = number.filter(Number.isFinite);

  test("rounding keeps what the format has, and the order and the sign of what it has not", () => {
    fc.assert(
      fc.property(number, fc.double(), fc.double(), (x, a, b) => {
        expect(Object.is(roundTo(format, x), x)).toBe(true);
        const [low, high] = a < b ? [a, b] : [b, a];
        if (low <= high) expect(roundTo(format, low)).toBeLessThanOrEqual(roundTo(format, high));
        for (const y of [a, a * 1e-300, x * 1e-9]) expect(roundTo(format, -y)).toBe(-roundTo(format, y));
      }),
    );
  });

  test("the neighbour's neighbour on the other side is the number itself, one ulp away or half of one", () => {
    fc.assert(
      fc.property(finite, (x) => {
        const next = nextFloat(format, x, 1);
        fc.pre(Number.isFinite(next));
        expect(next).toBeGreaterThan(x);
        // Either zero is its own negative.
        expect(nextFloat(format, next, -1) + 0).toBe(x + 0);
        expect([ulp(format, x), ulp(format, x) / 2]).toContain(next - x);
      }),
    );
  });

  test("the shortest decimal rounds back, and one of fewer digits does not", () => {
    fc.assert(
      fc.property(finite, (x) => {
        const decimal = shortest(format, x);
        expect(roundTo(format, decimal)).toBe(x);
        const digits = (y: number) =>
          y
            .toExponential()
            .replace(/e.*|[-.]/g, "")
            .replace(/0+$/, "").length;
        const short = digits(decimal);
        if (short > 1 && !Number.isInteger(x)) expect(roundTo(format, Number(x.toPrecision(short - 1)))).not.toBe(x);
      }),
    );
  });

  test("nothing is larger than the largest number, and nothing is between it and infinity", () => {
    const { max } = FLOAT_FORMATS[format];
    expect(roundTo(format, max)).toBe(max);
    expect(nextFloat(format, max, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

/** A double between two neighbours of float64 there is not. */
test.each(["float16", "float32"] as const)(
  "between two neighbours, %s rounds to the nearer, and halfway to the even one",
  (format) => {
    const isEven = (y: number) => Number.isInteger(y / ulp(format, y) / 2);
    fc.assert(
      fc.property(floatOf(format).filter(Number.isFinite), (x) => {
        const next = nextFloat(format, x, 1);
        fc.pre(Number.isFinite(next));
        const gap = next - x;
        // Either zero is its own negative.
        expect(roundTo(format, x + gap * 0.499) + 0).toBe(x + 0);
        expect(roundTo(format, x + gap * 0.501) + 0).toBe(next + 0);
        expect(isEven(roundTo(format, x + gap / 2))).toBe(true);
      }),
    );
  },
);

test("an index of several axes counts as the flat one does", () => {
  fc.assert(
    fc.property(shapes, fc.nat(), (shape, at) => {
      const size = sizeOf(shape);
      fc.pre(size > 0);
      const flat = at % size;
      const index = unravel(flat, shape);
      expect(index.reduce((sum, each, axis) => sum * shape[axis]! + each, 0)).toBe(flat);
      expect(index.every((each, axis) => each < shape[axis]!)).toBe(true);
    }),
  );
});
