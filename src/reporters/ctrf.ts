import type { GateReport } from "../baseline.ts";
import { knownFailures } from "../baseline.ts";
import { parseCaseId } from "../format/case-id.ts";
import type { ResultRow, ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";

/** The Common Test Report Format (ctrf.io), one test a case. Cases are not timed one by one: their duration is 0. */
export function renderCtrf(all: readonly ResultsFile[], gates: readonly GateReport[]): string {
  const tests = all.flatMap((results, i) => {
    const known = knownFailures(results, gates[i]);
    return results.results.map((row) => testOf(row, printable(results.adapter.name), known.has(row.id)));
  });
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  const starts = all.map(({ run }) => Date.parse(run.startedAt) || 0);
  const stops = all.map(({ run }, i) => starts[i]! + Math.round(run.elapsedMs));
  const report = {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    generatedBy: "lossparity",
    results: {
      tool: { name: "lossparity", version: all[0]?.suite.version ?? "" },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: 0,
        other: count("other"),
        start: Math.min(...starts),
        stop: Math.max(...stops),
      },
      tests,
    },
  };
  return `${JSON.stringify(report)}\n`;
}

// --- internal ---

function testOf(row: ResultRow, adapter: string, isKnown: boolean) {
  const loss = parseCaseId(row.id)?.loss ?? row.id;
  const status =
    row.verdict === "pass" ? "passed" : row.verdict === "unsupported" ? "skipped" : isKnown ? "other" : "failed";
  return {
    name: row.id,
    status,
    duration: 0,
    suite: [adapter, loss],
    rawStatus: (isKnown ? "known " : "") + (row.kind ?? row.verdict),
    ...(row.message !== undefined && { message: printable(row.message) }),
  };
}
