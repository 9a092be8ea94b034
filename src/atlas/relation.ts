import { numbers, sameShape, sizeOf, type Tensor, unravel } from "../tensor/tensor.ts";

/** What turns PyTorch's tensor into TensorFlow's, as far as it could be measured. */
export type Relation =
  | { readonly code: "equal" }
  | { readonly code: "negated" }
  /** TensorFlow = factor × PyTorch; `meaning` names the extent of the inputs that the factor equals. */
  | { readonly code: "scaled"; readonly factor: number; readonly meaning?: string }
  /** TensorFlow = PyTorch + offset. */
  | { readonly code: "offset"; readonly offset: number }
  /** One side is the mean or the sum of the other over an axis, or over all of them. */
  | {
      readonly code: "reduced";
      readonly which: "tensorflow" | "pytorch";
      readonly how: "mean" | "sum";
      readonly axis: number | "all";
      /** What is left between the two after the reduction. */
      readonly rest?: Relation;
    }
  /** Equal at all but some elements. */
  | { readonly code: "partly"; readonly differing: number; readonly total: number; readonly at: readonly number[] }
  | { readonly code: "tensorflow-rejects" }
  | { readonly code: "pytorch-rejects" }
  /** Equal values whose gradients are not. */
  | { readonly code: "gradient"; readonly of: Relation }
  | { readonly code: "shape" }
  | { readonly code: "different" };

export type RelationCode = Relation["code"];

/** The extents of the prediction that a factor is likely to be. */
export type Extents = { readonly [meaning: string]: number };

/** Classifies two tensors; `slack` is what their tolerances grant together. */
export function relate(tensorflow: Tensor, pytorch: Tensor, slack = 0, extents: Extents = {}): Relation {
  const a = numbers(tensorflow);
  const b = numbers(pytorch);
  if (!sameShape(tensorflow.shape, pytorch.shape)) return relateShapes(tensorflow, pytorch, slack, extents);
  if (a.length === 0) return { code: "equal" };
  const differing = a.findIndex((x, i) => !close(x, b[i]!, slack));
  if (differing < 0) return { code: "equal" };
  if (a.every((x, i) => close(x, -b[i]!, slack))) return { code: "negated" };
  const scaled = scale(a, b, slack, extents);
  if (scaled) return scaled;
  const offset = constantOffset(a, b, slack);
  if (offset !== undefined) return { code: "offset", offset };
  const count = a.filter((x, i) => !close(x, b[i]!, slack)).length;
  if (count < a.length) {
    return { code: "partly", differing: count, total: a.length, at: unravel(differing, tensorflow.shape) };
  }
  return { code: "different" };
}

/** The relation as a formula: `TF = 100 × PyTorch`. */
export function relationText(relation: Relation): string {
  switch (relation.code) {
    case "equal":
      return "equal";
    case "negated":
      return "TF = −PyTorch";
    case "scaled":
      return `TF = ${relation.meaning ?? tidy(relation.factor)} × PyTorch`;
    case "offset":
      return `TF = PyTorch ${relation.offset < 0 ? "−" : "+"} ${tidy(Math.abs(relation.offset))}`;
    case "reduced": {
      const [whole, part] = relation.which === "tensorflow" ? ["PyTorch", "TF"] : ["TF", "PyTorch"];
      const over = relation.axis === "all" ? "everything" : `axis ${relation.axis}`;
      const rest =
        relation.rest?.code === "partly"
          ? ", except at some elements"
          : relation.rest
            ? `, then ${relationText(relation.rest)}`
            : "";
      return `${part} = ${relation.how} of ${whole} over ${over}${rest}`;
    }
    case "partly":
      return "equal except at some elements";
    case "tensorflow-rejects":
      return "TF rejects, PyTorch computes";
    case "pytorch-rejects":
      return "PyTorch rejects, TF computes";
    case "gradient":
      return `same value, gradients differ (${relationText(relation.of)})`;
    case "shape":
      return "other shape";
    case "different":
      return "no simple relation";
  }
}

// --- internal ---

/** Float32 evaluations of one formula that differ by more than this are not of one formula. */
const RELATIVE = 4e-6;

function close(x: number, y: number, slack: number): boolean {
  if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return true;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  return Math.abs(x - y) <= slack + RELATIVE * Math.max(Math.abs(x), Math.abs(y)) + 1e-9;
}

function scale(a: readonly number[], b: readonly number[], slack: number, extents: Extents): Relation | undefined {
  let at = -1;
  for (let i = 0; i < a.length; i++) {
    if (Number.isFinite(b[i]!) && b[i] !== 0 && (at < 0 || Math.abs(b[i]!) > Math.abs(b[at]!))) at = i;
  }
  if (at < 0 || !Number.isFinite(a[at]!) || a[at] === 0) return undefined;
  const raw = a[at]! / b[at]!;
  const named = namedFactor(raw, extents);
  const distinct = new Set(b.filter((y) => y !== 0)).size;
  // A single pair of numbers has some ratio always: it counts only where it is one that a formula could mean.
  if (distinct < 3 && named === undefined) return undefined;
  const factor = named?.factor ?? raw;
  if (!a.every((x, i) => close(x, factor * b[i]!, slack * Math.max(1, Math.abs(factor))))) return undefined;
  return { code: "scaled", factor, ...(named?.meaning && { meaning: named.meaning }) };
}

function namedFactor(raw: number, extents: Extents): { factor: number; meaning?: string } | undefined {
  for (const factor of [100, 0.01, -100]) if (close(raw, factor, 0)) return { factor };
  for (const [meaning, extent] of Object.entries(extents)) {
    if (extent === 1 || !(extent > 0)) continue;
    if (close(raw, extent, 0)) return { factor: extent, meaning };
    if (meaning !== "delta" && close(raw, 1 / extent, 0)) return { factor: 1 / extent, meaning: `1/${meaning}` };
  }
  for (const factor of [2, 0.5, -2, -0.5]) if (close(raw, factor, 0)) return { factor };
  return undefined;
}

function constantOffset(a: readonly number[], b: readonly number[], slack: number): number | undefined {
  const raw = a[0]! - b[0]!;
  const offset = Math.round(raw);
  // Only small integers: any two scalars have an offset.
  if (offset === 0 || Math.abs(offset) > 2 || Math.abs(raw - offset) > 1e-5 + slack) return undefined;
  return a.every((x, i) => Math.abs(x - b[i]! - offset) <= slack + 1e-6) ? offset : undefined;
}

function relateShapes(tensorflow: Tensor, pytorch: Tensor, slack: number, extents: Extents): Relation {
  const tfLarger = tensorflow.shape.length > pytorch.shape.length;
  const [whole, part] = tfLarger ? [tensorflow, pytorch] : [pytorch, tensorflow];
  if (whole.data.length === 0) return { code: "shape" };
  const which = tfLarger ? "pytorch" : "tensorflow";
  const axes: (number | "all")[] = part.shape.length === 0 ? ["all"] : whole.shape.map((_, axis) => axis).reverse();
  for (const wanted of ["equal", "scaled", "partly"] as const) {
    for (const axis of axes) {
      if (axis !== "all" && !sameShape(whole.shape.toSpliced(axis, 1), part.shape)) continue;
      for (const how of ["mean", "sum"] as const) {
        const reduced: Tensor = { dtype: whole.dtype, shape: part.shape, data: reduce(whole, axis, how) };
        const rest = tfLarger
          ? relate(reduced, part, slack + 1e-6, extents)
          : relate(part, reduced, slack + 1e-6, extents);
        if (rest.code !== wanted || (wanted === "partly" && !agreesAtMoreThanZeros(reduced, part, slack))) continue;
        return { code: "reduced", which, how, axis, ...(wanted !== "equal" && { rest }) };
      }
    }
  }
  return { code: "shape" };
}

/** Zeros are what unlike losses agree on, too. */
function agreesAtMoreThanZeros(a: Tensor, b: Tensor, slack: number): boolean {
  const y = numbers(b);
  return numbers(a).some((x, i) => Math.abs(x) > 1e-3 && close(x, y[i]!, slack + 1e-6));
}

function reduce(tensor: Tensor, axis: number | "all", how: "mean" | "sum"): number[] {
  const data = numbers(tensor);
  const extent = axis === "all" ? data.length : tensor.shape[axis]!;
  const inner = axis === "all" ? 1 : sizeOf(tensor.shape.slice(axis + 1));
  const sums = new Array<number>(extent === 0 ? 0 : data.length / extent).fill(0);
  data.forEach((value, i) => {
    const slot = axis === "all" ? 0 : Math.floor(i / (inner * extent)) * inner + (i % inner);
    sums[slot]! += value;
  });
  return how === "sum" ? sums : sums.map((sum) => sum / extent);
}

function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}
