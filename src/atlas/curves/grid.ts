import { magnitude, windowOf } from "./window.ts";

/** Round positions, many more than a picture needs. */
export function candidates(from: number, to: number, scale: "linear" | "log"): number[] {
  if (scale === "log") return decades(from, to, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
  return multiples(from, to, niceStep((to - from) / 400));
}

/** Round positions, as many as a table can show. */
export function shownPositions(from: number, to: number, scale: "linear" | "log"): number[] {
  return scale === "log" ? decades(from, to, [1]) : multiples(from, to, niceStep((to - from) / 16));
}

/** Positions on either side of a kink, ever nearer. */
export function around(x: number, from: number, to: number, scale: "linear" | "log"): number[] {
  const near = [1e-2, 3e-3, 1e-3, 3e-4].flatMap((part) =>
    scale === "log" ? [x * (1 - 10 * part), x * (1 + 10 * part)] : [x - part * (to - from), x + part * (to - from)],
  );
  return [x, ...near.map((each) => Number(each.toPrecision(6)))].filter((each) => each >= from && each <= to);
}

/**
 * The positions that a picture needs: those it must have, and more wherever a straight line between two would miss a curve by more
 * than {@link MISS} of what is shown of it.
 */
export function thinned(
  xs: readonly number[],
  curves: readonly Series[],
  needed: ReadonlySet<number>,
  scale: "linear" | "log",
): number[] {
  const positions = scale === "log" ? xs.map(Math.log) : xs;
  const drawn = curves.map((curve) => asDrawn(curve));
  const chosen = new Set<number>();
  const split = (from: number, to: number): void => {
    if (to - from < 2) return;
    const at = farthest(positions, drawn, from, to);
    if (at === undefined) return;
    chosen.add(at);
    split(from, at);
    split(at, to);
  };
  const fixed = xs.flatMap((x, i) => (i === 0 || i === xs.length - 1 || needed.has(x) ? [i] : []));
  for (const i of fixed) chosen.add(i);
  for (const [k, i] of fixed.entries()) if (k > 0) split(fixed[k - 1]!, i);
  return [...chosen].sort((a, b) => a - b);
}

/** A curve, and whether it is drawn over many magnitudes. */
export interface Series {
  readonly values: readonly (number | undefined)[];
  readonly isWide: boolean;
}

// --- internal ---

/** Of the height of a picture of 200 pixels: less than half of one. */
const MISS = 0.002;

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(9)) + 0);
}

function decades(from: number, to: number, mantissas: readonly number[]): number[] {
  const [first, last] = [Math.round(Math.log10(from)), Math.round(Math.log10(to))];
  const inner = Array.from({ length: last - first }, (_, i) =>
    mantissas.map((mantissa) => Number(`${mantissa}e${first + i}`)),
  );
  return [...inner.flat(), to];
}

/** The smallest of 1, 2, 5 times a power of ten that is not below. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return Number((([1, 2, 5].find((each) => each * power >= least * (1 - 1e-9)) ?? 10) * power).toPrecision(1));
}

/** Scaled so that what is shown has the height 1, and cut off above and below. */
function asDrawn({ values, isWide }: Series): readonly number[] {
  const scaled = isWide ? values.map((value) => (value === undefined ? value : magnitude(value))) : values;
  const [low, high] = windowOf(scaled) ?? [0, 1];
  const height = high - low || 1;
  return scaled.map((value) => Math.min(1.2, Math.max(-0.2, ((value ?? Number.NaN) - low) / height)));
}

/** The position that lies farthest off the straight line, of all curves. */
function farthest(
  positions: readonly number[],
  drawn: readonly (readonly number[])[],
  from: number,
  to: number,
): number | undefined {
  let worst = MISS;
  let at: number | undefined;
  for (const values of drawn) {
    const [a, b] = [values[from]!, values[to]!];
    for (let i = from + 1; i < to; i++) {
      const t = (positions[i]! - positions[from]!) / (positions[to]! - positions[from]!);
      const miss = distance(values[i]!, a + t * (b - a));
      if (miss > worst) [worst, at] = [miss, i];
    }
  }
  return at;
}

/** Where one of them is no number, as far as can be. */
function distance(a: number, b: number): number {
  if (Number.isNaN(a) && Number.isNaN(b)) return 0;
  return Number.isNaN(a) || Number.isNaN(b) ? 1 : Math.abs(a - b);
}
