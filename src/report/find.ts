import type { Cell, Summary } from "./data/blocks.ts";
import { isFailing, NOT_RUN } from "./data/outcomes.ts";
import { type LossTable, textAt } from "./data/table.ts";
import { addCells, type Selection, tally } from "./data/tally.ts";
import { parseQuery } from "./query.ts";
import { compile, type Select } from "./select.ts";
import type { Entry, Found } from "./views/cases.ts";

/** What a filter means, by loss; the views that show parts of it all get it from here. */
export interface Match {
  readonly selections: readonly Selection[];
  readonly cells: readonly (readonly Cell[])[];
}

/** Selects and counts in every loss. */
export function match(q: string, summary: Summary, tables: readonly LossTable[]): Match {
  const select: Select = compile(parseQuery(q), summary);
  const selections = tables.map(select);
  return { selections, cells: tables.map((table, loss) => tally(table, selections[loss])) };
}

/** The list of what matches, from the `from`-th entry on, in the order of losses, cases and the shown adapters. */
export function entriesOf(
  { selections }: Match,
  tables: readonly LossTable[],
  columns: readonly number[],
  from: number,
  count: number,
): Entry[] {
  const entries: Entry[] = [];
  let skipped = 0;
  for (const [loss, table] of tables.entries()) {
    const selection = selections[loss]!;
    for (let at = 0; at < table.size; at++) {
      for (const adapter of columns) {
        const place = adapter * table.size + at;
        if (selection[place] !== 1 || table.outcome[place] === NOT_RUN) continue;
        if (skipped++ < from) continue;
        entries.push({ table, loss, adapter, at });
        if (entries.length === count) return entries;
      }
    }
  }
  return entries;
}

/** The list's first entries with the numbers above it. */
export function found(
  matched: Match,
  tables: readonly LossTable[],
  columns: readonly number[],
  adapters: number,
  count: number,
): Found {
  const byAdapter = Array.from({ length: adapters }, (_, adapter) =>
    addCells(matched.cells.map((cells) => cells[adapter]!)).counts.reduce(
      (sum, each, outcome) => (outcome === NOT_RUN ? sum : sum + each),
      0,
    ),
  );
  return {
    entries: entriesOf(matched, tables, columns, 0, count),
    sum: addCells(matched.cells.flatMap((cells) => columns.map((adapter) => cells[adapter]!))),
    byAdapter,
    byCode: countCodes(matched, tables, columns),
  };
}

// --- internal ---

/** Failures by the cause that explains them; `""` is none. */
function countCodes({ selections }: Match, tables: readonly LossTable[], columns: readonly number[]) {
  const counts = new Map<string, number>();
  for (const [loss, table] of tables.entries()) {
    const selection = selections[loss]!;
    const own = new Uint32Array(table.block.codes.length + 1);
    for (const adapter of columns) {
      const end = (adapter + 1) * table.size;
      for (let place = adapter * table.size; place < end; place++) {
        if (selection[place] === 1 && isFailing(table.outcome[place]!)) own[table.code[place]!]!++;
      }
    }
    own.forEach((count, reference) => {
      const code = textAt(table.block.codes, reference) ?? "";
      if (count > 0) counts.set(code, (counts.get(code) ?? 0) + count);
    });
  }
  return counts;
}
