import { sizeOf } from "../../tensor/tensor.ts";
import { refusal } from "../refusal.ts";
import { mul } from "./operations.ts";
import { sum } from "./reduce.ts";
import { transposeIndex } from "./shapes.ts";
import { operation, summing, type Variable } from "./variable.ts";

/** The same elements in another shape of as many. */
export function reshape(x: Variable, shape: readonly number[]): Variable {
  if (sizeOf(shape) !== x.data.length) {
    throw refusal("InvalidArgumentError", `Input to reshape is a tensor with ${x.data.length} values, not [${shape}]`);
  }
  return operation({ dtype: x.dtype, shape, data: x.data }, [x], [(g) => g]);
}

/** Axes in another order. */
export function transpose(x: Variable, permutation: readonly number[]): Variable {
  const index = transposeIndex(x.shape, permutation);
  const shape = permutation.map((axis) => x.shape[axis]!);
  return operation(
    { dtype: x.dtype, shape, data: index.map((at) => x.data[at]!) },
    [x],
    [
      (g) => {
        const gradient = new Array<number>(g.length);
        for (let i = 0; i < g.length; i++) gradient[index[i]!] = g[i]!;
        return gradient;
      },
    ],
  );
}

/** The axis moved to the end, the others in their order. */
export function axisLast(x: Variable, axis: number): Variable {
  if (axis === x.shape.length - 1) return x;
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  return transpose(x, [...others, axis]);
}

/** The last axis moved to `axis`: undoes {@link axisLast}. */
export function axisFromLast(x: Variable, axis: number): Variable {
  const last = x.shape.length - 1;
  if (axis === last) return x;
  const order = Array.from({ length: last }, (_, i) => i);
  order.splice(axis, 0, last);
  return transpose(x, order);
}

/** Rows of one table or several, `places` naming table and row of each result; a row's gradient is the sum over its uses. */
export function gatherRows(
  tables: readonly Variable[],
  places: readonly { readonly table: number; readonly row: number }[],
): Variable {
  const [first] = tables;
  if (first === undefined) throw refusal("ValueError", "Need at least one param");
  const rowShape = first.shape.slice(1);
  const width = sizeOf(rowShape);
  const data = places.flatMap(({ table, row }) => tables[table]!.data.slice(row * width, (row + 1) * width));
  const pullback = (to: number) => (g: readonly number[]) => {
    const { data, tape, dtype } = tables[to]!;
    const uses = data.map((): number[] => []);
    for (const [i, { table, row }] of places.entries()) {
      if (table !== to) continue;
      for (let at = 0; at < width; at++) uses[row * width + at]!.push(g[i * width + at]!);
    }
    return uses.map(summing(tape, dtype));
  };
  const shape = [places.length, ...rowShape];
  return operation(
    { dtype: first.dtype, shape, data },
    tables,
    tables.map((_, table) => pullback(table)),
  );
}

/** Two matrices of as many rows side by side. */
export function concatColumns(a: Variable, b: Variable): Variable {
  const [rows, m] = a.shape as [number, number];
  const n = b.shape[1]!;
  if (b.shape[0] !== rows) throw refusal("InvalidArgumentError", "ConcatOp : Dimensions of inputs should match");
  const data: number[] = [];
  for (let row = 0; row < rows; row++) {
    data.push(...a.data.slice(row * m, (row + 1) * m), ...b.data.slice(row * n, (row + 1) * n));
  }
  const columns = (from: number, count: number) => (g: readonly number[]) => {
    const part: number[] = [];
    for (let row = 0; row < rows; row++) part.push(...g.slice(row * (m + n) + from, row * (m + n) + from + count));
    return part;
  };
  return operation({ dtype: a.dtype, shape: [rows, m + n], data }, [a, b], [columns(0, m), columns(m, n)]);
}

/** a·bᵀ of matrices [N, D] and [S, D]. */
export function matmulTransposed(a: Variable, b: Variable): Variable {
  if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[1] !== b.shape[1]) {
    throw refusal("InvalidArgumentError", `Matrix size-incompatible: In[0]: [${a.shape}], In[1]: [${b.shape}]`);
  }
  const [n, d] = a.shape as [number, number];
  return sum(mul(reshape(a, [n, 1, d]), reshape(b, [1, b.shape[0]!, d])), -1);
}

/** Elements of the last axis in the given order, some of them perhaps left out or repeated. */
export function selectLast(x: Variable, order: readonly number[]): Variable {
  const width = x.shape.at(-1)!;
  const rows = width === 0 ? 0 : x.data.length / width;
  const places = Array.from({ length: rows }, (_, row) => order.map((at) => row * width + at)).flat();
  const pullback = (g: readonly number[]) => {
    const uses = x.data.map((): number[] => []);
    for (const [i, at] of places.entries()) uses[at]!.push(g[i]!);
    return uses.map(summing(x.tape, x.dtype));
  };
  const shape = [...x.shape.slice(0, -1), order.length];
  return operation({ dtype: x.dtype, shape, data: places.map((at) => x.data[at]!) }, [x], [pullback]);
}

/** One element of each row of a matrix. */
export function pick(x: Variable, columns: readonly number[]): Variable {
  const width = x.shape[1]!;
  const places = columns.map((column, row) => row * width + column);
  const outside = columns.find((column) => !(column >= 0 && column < width));
  if (outside !== undefined) throw refusal("RuntimeError", `index ${outside} is out of bounds`);
  return gatherElements(x, places);
}

/** The elements from `from` up to `to` of a vector. */
export function slice(x: Variable, from: number, to: number): Variable {
  return gatherElements(
    x,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}

/** A vector of `size` with the elements of `x` at the given places and 0 elsewhere. */
export function placeRows(x: Variable, places: readonly number[], size: number): Variable {
  const data = new Array<number>(size).fill(0);
  for (const [i, at] of places.entries()) data[at] = x.data[i]!;
  return operation({ dtype: x.dtype, shape: [size], data }, [x], [(g) => places.map((at) => g[at]!)]);
}

// --- internal ---

/** A vector of elements, each taken at most once. */
function gatherElements(x: Variable, places: readonly number[]): Variable {
  const pullback = (g: readonly number[]) => {
    const gradient = new Array<number>(x.data.length).fill(0);
    for (const [i, at] of places.entries()) gradient[at] = g[i]!;
    return gradient;
  };
  const data = places.map((at) => x.data[at]!);
  return operation({ dtype: x.dtype, shape: [places.length], data }, [x], [pullback]);
}
