import { type Dtype, isFloatDtype } from "../format/tensor.ts";

/** An element as adapters see it: a number (`NaN` and infinities included), a boolean, or a bigint beyond 2^53. */
export type Element = number | boolean | bigint;

/** A tensor in memory: `data` is flat, in row-major order, and frozen where the suite hands it out. */
export interface Tensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: readonly Element[];
}

/** The number of elements a shape has: 1 for `[]`. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** The multi-dimensional index of a flat one. */
export function unravel(flat: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis]!;
    index[axis] = rest % extent;
    rest = Math.floor(rest / extent);
  }
  return index;
}

/** The elements as numbers: booleans as 0 and 1, bigints rounded. */
export function numbers(tensor: Tensor): readonly number[] {
  // A tensor of floats holds nothing else; looking at each element of all of them would take longer than comparing them.
  if (isFloatDtype(tensor.dtype)) return tensor.data as readonly number[];
  return isNumbers(tensor.data) ? tensor.data : tensor.data.map(Number);
}

// --- internal ---

function isNumbers(data: readonly Element[]): data is readonly number[] {
  return data.length === 0 || data.every((element) => typeof element === "number");
}
