import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadSuite, type SuiteCase } from "../../src/cases/load.ts";
import { isDecisive } from "../../src/compare.ts";
import { HONEST } from "../../src/reference/honest/index.ts";
import { add, newMeasurement } from "./measure.ts";
import { counts, missTable, ruleTable } from "./tables.ts";

/**
 * Measures the rule on every recorded answer, beside the rules of other suites, and writes the tables into docs/tolerance.md:
 * npm run tolerance, after cases, tolerances or honest variants changed. It takes a minute or two.
 */
const ROOT = path.resolve(import.meta.dirname, "../..");
const PAGE = path.join(ROOT, "docs", "tolerance.md");
const BLOCK = /(<!-- measured -->\n)[\s\S]*(\n<!-- \/measured -->)/;

const suite = loadSuite(path.join(ROOT, "cases"), "0.0.0");
const measurement = newMeasurement();
let cases = 0;
let undecided = 0;
for (const [at, file] of suite.manifest.files.entries()) {
  const seen = new Set<unknown>();
  for (const testCase of suite.casesOf(file)) {
    cases++;
    if (!testCase.isUnstable && !isDecided(testCase.expected())) undecided++;
    const { expect } = testCase.raw;
    if (testCase.isUnstable || seen.has(expect)) continue;
    seen.add(expect);
    add(measurement, testCase);
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${at + 1} of ${suite.manifest.files.length} losses`);
}

const tables = `All ${measurement.answers.toLocaleString("en")} distinct answers of the ${cases.toLocaleString("en")} cases, ${HONEST.length} honest implementations
(${counts(measurement, false)}):

${ruleTable(measurement, false)}

The well-conditioned ones, families \`random-*\` in float32 and float64 (${counts(measurement, true)}):

${ruleTable(measurement, true)}

Where a value or a gradient that is off by 1e-5 passes:

${missTable(measurement)}

${undecided.toLocaleString("en")} of the cases have a tensor that cannot decide.`;

function isDecided(expected: ReturnType<SuiteCase["expected"]>): boolean {
  return "rejected" in expected || [expected.value, ...Object.values(expected.gradients)].every(isDecisive);
}

console.log(tables);
const page = readFileSync(PAGE, "utf8");
if (!BLOCK.test(page)) throw new Error(`${PAGE} has no markers to write between`);
writeFileSync(
  PAGE,
  page.replace(BLOCK, (_, open, close) => `${open}${tables}${close}`),
);
