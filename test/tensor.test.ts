import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cotangentOf } from "../src/tensor/cotangent.ts";
import { nextFloat, roundTo, shortest, ulp } from "../src/tensor/float.ts";
import { decodeTensor, encodeTensor, stringifyJson } from "../src/tensor/json.ts";
import { unravel } from "../src/tensor/tensor.ts";

describe("JSON tensors", () => {
  test("every float survives the round trip, negative zero and the non-finite ones included", () => {
    for (const dtype of ["float16", "float32", "float64"] as const) {
      fc.assert(
        fc.property(fc.array(fc.double()), (doubles) => {
          const data = doubles.map((value) => roundTo(dtype, value));
          const text = stringifyJson(encodeTensor({ dtype, shape: [data.length], data }));
          expect(decodeTensor(JSON.parse(text)).data).toEqual(data);
        }),
      );
    }
  });

  test("negative zero is written -0.0 and non-finite floats are strings", () => {
    const tensor = { dtype: "float32", shape: [4], data: [-0, Number.NaN, Infinity, -Infinity] } as const;
    expect(stringifyJson(encodeTensor(tensor))).toBe(
      '{"dtype":"float32","shape":[4],"data":[-0.0,"NaN","Infinity","-Infinity"]}',
    );
  });

  test("a double too large for its dtype is an infinity of it", () => {
    const tensor = { dtype: "float32", shape: [2], data: [1e76, -1e76] } as const;
    expect(stringifyJson(encodeTensor(tensor))).toBe('{"dtype":"float32","shape":[2],"data":["Infinity","-Infinity"]}');
  });

  test("float32 is the shortest decimal that rounds back", () => {
    expect(shortest("float32", Math.fround(0.1))).toBe(0.1);
    expect(shortest("float32", Math.fround(1e-7))).toBe(1e-7);
    expect(shortest("float32", Math.fround(16777217.5))).toBe(16777218);
  });

  test("integers beyond 2^53 are strings, and bigints in memory", () => {
    const tensor = decodeTensor({ dtype: "int64", shape: [2], data: ["9007199254740993", 3] });
    expect(tensor.data).toEqual([9007199254740993n, 3]);
    expect(encodeTensor(tensor).data).toEqual(["9007199254740993", 3]);
  });
});

describe("floats", () => {
  test("float32 rounding equals Math.fround's neighbours", () => {
    expect(ulp("float32", 1)).toBe(2 ** -23);
    expect(nextFloat("float32", 1, 1)).toBe(1 + 2 ** -23);
    expect(nextFloat("float32", 1, -1)).toBe(1 - 2 ** -24);
    expect(nextFloat("float32", 0, -1)).toBe(-(2 ** -149));
  });

  test("float16 rounds to even and overflows to infinity", () => {
    expect(roundTo("float16", 2049)).toBe(2048);
    expect(roundTo("float16", 65520)).toBe(Infinity);
    expect(roundTo("float16", 2 ** -25)).toBe(0);
  });
});

describe("cotangentOf", () => {
  test("is 1 for a scalar and (1 + (5i mod 7))/4 otherwise", () => {
    expect(cotangentOf({ shape: [], dtype: "float32" }).data).toEqual([1]);
    expect(cotangentOf({ shape: [2, 2], dtype: "float32" }).data).toEqual([0.25, 1.5, 1, 0.5]);
  });
});

test("unravel turns a flat index into one an axis", () => {
  expect(unravel(5, [2, 3])).toEqual([1, 2]);
  expect(unravel(0, [])).toEqual([]);
});
