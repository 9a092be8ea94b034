import { sizeOf } from "../../tensor/tensor.ts";

/** The shape two shapes broadcast to (NumPy's rule, the frameworks' too), or undefined where they do not. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return undefined;
    shape[axis] = x === 1 ? y : x;
  }
  return shape;
}

/** For each flat index of `to`, the flat index of `from` that is broadcast there. */
export function broadcastIndex(from: readonly number[], to: readonly number[]): readonly number[] {
  return cached(`${from}>${to}`, () => {
    const padded = [...new Array<number>(to.length - from.length).fill(1), ...from];
    const steps = strides(padded).map((stride, axis) => (padded[axis] === 1 ? 0 : stride));
    return indices(to, steps);
  });
}

/** For each flat index of `shape`, the flat index in the same shape with `axes` shrunk to 1. */
export function reduceIndex(shape: readonly number[], axes: readonly number[]): readonly number[] {
  return cached(`${shape}/${axes}`, () => {
    const reduced = shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
    const steps = strides(reduced).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
    return indices(shape, steps);
  });
}

/** For each flat index of the transposed shape, the flat index of the original. */
export function transposeIndex(shape: readonly number[], permutation: readonly number[]): readonly number[] {
  const from = strides(shape);
  const to = permutation.map((axis) => shape[axis]!);
  return indices(
    to,
    permutation.map((axis) => from[axis]!),
  );
}

// --- internal ---

/** Cases share few shapes, so the index of each is computed once. */
const cache = new Map<string, readonly number[]>();

function cached(key: string, make: () => readonly number[]): readonly number[] {
  let index = cache.get(key);
  if (index === undefined) {
    index = make();
    cache.set(key, index);
  }
  return index;
}

function strides(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    steps[axis] = step;
    step *= shape[axis]!;
  }
  return steps;
}

/** The positions that a walk over `shape` in row-major order reaches with the given steps. */
function indices(shape: readonly number[], steps: readonly number[]): readonly number[] {
  let positions = sizeOf(shape) === 0 ? [] : [0];
  for (const [axis, extent] of shape.entries()) {
    if (positions.length === 0) break;
    const step = steps[axis]!;
    positions = positions.flatMap((position) => Array.from({ length: extent }, (_, i) => position + i * step));
  }
  return positions;
}
