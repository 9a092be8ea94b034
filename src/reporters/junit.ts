import type { GateReport } from "../baseline.ts";
import { knownFailures } from "../baseline.ts";
import { parseCaseId } from "../format/case-id.ts";
import type { ResultRow, ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";

/**
 * JUnit XML, one suite an adapter and loss: what Jenkins, GitLab and others show as tests. A failure that the baseline knows is
 * skipped, with its kind, so that only what fails the gate is red.
 */
export function renderJunit(all: readonly ResultsFile[], gates: readonly GateReport[] = []): string {
  const suites = all.flatMap((results, i) => {
    const known = knownFailures(results, gates[i]);
    const losses = new Map<string, ResultRow[]>();
    for (const row of results.results) {
      const loss = parseCaseId(row.id)?.loss ?? row.id;
      const group = losses.get(loss);
      if (group === undefined) losses.set(loss, [row]);
      else group.push(row);
    }
    return [...losses].map(([loss, rows]) => suiteOf(results, loss, rows, known));
  });
  const sum = (count: keyof Suite["counts"]) => suites.reduce((total, { counts }) => total + counts[count], 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lossparity" tests="${sum("tests")}" failures="${sum("failures")}" errors="${sum("errors")}">
${suites.map(({ text }) => text).join("")}</testsuites>
`;
}

// --- internal ---

interface Suite {
  readonly counts: { readonly tests: number; readonly failures: number; readonly errors: number };
  readonly text: string;
}

function suiteOf(
  { adapter, run }: ResultsFile,
  loss: string,
  rows: readonly ResultRow[],
  known: ReadonlySet<string>,
): Suite {
  const name = `${printable(adapter.name)}: ${loss}`;
  const counts = { tests: rows.length, failures: 0, errors: 0, skipped: 0 };
  const cases = rows.map((row) => {
    const outcome = outcomeOf(row, known.has(row.id));
    if (outcome === "failure") counts.failures++;
    if (outcome === "error") counts.errors++;
    if (outcome === "skipped") counts.skipped++;
    return testCase(name, row, outcome);
  });
  const attributes = Object.entries({ name, ...counts, timestamp: run.startedAt, hostname: run.host });
  const text = `<testsuite ${attributes.map(([key, value]) => `${key}="${xml(String(value))}"`).join(" ")}>
${cases.join("")}</testsuite>\n`;
  return { counts, text };
}

function outcomeOf({ verdict }: ResultRow, isKnown: boolean): "pass" | "failure" | "error" | "skipped" {
  if (verdict === "pass") return "pass";
  if (verdict === "unsupported" || isKnown) return "skipped";
  return verdict === "fail" ? "failure" : "error";
}

function testCase(className: string, row: ResultRow, outcome: ReturnType<typeof outcomeOf>): string {
  const open = `<testcase classname="${xml(className)}" name="${xml(row.id)}"`;
  const type = row.kind ?? row.verdict;
  const message = xml(printable(row.message ?? ""));
  if (outcome === "pass") return `${open}/>\n`;
  if (outcome === "skipped") {
    const why = row.verdict === "unsupported" ? message : `known failure (${xml(type)}): ${message}`;
    return `${open}><skipped message="${why}"/></testcase>\n`;
  }
  // GitLab shows the text of the element, Jenkins both.
  const text = `${message}\n${xml(`Explained by: lossparity explain "${row.id}"`)}`;
  return `${open}><${outcome} type="${xml(type)}" message="${message}">${text}</${outcome}></testcase>\n`;
}

/** Escaped, and without the characters that XML 1.0 cannot hold. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "�")
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
