import { parseCaseId } from "../format/case-id.ts";
import type { ResultRow, ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";

/** JUnit XML, one suite an adapter and loss: what Jenkins, GitLab and others show as tests. */
export function renderJunit(all: readonly ResultsFile[]): string {
  const suites = all.flatMap((results) => {
    const losses = new Map<string, ResultRow[]>();
    for (const row of results.results) {
      const loss = parseCaseId(row.id)?.loss ?? row.id;
      const group = losses.get(loss);
      if (group === undefined) losses.set(loss, [row]);
      else group.push(row);
    }
    return [...losses].map(([loss, rows]) => suite(`${printable(results.adapter.name)}: ${loss}`, rows));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lossparity">\n${suites.join("")}</testsuites>\n`;
}

// --- internal ---

function suite(name: string, rows: readonly ResultRow[]): string {
  const count = (verdicts: readonly string[]) => rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const errors = count(["crash", "timeout", "invalid"]);
  return `<testsuite name="${xml(name)}" tests="${rows.length}" failures="${count(["fail"])}" errors="${errors}" skipped="${count(["unsupported"])}">
${rows.map((row) => testCase(name, row)).join("")}</testsuite>\n`;
}

function testCase(className: string, row: ResultRow): string {
  const open = `<testcase classname="${xml(className)}" name="${xml(row.id)}"`;
  if (row.verdict === "pass") return `${open}/>\n`;
  const message = xml(row.message ?? "");
  if (row.verdict === "unsupported") return `${open}><skipped message="${message}"/></testcase>\n`;
  const element = row.verdict === "fail" ? "failure" : "error";
  return `${open}><${element} type="${xml(row.kind ?? row.verdict)}" message="${message}"/></testcase>\n`;
}

/** Escaped, and without the characters that XML 1.0 cannot hold. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "�")
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
