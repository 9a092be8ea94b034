import type { Domain, Value } from "./types.ts";

/** A value for each argument and optional input, by name; what it leaves out keeps its default. */
export type Choice = ReadonlyMap<string, Value>;

/** The domains of a loss, by argument or optional input. */
export type Domains = ReadonlyMap<string, Domain>;

/** A full product with more combinations than this is replaced by a covering array, but on the full families. */
export const PRODUCT_LIMIT = 100;

/** Every combination of values. */
export function product(domains: Domains): Choice[] {
  let choices: Choice[] = [new Map()];
  for (const [name, { values }] of domains) {
    choices = choices.flatMap((choice) => values.map((value) => new Map([...choice, [name, value]])));
  }
  return choices;
}

/** How many combinations `product` would give. */
export function productSize(domains: Domains): number {
  return [...domains.values()].reduce((size, { values }) => size * values.length, 1);
}

/**
 * The defaults, then every value of every domain by itself; arguments without a default take their first value, those whose default
 * is refused their base.
 */
export function singles(domains: Domains): Choice[] {
  const base = new Map(
    [...domains].flatMap(([name, { base, default: byDefault, values }]) => start(name, base ?? byDefault, values)),
  );
  const changes = [...domains].flatMap(([name, { values }]) =>
    values.map((value) => new Map([...base, [name, value]])),
  );
  return [base, ...changes];
}

/** The defaults with one suspect value at a time, and one value at a time of the domains kept out of the product. */
export function oneAtATime(domains: Domains): Choice[] {
  const base = singles(domains)[0]!;
  return [...domains].flatMap(([name, { suspect = [], values, single }]) =>
    [...suspect, ...(single ? values : [])].map((value) => new Map([...base, [name, value]])),
  );
}

/**
 * A covering array of strength two: the defaults, and as few more rows as a greedy search finds, so that every pair of values of two
 * domains is in some row. Deterministic: ties go to the earlier value. (Cohen et al., The AETG System, IEEE TSE 1997.)
 */
export function coveringArray(domains: Domains): Choice[] {
  const names = [...domains.keys()];
  const sizes = names.map((name) => domains.get(name)!.values.length);
  const uncovered = new Set<string>();
  for (let a = 0; a < names.length; a++) {
    for (let b = a + 1; b < names.length; b++) {
      for (let i = 0; i < sizes[a]!; i++) for (let j = 0; j < sizes[b]!; j++) uncovered.add(pairKey(a, i, b, j));
    }
  }
  const rows: number[][] = [];
  const take = (row: number[]) => {
    rows.push(row);
    for (const key of pairsOf(row)) uncovered.delete(key);
  };
  take(sizes.map(() => 0));
  while (uncovered.size > 0) take(bestRow(uncovered.values().next().value!, sizes, uncovered));
  return rows.map((row) => new Map(row.map((value, at) => [names[at]!, domains.get(names[at]!)!.values[value]!])));
}

// --- internal ---

function start(name: string, usual: Value | undefined, values: readonly Value[]): [string, Value][] {
  const value = usual ?? values[0];
  return value === undefined ? [] : [[name, value]];
}

function pairKey(a: number, i: number, b: number, j: number): string {
  return `${a},${i},${b},${j}`;
}

function pairsOf(row: readonly number[]): string[] {
  return row.flatMap((i, a) => row.slice(a + 1).map((j, offset) => pairKey(a, i, a + 1 + offset, j)));
}

/** A row with the given uncovered pair, every other value being the one that covers most pairs with those chosen so far. */
function bestRow(seed: string, sizes: readonly number[], uncovered: ReadonlySet<string>): number[] {
  const [a, i, b, j] = seed.split(",").map(Number) as [number, number, number, number];
  const row: (number | undefined)[] = sizes.map((_, at) => (at === a ? i : at === b ? j : undefined));
  for (const [at, size] of sizes.entries()) {
    if (row[at] !== undefined) continue;
    let best = 0;
    let bestGain = -1;
    for (let value = 0; value < size; value++) {
      const gain = row.filter((other, where) => {
        if (other === undefined) return false;
        return uncovered.has(where < at ? pairKey(where, other, at, value) : pairKey(at, value, where, other));
      }).length;
      if (gain > bestGain) [best, bestGain] = [value, gain];
    }
    row[at] = best;
  }
  return row as number[];
}
