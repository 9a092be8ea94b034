import { allowanceAt, errorRatio } from "../../compare.ts";
import type { Allowance } from "../../format/case-file.ts";
import { sizeOf, unravel } from "../../tensor/tensor.ts";

/** An answer beside its golden. Elements as they stand in JSON or in memory: `"NaN"` and NaN alike. */
export interface HeatMapInput {
  readonly shape: readonly number[];
  readonly actual: readonly (number | string | boolean | bigint)[];
  readonly expected: readonly (number | string | boolean | bigint)[];
  readonly allowance: Allowance;
}

/** 0 equal; 1 to 3 allowed, up to a hundredth, a tenth, all of the allowance; 4 to 6 not, up to ten times, a thousand times, beyond. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface HeatCell {
  readonly flat: number;
  readonly index: readonly number[];
  readonly actual: number;
  readonly expected: number;
  readonly allowed: number;
  /** Error ÷ allowance; Infinity where only one of them is NaN or an infinity. */
  readonly ratio: number;
  readonly level: HeatLevel;
  /** What is wrong beyond its size. */
  readonly kind?: "nan" | "infinite" | "sign";
}

/** Every element with how far it is off, judged as the suite judges it. */
export function heatCells({ shape, actual, expected, allowance }: HeatMapInput): HeatCell[] {
  return Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const [a, e] = [Number(actual[flat]), Number(expected[flat])];
    const allowed = allowanceAt(allowance, flat, a < e);
    const ratio = errorRatio(a, e, allowed);
    const kind = kindOf(a, e, ratio);
    return {
      flat,
      index: unravel(flat, shape),
      actual: a,
      expected: e,
      allowed,
      ratio,
      level: levelOf(ratio),
      ...(kind && { kind }),
    };
  });
}

/** The elements that are not equal, the worst first. */
export function worstFirst(cells: readonly HeatCell[]): HeatCell[] {
  return cells
    .filter(({ level }) => level > 0)
    .sort((a, b) => (a.ratio === b.ratio ? a.flat - b.flat : b.ratio - a.ratio));
}

/** How many columns a row has, how many rows a block, how many blocks there are; leading axes number the blocks. */
export function layoutOf(shape: readonly number[]): {
  readonly columns: number;
  readonly rows: number;
  readonly blocks: number;
} {
  const [columns, rows] = [shape.at(-1) ?? 1, shape.at(-2) ?? 1];
  return { columns, rows, blocks: sizeOf(shape.slice(0, -2)) };
}

// --- internal ---

function levelOf(ratio: number): HeatLevel {
  if (ratio === 0) return 0;
  if (ratio <= 1) return ratio <= 0.01 ? 1 : ratio <= 0.1 ? 2 : 3;
  return ratio <= 10 ? 4 : ratio <= 1000 ? 5 : 6;
}

/** Of what is allowed the sign does not matter: both may be rounded from 0. */
function kindOf(a: number, e: number, ratio: number): HeatCell["kind"] {
  if (ratio <= 1) return undefined;
  if (Number.isNaN(a) || Number.isNaN(e)) return "nan";
  if (!Number.isFinite(a) || !Number.isFinite(e)) return "infinite";
  return a * e < 0 ? "sign" : undefined;
}
