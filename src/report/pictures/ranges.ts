import { numberText } from "./numbers.ts";

/** Where a condition holds along an axis. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** The neighbours where it does not hold any more; absent at the ends of the axis. */
  readonly after?: number;
  readonly before?: number;
}

export function rangesOf(xs: readonly number[], isIn: (i: number) => boolean): Range[] {
  const ranges: Range[] = [];
  for (let i = 0; i < xs.length; i++) {
    if (!isIn(i)) continue;
    const first = i;
    while (i + 1 < xs.length && isIn(i + 1)) i++;
    const [after, before] = [xs[first - 1], xs[i + 1]];
    ranges.push({
      from: xs[first]!,
      to: xs[i]!,
      ...(after !== undefined && { after }),
      ...(before !== undefined && { before }),
    });
  }
  return ranges;
}

/** `from 0 to 0.02 and at 1`. */
export function approximately(ranges: readonly Range[]): string {
  return placesText(
    ranges.map(({ from, to }) => (from === to ? `at ${numberText(from)}` : `from ${rough(from)} to ${rough(to)}`)),
  );
}

/** `below 0 and above 1`: of a condition whose ends stand on the axis. */
export function exactly(ranges: readonly Range[]): string {
  return placesText(
    ranges.map(({ from, to, after, before }) => {
      if (after === undefined && before === undefined) return "everywhere";
      if (from === to) return `at ${numberText(from)}`;
      if (after === undefined) return `below ${numberText(before!)}`;
      if (before === undefined) return `above ${numberText(after)}`;
      return `between ${numberText(after)} and ${numberText(before)}`;
    }),
  );
}

export function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

// --- internal ---

function placesText(parts: readonly string[]): string {
  return parts.length > 4 ? `${parts.slice(0, 3).join(", ")} and at ${parts.length - 3} more places` : listOf(parts);
}

/** A place that the grid happens to have. */
function rough(x: number): string {
  return numberText(Number(x.toPrecision(2)));
}
