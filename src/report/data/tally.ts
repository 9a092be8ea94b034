import type { Cell } from "./blocks.ts";
import { FIRST_FAILING, isFailing, NOT_RUN, OUTCOMES, PASS } from "./outcomes.ts";
import type { LossTable } from "./table.ts";

/** Which cases of a loss on which adapters are meant: 1 in each place that is. */
export type Selection = Uint8Array;

/** Counts what came of a loss's cases, an entry for each adapter; every number that a view shows comes from here. */
export function tally(table: LossTable, selection?: Selection): Cell[] {
  return table.block.adapters.map((_, adapter) => {
    const counts = new Array<number>(OUTCOMES.length).fill(0);
    let worst: number | undefined;
    const end = (adapter + 1) * table.size;
    for (let place = adapter * table.size; place < end; place++) {
      if (selection && selection[place] === 0) continue;
      const outcome = table.outcome[place]!;
      counts[outcome]!++;
      const ratio = table.ratio[place]!;
      if (isFailing(outcome) && !Number.isNaN(ratio) && (worst === undefined || ratio > worst)) worst = ratio;
    }
    return { counts, ...(worst !== undefined && { worst: Number.isFinite(worst) ? worst : -1 }) };
  });
}

/** The sum of cells. */
export function addCells(cells: readonly Cell[]): Cell {
  const counts = new Array<number>(OUTCOMES.length).fill(0);
  let worst: number | undefined;
  for (const cell of cells) {
    cell.counts.forEach((count, outcome) => {
      counts[outcome]! += count;
    });
    const own = ratioOf(cell);
    if (own !== undefined && (worst === undefined || own > worst)) worst = own;
  }
  return { counts, ...(worst !== undefined && { worst: Number.isFinite(worst) ? worst : -1 }) };
}

/** The worst error ÷ allowance of a cell as a number. */
export function ratioOf({ worst }: Cell): number | undefined {
  return worst === -1 ? Number.POSITIVE_INFINITY : worst;
}

export function passing({ counts }: Cell): number {
  return counts[PASS]!;
}

export function failing({ counts }: Cell): number {
  let sum = 0;
  for (let outcome = FIRST_FAILING; outcome < counts.length; outcome++) sum += counts[outcome]!;
  return sum;
}

/** Cases that were answered, rightly or not. */
export function judged(cell: Cell): number {
  return passing(cell) + failing(cell);
}

export function unsupported({ counts }: Cell): number {
  return counts[2]! + counts[3]!;
}

/** Everything that was part of the run. */
export function total({ counts }: Cell): number {
  return counts.reduce((sum, count, outcome) => (outcome === NOT_RUN ? sum : sum + count), 0);
}
