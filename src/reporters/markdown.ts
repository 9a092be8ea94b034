import { failureKind } from "../baseline.ts";
import type { ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";

const SHOWN = 20;

/** A summary to paste into an issue or a step summary. */
export function renderMarkdown(all: readonly ResultsFile[]): string {
  const rows = all.map(({ adapter, summary: s }) =>
    [
      `${text(adapter.name)} ${text(adapter.version)}`,
      s.imprecise > 0 ? `${s.pass} (${s.imprecise} imprecise)` : s.pass,
      s.fail,
      s.unsupported,
      s.crash + s.timeout + s.invalid,
      s.total,
    ].join(" | "),
  );
  const table = `| adapter | pass | fail | unsupported | crash, timeout, invalid | cases |\n|---|---|---|---|---|---|\n${rows.map((row) => `| ${row} |`).join("\n")}`;
  const failures = all.flatMap(({ adapter, results }) => {
    const failing = results.filter((row) => failureKind(row) !== undefined);
    if (failing.length === 0) return [];
    const shown = failing
      .slice(0, SHOWN)
      .map((row) => `- \`${row.id}\`: ${failureKind(row)}; ${text(row.message ?? "")}`);
    const more = failing.length > SHOWN ? [`- and ${failing.length - SHOWN} more`] : [];
    return [`\n### ${text(adapter.name)}\n`, ...shown, ...more];
  });
  return `## lossparity\n\n${table}\n${failures.join("\n")}\n`;
}

// --- internal ---

/** Text from outside as text: no HTML, links, code or table cells of its own. */
function text(untrusted: string): string {
  return printable(untrusted)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+!|<>&@~-]/g, (character) => `&#${character.codePointAt(0)};`);
}
