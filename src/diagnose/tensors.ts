import type { ExpectedTensor } from "../compare.ts";
import { type Dtype, isFloatDtype } from "../format/tensor.ts";
import { roundTo } from "../tensor/float.ts";
import { numbers, sameShape, sizeOf, type Tensor, unravel } from "../tensor/tensor.ts";
import { scaleAllowance } from "./allowance.ts";

/** The tensor times a number, allowed to lie as much further off. */
export function scaled({ tensor, allowance }: ExpectedTensor, factor: number): ExpectedTensor {
  return {
    tensor: mapTensor(tensor, (x) => inDtype(tensor.dtype, x * factor)),
    allowance: scaleAllowance(allowance, factor),
  };
}

export function shifted({ tensor, allowance }: ExpectedTensor, offset: number): ExpectedTensor {
  return { tensor: { ...tensor, data: numbers(tensor).map((x) => x + offset) }, allowance };
}

export function reshaped({ tensor, allowance }: ExpectedTensor, shape: readonly number[]): ExpectedTensor {
  return { tensor: { ...tensor, shape }, allowance };
}

/** What an adapter can answer in the golden's dtype; integers are truncated. */
export function inDtype(dtype: Dtype, x: number): number {
  return isFloatDtype(dtype) ? roundTo(dtype, x) : Math.trunc(x);
}

/** Every gradient of an answer changed in one way. */
export function mapGradients(
  gradients: { readonly [input: string]: ExpectedTensor },
  change: (gradient: ExpectedTensor, input: string) => ExpectedTensor,
): { readonly [input: string]: ExpectedTensor } {
  return Object.fromEntries(Object.entries(gradients).map(([input, gradient]) => [input, change(gradient, input)]));
}

/** The mean or the sum over one axis, which disappears, or over all. */
export function reduced(tensor: Tensor, axis: number | "all", how: "mean" | "sum"): Tensor {
  const data = numbers(tensor);
  const extent = axis === "all" ? data.length : tensor.shape[axis]!;
  const inner = axis === "all" ? 1 : sizeOf(tensor.shape.slice(axis + 1));
  const sums = new Array<number>(axis === "all" ? 1 : sizeOf(tensor.shape.toSpliced(axis, 1))).fill(0);
  data.forEach((value, i) => {
    const slot = axis === "all" ? 0 : Math.floor(i / (inner * extent)) * inner + (i % inner);
    sums[slot]! += value;
  });
  return {
    dtype: tensor.dtype,
    shape: axis === "all" ? [] : tensor.shape.toSpliced(axis, 1),
    data: how === "sum" ? sums : sums.map((sum) => sum / extent),
  };
}

/** The tensor with one axis moved to another place, the others staying in order. */
export function movedAxis(tensor: Tensor, from: number, to: number): Tensor {
  const order = tensor.shape.map((_, axis) => axis).toSpliced(from, 1);
  order.splice(to, 0, from);
  const strides = tensor.shape.map((_, axis) => sizeOf(tensor.shape.slice(axis + 1)));
  const shape = order.map((axis) => tensor.shape[axis]!);
  const data = numbers(tensor);
  const moved = Array.from({ length: data.length }, (_, flat) => {
    const index = unravel(flat, shape);
    return data[order.reduce((at, axis, i) => at + index[i]! * strides[axis]!, 0)]!;
  });
  return { ...tensor, shape, data: moved };
}

/** The tensor whose data is the given one's, each element changed. */
export function mapTensor(tensor: Tensor, change: (x: number, i: number) => number): Tensor {
  return { ...tensor, data: numbers(tensor).map(change) };
}

/** Whether an element is NaN, an infinity or finite where the golden is not. */
export function differInClass(given: Tensor, golden: Tensor): boolean {
  const y = numbers(golden);
  return sameShape(given.shape, golden.shape) && numbers(given).some((x, i) => classOf(x) !== classOf(y[i]!));
}

// --- internal ---

function classOf(x: number): string {
  return Number.isFinite(x) ? "finite" : String(x);
}
