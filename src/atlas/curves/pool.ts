import type { Sample } from "./data.ts";

/** Series of numbers, equal ones once. */
export interface SeriesPool {
  readonly series: readonly (readonly Sample[])[];
  /** The index of a series. */
  readonly add: (samples: readonly Sample[]) => number;
}

export function newPool(): SeriesPool {
  const series: (readonly Sample[])[] = [];
  const indices = new Map<string, number>();
  const add = (samples: readonly Sample[]): number => {
    const key = JSON.stringify(samples);
    const known = indices.get(key) ?? series.push(samples) - 1;
    indices.set(key, known);
    return known;
  };
  return { series, add };
}
