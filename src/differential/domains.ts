import { type Dtype, isFloatDtype } from "../format/tensor.ts";
import { type FloatName, roundTo } from "../tensor/float.ts";
import { type Element, numbers, type Tensor } from "../tensor/tensor.ts";

/** Where the elements of a recorded tensor lie: other tensors of the kind are made from the same domain. */
export type ValueDomain =
  | "real"
  | "positive"
  | "unit"
  | "simplex"
  | "log-simplex"
  | "binary"
  | "sign"
  | "label"
  | "count";

/** What a recorded tensor looks like. `isLabel` says that it holds class indices, whatever its numbers. */
export function domainOf(tensor: Tensor, isLabel = false): ValueDomain {
  const data = numbers(tensor);
  if (isLabel) return "label";
  if (data.length === 0) return "real";
  const every = (holds: (x: number) => boolean) => data.every(holds);
  if (every((x) => x === 0 || x === 1)) return "binary";
  if (every((x) => x === -1 || x === 1)) return "sign";
  if (every((x) => x >= 0) && sumsToOne(tensor, (x) => x)) return "simplex";
  if (every((x) => x <= 0) && sumsToOne(tensor, Math.exp)) return "log-simplex";
  if (every((x) => x >= 0 && x <= 1)) return "unit";
  if (every((x) => Number.isInteger(x) && x >= 0)) return "count";
  if (every((x) => x > 0)) return "positive";
  return "real";
}

/** The elements of a tensor of the domain, from small whole numbers; the smaller they are, the simpler the elements. */
export function elementsOf(
  domain: ValueDomain,
  shape: readonly number[],
  dtype: Dtype,
  entropy: (at: number) => number,
  classes: number,
): Element[] {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const raw = Array.from({ length: size }, (_, at) => element(domain, entropy(at), classes));
  const data = domain === "simplex" || domain === "log-simplex" ? normalised(raw, shape.at(-1) ?? 1, domain) : raw;
  if (dtype === "bool") return data.map((x) => x !== 0);
  return isFloatDtype(dtype) ? data.map((x) => roundTo(dtype as FloatName, x)) : data.map(Math.trunc);
}

/** One more than the largest number that `entropy` gives. */
export const ENTROPY = 4096;

// --- internal ---

/** Kinks, thresholds, clips and saturations of the recorded losses; 0 first, since shrinking ends there. */
const REALS = [0, 1, -1, 0.5, -0.5, 2, -2, 0.25, 3, -3, 1e-7, -1e-7, 10, -10, 20, -20, 100, -100, 1000, -1000] as const;
const UNITS = [0.5, 0, 1, 0.25, 0.75, 1e-7, 0.9999999, 1e-3, 0.999] as const;
const POSITIVES = [1, 0.5, 2, 0.25, 3, 1e-7, 10, 100, 1000] as const;

function element(domain: ValueDomain, entropy: number, classes: number): number {
  switch (domain) {
    case "binary":
      return entropy % 2;
    case "sign":
      return entropy % 2 === 0 ? 1 : -1;
    case "label":
      return classes === 0 ? 0 : entropy % classes;
    case "count":
      return entropy % 8;
    case "unit":
      return special(UNITS, entropy, (fraction) => fraction);
    case "positive":
      return special(POSITIVES, entropy, (fraction) => 0.001 + 4 * fraction);
    case "simplex":
    case "log-simplex":
      return 1 + (entropy % 1000);
    case "real":
      return special(REALS, entropy, (fraction) => 8 * fraction - 4);
  }
}

/** Every tenth number is a special one. */
function special(values: readonly number[], entropy: number, map: (fraction: number) => number): number {
  const among = values[entropy % (10 * values.length)];
  return among ?? Number(map(entropy / ENTROPY).toFixed(3));
}

function normalised(raw: readonly number[], width: number, domain: ValueDomain): number[] {
  return raw.map((x, at) => {
    const row = at - (at % width);
    const total = raw.slice(row, row + width).reduce((sum, y) => sum + y, 0);
    return domain === "simplex" ? x / total : Math.log(x / total);
  });
}

function sumsToOne(tensor: Tensor, map: (x: number) => number): boolean {
  const width = tensor.shape.at(-1) ?? 1;
  if (width < 2) return false;
  const data = numbers(tensor);
  for (let row = 0; row < data.length; row += width) {
    const total = data.slice(row, row + width).reduce((sum, x) => sum + map(x), 0);
    if (Math.abs(total - 1) > 1e-3) return false;
  }
  return true;
}
