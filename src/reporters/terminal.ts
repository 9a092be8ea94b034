import { type GateReport, isClean } from "../baseline.ts";
import { parseCaseId } from "../format/case-id.ts";
import type { PassFlag, ResultRow, ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";
import { type Paint, PLAIN } from "./paint.ts";

/** Failures shown in full; the report has all of them. */
const SHOWN = 10;

/** A run as a person reads it: a line a loss that does not pass as a whole, what is unexpected, the totals. */
export function renderTerminal(
  results: ResultsFile,
  gate: GateReport,
  baselineFile?: string,
  paint: Paint = PLAIN,
): string {
  const { adapter, summary, run } = results;
  const lines = [`${printable(adapter.name)} ${printable(adapter.version)}`];
  if (run.environment !== undefined) lines.push(`  in ${printable(run.environment, 400)}`);
  if (run.partial !== undefined) lines.push(`  partial: ${printable(run.partial)}`);
  for (const [loss, rows] of byLoss(results.results)) {
    const line = lossLine(loss, rows);
    if (line !== undefined) lines.push(paint.bad(line), ...diagnosisLines(loss, rows, results));
  }
  for (const row of gate.unexpected.slice(0, SHOWN)) lines.push(...failure(row, results, paint));
  if (gate.unexpected.length > SHOWN) lines.push(`  … and ${gate.unexpected.length - SHOWN} more unexpected failures`);
  for (const { row, known } of gate.changed.slice(0, SHOWN)) {
    lines.push(`  changed ${row.id}: known as ${printable(known.kind)}, now ${row.kind ?? row.verdict}`);
  }
  if (gate.changed.length > SHOWN) lines.push(`  … and ${gate.changed.length - SHOWN} more changed failures`);
  for (const known of gate.passing) lines.push(`  passes now, remove it from the baseline: ${printable(known.case)}`);
  for (const known of gate.unmatched)
    lines.push(`  matches no case, remove it from the baseline: ${printable(known.case)}`);
  for (const { known, passing, judged } of gate.partly)
    lines.push(
      `  ${passing} of the ${judged} cases of this known failure pass now, narrow it: ${printable(known.case)}`,
    );
  for (const pattern of gate.unsupported.slice(0, SHOWN))
    lines.push(`  unsupported, and the baseline does not list it: ${pattern}`);
  if (gate.unsupported.length > SHOWN) lines.push(`  … and ${gate.unsupported.length - SHOWN} more unsupported`);
  if (gate.borderline.length > 0) {
    lines.push(
      `  ${gate.borderline.length} known or passing so far, now just on the other side of the allowance: no news, the baseline is of another processor`,
    );
  }
  for (const loss of gate.missing) lines.push(`  required, and not supported: ${loss}`);
  const counts =
    `  ${summary.total} cases: ${summary.pass} pass, ${summary.fail} fail, ${summary.unsupported} unsupported` +
    (["crash", "timeout", "invalid"] as const)
      .map((verdict) => (summary[verdict] > 0 ? `, ${summary[verdict]} ${verdict}` : ""))
      .join("") +
    (gate.known > 0 ? ` (${gate.known} known failures)` : "") +
    (summary.gradientsMissing > 0 ? `; ${summary.gradientsMissing} without a gradient that was asked for` : "");
  lines.push(isClean(gate) && run.partial === undefined ? paint.good(counts) : paint.bad(counts));
  lines.push(...passesInDoubt(results));
  if (baselineFile !== undefined && !isClean(gate)) {
    lines.push(`  If this is as it should be: add --update-baseline to write ${printable(baselineFile)}`);
  }
  return `${lines.join("\n")}\n\n`;
}

// --- internal ---

/** Causes of one loss that are printed; the results file has all. */
const CAUSES = 5;

function byLoss(rows: readonly ResultRow[]): Map<string, ResultRow[]> {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const loss = parseCaseId(row.id)?.loss ?? row.id;
    const group = groups.get(loss);
    if (group === undefined) groups.set(loss, [row]);
    else group.push(row);
  }
  return groups;
}

function lossLine(loss: string, rows: readonly ResultRow[]): string | undefined {
  const kinds = new Map<string, number>();
  let passing = 0;
  let judged = 0;
  for (const row of rows) {
    if (row.verdict === "unsupported") continue;
    judged++;
    if (row.verdict === "pass") passing++;
    else {
      const kind = row.kind ?? row.verdict;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  if (passing === judged) return undefined;
  const shown = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ");
  return `  ✗ ${loss}: ${passing} of ${judged} pass (${shown})`;
}

/** What the adapter does differently, a line a cause, and how many failures no cause explains. */
function diagnosisLines(loss: string, rows: readonly ResultRow[], { diagnoses = [] }: ResultsFile): string[] {
  const own = diagnoses.filter((diagnosis) => diagnosis.loss === loss);
  const lines = own
    .slice(0, CAUSES)
    .map(
      ({ code, sentence, explains, failing }) =>
        `      ${printable(sentence)} (explains ${explains} of ${failing}) ${code}`,
    );
  if (own.length > CAUSES) lines.push(`      … and ${own.length - CAUSES} more causes`);
  const unexplained = rows.filter((row) => row.verdict === "fail" && row.diagnosis === undefined).length;
  if (unexplained > 0) lines.push(`      ${unexplained} unexplained`);
  return lines;
}

/** Passes that say less than a pass does, with one to look at. */
function passesInDoubt({ results }: ResultsFile): string[] {
  const line = (flag: PassFlag, what: string): string[] => {
    const flagged = results.filter(({ verdict, flags }) => verdict === "pass" && flags?.includes(flag));
    return flagged.length === 0 ? [] : [`  of the passes, ${flagged.length} ${what}, as ${flagged[0]!.id}`];
  };
  return [
    ...line("imprecise", "imprecise: allowed, but further off than honest implementations are"),
    ...line("notDecisive", "not decisive: the framework's own noise is above 1e-3 of its answer"),
  ];
}

function failure(row: ResultRow, results: ResultsFile, paint: Paint): string[] {
  const label = row.kind === undefined ? row.verdict : `${row.verdict} (${row.kind})`;
  return [
    paint.bad(`  ${label} ${row.id}`),
    `    ${printable(row.message ?? "")}`,
    paint.faint(`    Replay: lossparity run <${printable(results.adapter.name)}> --case "${row.id}"`),
  ];
}
