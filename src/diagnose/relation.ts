import { numbers, sameShape, type Tensor, unravel } from "../tensor/tensor.ts";
import { type Extents, factorNamed, factorNames, ratioOf } from "./factor.ts";
import { reduced } from "./tensors.ts";

/** What turns the second tensor into the first, as far as it can be measured. */
export type Relation =
  | { readonly code: "equal" }
  | { readonly code: "negated" }
  /** First = factor × second; `meaning` names what the factor equals. */
  | { readonly code: "scaled"; readonly factor: number; readonly meaning?: string }
  /** First = second + offset. */
  | { readonly code: "offset"; readonly offset: number }
  /** One is the mean or the sum of the other over an axis, or over all of them. */
  | {
      readonly code: "reduced";
      readonly which: "first" | "second";
      readonly how: "mean" | "sum";
      readonly axis: number | "all";
      /** What is left between the two after the reduction. */
      readonly rest?: Relation;
    }
  /** Equal at all but some elements. */
  | { readonly code: "partly"; readonly differing: number; readonly total: number; readonly at: readonly number[] }
  | { readonly code: "shape" }
  | { readonly code: "different" };

/**
 * Classifies two tensors by their elements alone; `slack` is what their tolerances grant together. The atlas asks it of two frameworks'
 * goldens, a diagnosis of an answer and its golden.
 */
export function relate(first: Tensor, second: Tensor, slack = 0, extents: Extents = {}): Relation {
  const a = numbers(first);
  const b = numbers(second);
  if (!sameShape(first.shape, second.shape)) return relateShapes(first, second, slack, extents);
  if (a.length === 0) return { code: "equal" };
  const differing = a.findIndex((x, i) => !isClose(x, b[i]!, slack));
  if (differing < 0) return { code: "equal" };
  if (a.every((x, i) => isClose(x, -b[i]!, slack))) return { code: "negated" };
  const scaled = scale(a, b, slack, extents);
  if (scaled) return scaled;
  const offset = constantOffset(a, b, slack);
  if (offset !== undefined) return { code: "offset", offset };
  const count = a.filter((x, i) => !isClose(x, b[i]!, slack)).length;
  if (count < a.length)
    return { code: "partly", differing: count, total: a.length, at: unravel(differing, first.shape) };
  return { code: "different" };
}

/** Whether two numbers may be one formula's; NaN is close to NaN. */
export function isClose(x: number, y: number, slack: number): boolean {
  if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return true;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  return Math.abs(x - y) <= slack + RELATIVE * Math.max(Math.abs(x), Math.abs(y)) + 1e-9;
}

// --- internal ---

/** Float32 evaluations of one formula that differ by more than this are not of one formula. */
const RELATIVE = 4e-6;

function scale(a: readonly number[], b: readonly number[], slack: number, extents: Extents): Relation | undefined {
  const raw = ratioOf(a, b)?.ratio;
  if (raw === undefined) return undefined;
  const meaning = bestName(raw, extents);
  const distinct = new Set(b.filter((y) => y !== 0)).size;
  // A single pair of numbers has some ratio always: it counts only where it is one that a formula could mean.
  if (distinct < 3 && meaning === undefined) return undefined;
  const factor = meaning === undefined ? raw : factorNamed(meaning, extents)!;
  if (!a.every((x, i) => isClose(x, factor * b[i]!, slack * Math.max(1, Math.abs(factor))))) return undefined;
  const isExtent = meaning !== undefined && meaning.replace("1/", "") in extents;
  return { code: "scaled", factor, ...(isExtent && { meaning }) };
}

/** A percentage before an extent, and an extent before a half: what is likelier to be meant. */
function bestName(raw: number, extents: Extents): string | undefined {
  // An argument multiplies; that something is divided by one has not been seen yet.
  const names = factorNames(raw, extents).filter((name) => name !== "1/delta");
  return names.find((name) => /100/.test(name)) ?? names[0];
}

function constantOffset(a: readonly number[], b: readonly number[], slack: number): number | undefined {
  const raw = a[0]! - b[0]!;
  const offset = Math.round(raw);
  // Only small integers: any two scalars have an offset.
  if (offset === 0 || Math.abs(offset) > 2 || Math.abs(raw - offset) > 1e-5 + slack) return undefined;
  return a.every((x, i) => Math.abs(x - b[i]! - offset) <= slack + 1e-6) ? offset : undefined;
}

function relateShapes(first: Tensor, second: Tensor, slack: number, extents: Extents): Relation {
  const isFirstLarger = first.shape.length > second.shape.length;
  const [whole, part] = isFirstLarger ? [first, second] : [second, first];
  if (whole.data.length === 0) return { code: "shape" };
  const which = isFirstLarger ? "second" : "first";
  const axes: (number | "all")[] = part.shape.length === 0 ? ["all"] : whole.shape.map((_, axis) => axis).reverse();
  for (const wanted of ["equal", "scaled", "partly"] as const) {
    for (const axis of axes) {
      if (axis !== "all" && !sameShape(whole.shape.toSpliced(axis, 1), part.shape)) continue;
      for (const how of ["mean", "sum"] as const) {
        const less = reduced(whole, axis, how);
        const rest = isFirstLarger
          ? relate(less, part, slack + 1e-6, extents)
          : relate(part, less, slack + 1e-6, extents);
        if (rest.code !== wanted || (wanted === "partly" && !agreesAtMoreThanZeros(less, part, slack))) continue;
        return { code: "reduced", which, how, axis, ...(wanted !== "equal" && { rest }) };
      }
    }
  }
  return { code: "shape" };
}

/** Zeros are what unlike losses agree on, too. */
function agreesAtMoreThanZeros(a: Tensor, b: Tensor, slack: number): boolean {
  const y = numbers(b);
  return numbers(a).some((x, i) => Math.abs(x) > 1e-3 && isClose(x, y[i]!, slack + 1e-6));
}
