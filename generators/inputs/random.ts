import { createHash } from "node:crypto";
import type { FloatDtype } from "../../src/format/tensor.ts";
import { roundTo } from "../../src/tensor/float.ts";
import { sizeOf, type Tensor } from "../../src/tensor/tensor.ts";

/** A generator of numbers in [0, 1), the same for the same name for ever (mulberry32, seeded with the name's SHA-256). */
export function seeded(name: string): () => number {
  let state = createHash("sha256").update(name).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number (Box–Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A tensor of `fill()`, to four decimals so that a case can be read, then in the dtype. */
export function filled(dtype: FloatDtype, shape: readonly number[], fill: (index: number) => number): Tensor {
  const data = Array.from({ length: sizeOf(shape) }, (_, i) => roundTo(dtype, Number(fill(i).toFixed(4))));
  return { dtype, shape, data };
}

/** A tensor of the given numbers, as they are. */
export function exact(dtype: FloatDtype, shape: readonly number[], values: readonly number[]): Tensor {
  const data = Array.from({ length: sizeOf(shape) }, (_, i) => roundTo(dtype, values[i % values.length]!));
  return { dtype, shape, data };
}

export function integers(
  shape: readonly number[],
  values: readonly number[],
  dtype: "int32" | "int64" = "int64",
): Tensor {
  return { dtype, shape, data: Array.from({ length: sizeOf(shape) }, (_, i) => values[i % values.length]!) };
}

/** Rows of positive numbers that sum to one, over the last axis. */
export function distributions(dtype: FloatDtype, shape: readonly number[], random: () => number): Tensor {
  const classes = shape.at(-1) ?? 1;
  const data: number[] = [];
  for (let row = 0; row < sizeOf(shape) / Math.max(classes, 1); row++) {
    const scores = Array.from({ length: classes }, () => Math.exp(normal(random)));
    const total = scores.reduce((sum, score) => sum + score, 0);
    data.push(...scores.map((score) => score / total));
  }
  return filled(dtype, shape, (i) => data[i]!);
}

/** The tensor of a function of every element, not rounded to decimals. */
export function mapped(tensor: Tensor, f: (value: number) => number): Tensor {
  const dtype = tensor.dtype as FloatDtype;
  return { ...tensor, data: tensor.data.map((value) => roundTo(dtype, f(Number(value)))) };
}

/** The ends of a dtype's range: its smallest subnormal and normal numbers, its largest power of two, and numbers whose squares leave the range. */
export const LIMITS: {
  readonly [D in FloatDtype]: {
    readonly subnormal: number;
    readonly normal: number;
    readonly largest: number;
    readonly squareUnderflows: number;
    readonly squareOverflows: number;
  };
} = {
  float16: limits(-24, -14, 15),
  float32: limits(-149, -126, 127),
  float64: limits(-1074, -1022, 1023),
};

function limits(subnormal: number, normal: number, largest: number) {
  return {
    subnormal: 2 ** subnormal,
    normal: 2 ** normal,
    largest: 2 ** largest,
    // Half of the smallest subnormal rounds to zero, ties going to even.
    squareUnderflows: 2 ** Math.floor((subnormal - 1) / 2),
    squareOverflows: 2 ** Math.ceil((largest + 1) / 2),
  };
}

/** Logarithms of distributions over `axis`, to four decimals. */
export function logProbabilities(
  dtype: FloatDtype,
  shape: readonly number[],
  axis: number,
  random: () => number,
): Tensor {
  const scores = Array.from({ length: sizeOf(shape) }, () => 1.2 * normal(random));
  const stride = sizeOf(shape.slice(axis + 1));
  const classes = shape[axis]!;
  const total = (i: number) => {
    const first = i - (Math.floor(i / stride) % classes) * stride;
    return Array.from({ length: classes }, (_, c) => Math.exp(scores[first + c * stride]!)).reduce((a, b) => a + b, 0);
  };
  return filled(dtype, shape, (i) => scores[i]! - Math.log(total(i)));
}
