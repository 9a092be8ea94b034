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
