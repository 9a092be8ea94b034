import { failureKind, type GateReport, knownFailures } from "../baseline.ts";
import type { ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";

/** GitHub shows ten annotations a step; more would only bury them. */
const ANNOTATIONS = 10;

/** Workflow commands: an error for each of the first failures that no baseline knows, and a notice with the counts. */
export function renderGithub(all: readonly ResultsFile[], gates: readonly GateReport[] = []): string {
  const lines = all.flatMap((results, i) => {
    const known = knownFailures(results, gates[i]);
    const failing = results.results.filter((row) => failureKind(row) !== undefined && !known.has(row.id));
    const { summary } = results;
    const counts = `${summary.pass} pass, ${summary.fail} fail, ${summary.unsupported} unsupported of ${summary.total}`;
    return [
      ...failing
        .slice(0, ANNOTATIONS)
        .map(
          (row) =>
            `::error title=${property(`${results.adapter.name} ${row.id}`)}::${data(row.message ?? row.verdict)}`,
        ),
      `::notice title=${property(`lossparity ${results.adapter.name}`)}::${data(counts)}`,
    ];
  });
  return `${lines.join("\n")}\n`;
}

// --- internal ---

/** As GitHub's own toolkit escapes (actions/toolkit, packages/core/src/command.ts), so that no message can give a command. */
function data(text: string): string {
  return printable(text, 4000).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
