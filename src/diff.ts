import { failureKind } from "./baseline.ts";
import type { ResultRow, ResultsFile } from "./format/results.ts";

export const TRANSITIONS = ["new", "fixed", "regressed", "changed", "added", "removed"] as const;
export type Transition = (typeof TRANSITIONS)[number];

export interface Change {
  readonly id: string;
  readonly transition: Transition;
  readonly before?: string;
  readonly after?: string;
}

/**
 * What changed between two runs, case by case: `regressed` passed before, `new` was not supported before and fails now, `fixed`
 * failed and does not any more, `changed` fails in another way, `added` and `removed` were judged in one of them only.
 */
export function diffResults(before: ResultsFile, after: ResultsFile): Change[] {
  const earlier = new Map(before.results.map((row) => [row.id, row]));
  const changes: Change[] = [];
  for (const row of after.results) {
    const previous = earlier.get(row.id);
    earlier.delete(row.id);
    if (previous === undefined) changes.push({ id: row.id, transition: "added", after: label(row) });
    else if (label(previous) !== label(row)) {
      changes.push({ id: row.id, transition: transitionOf(previous, row), before: label(previous), after: label(row) });
    }
  }
  for (const [id, row] of earlier) changes.push({ id, transition: "removed", before: label(row) });
  return changes.sort((a, b) => (a.id < b.id ? -1 : 1));
}

// --- internal ---

function label(row: ResultRow): string {
  return row.kind === undefined ? row.verdict : `${row.verdict} (${row.kind})`;
}

function transitionOf(before: ResultRow, after: ResultRow): Transition {
  const [was, is] = [failureKind(before), failureKind(after)];
  if (is === undefined) return was === undefined ? "changed" : "fixed";
  if (was !== undefined) return "changed";
  return before.verdict === "pass" ? "regressed" : "new";
}
