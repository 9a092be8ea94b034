import type { Judged } from "./judge.ts";

/** Fewer right first diagnoses than this, and something is wrong with the diagnoses. */
export const DIAGNOSED = 0.9;

/** The mutants in a table: what was mutated, what caught it, what it was taken for. */
export function tableOf(judged: readonly Judged[]): string {
  const head = ["mutant", "concept", "caught by", "first diagnosis", "expected"];
  const rows = [head, ...judged.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What the table adds up to, in a sentence or two. */
export function summaryOf(judged: readonly Judged[]): string {
  const caught = judged.filter(({ caughtBy }) => caughtBy > 0).length;
  const right = judged.filter(({ isRight }) => isRight).length;
  const share = ((100 * right) / judged.length).toFixed(1);
  return `${judged.length} mutants: ${caught} caught, ${right} (${share} %) diagnosed with a right code first`;
}

/** Whether the judge does what it should: every mutant is caught, and enough of them are recognised. */
export function isGood(judged: readonly Judged[]): boolean {
  const right = judged.filter(({ isRight }) => isRight).length;
  return judged.every(({ caughtBy }) => caughtBy > 0) && right >= DIAGNOSED * judged.length;
}

// --- internal ---

function rowOf({ name, concept, caughtBy, cases, first, expected, isRight }: Judged): string[] {
  const caught = `${caughtBy}/${cases}${caughtBy === 0 ? " SURVIVES" : ""}`;
  const code = first === undefined ? "none" : `${first.code} ${first.explains}/${first.failing}`;
  return [name, concept, caught, isRight ? code : `${code} (!)`, expected.join(" ")];
}
