import type { Dtype } from "../../format/tensor.ts";
import { sizeOf } from "../../tensor/tensor.ts";
import { refusal } from "../refusal.ts";
import { needsFloat } from "./kernels.ts";
import { broadcastIndex, reduceIndex } from "./shapes.ts";
import { operation, roundOf, summing, type Tape, type Variable } from "./variable.ts";

/** Σ over the given axes (all where none is given); the gradient of a sum is broadcast back. */
export function sum(x: Variable, axes?: number | readonly number[], keepDims = false): Variable {
  const { index, reduced, shape } = reduction(x, axes, keepDims);
  const data = sumGroups(x.tape, x.dtype, x.data, index, sizeOf(reduced));
  return operation({ dtype: x.dtype, shape, data }, [x], [(g) => index.map((at) => g[at]!)]);
}

/** Σ ÷ count, which is NaN for no elements; the gradient is broadcast back and divided by the count. */
export function mean(x: Variable, axes?: number | readonly number[]): Variable {
  needsFloat(x, "mean");
  const { index, reduced, shape } = reduction(x, axes, false);
  const size = sizeOf(reduced);
  const count = size === 0 ? 0 : x.data.length / size;
  const round = roundOf(x);
  const { divide } = x.tape.arithmetic.formulas;
  const data = sumGroups(x.tape, x.dtype, x.data, index, size).map((total) => divide(total, count, round));
  return operation({ dtype: x.dtype, shape, data }, [x], [(g) => index.map((at) => divide(g[at]!, count, round))]);
}

/** The non-negative axes of a tensor; refused as the framework refuses an axis that there is not. */
export function normalAxis(x: Variable, axis: number): number {
  const rank = x.shape.length;
  // PyTorch lets a tensor without dimensions have the axes 0 and −1.
  const extent = x.tape.framework === "pytorch" ? Math.max(rank, 1) : rank;
  if (Number.isInteger(axis) && axis >= -extent && axis < extent) return axis < 0 ? axis + extent : axis;
  throw x.tape.framework === "tensorflow"
    ? refusal("InvalidArgumentError", `Invalid reduction dimension (${axis} for input with ${rank} dimension(s)`)
    : refusal("IndexError", `Dimension out of range (got ${axis} for ${rank} dimensions)`);
}

/** Sums a gradient over the axes along which its operand was broadcast. */
export function sumTo(
  tape: Tape,
  dtype: Dtype,
  gradient: readonly number[],
  from: readonly number[],
  to: readonly number[],
): readonly number[] {
  if (from.length === to.length && from.every((extent, axis) => extent === to[axis])) return gradient;
  return sumGroups(tape, dtype, gradient, broadcastIndex(to, from), sizeOf(to));
}

/** The elements of `data` that belong to each of `size` results, `index` naming the result of each. */
export function groups(
  data: readonly number[],
  index: readonly number[],
  size: number,
): readonly (readonly number[])[] {
  const grouped = Array.from({ length: size }, (): number[] => []);
  for (let i = 0; i < data.length; i++) grouped[index[i]!]!.push(data[i]!);
  return grouped;
}

/** How the axes of a tensor shrink: `index` names for each element the result it belongs to. */
export function reduction(x: Variable, axes: number | readonly number[] | undefined, keepDims: boolean) {
  const all = axes === undefined ? x.shape.map((_, axis) => axis) : typeof axes === "number" ? [axes] : axes;
  const normal = all.map((axis) => normalAxis(x, axis));
  const reduced = x.shape.map((extent, axis) => (normal.includes(axis) ? 1 : extent));
  const shape = keepDims ? reduced : x.shape.filter((_, axis) => !normal.includes(axis));
  return { index: reduceIndex(x.shape, normal), reduced, shape };
}

// --- internal ---

function sumGroups(
  tape: Tape,
  dtype: Dtype,
  data: readonly number[],
  index: readonly number[],
  size: number,
): readonly number[] {
  const total = summing(tape, dtype);
  return size === 1 ? [total(data)] : groups(data, index, size).map(total);
}
