import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FRAMEWORKS } from "../adapters/frameworks/index.ts";
import { LIBRARIES } from "../adapters/index.ts";
import { idMatcher } from "../case-patterns.ts";
import { loadSuite, type Suite, type SuiteCase } from "../cases/load.ts";
import { baselineFrom } from "../conformance.ts";
import type { ResultsFile } from "../format/results.ts";
import { adapterCommand } from "../run/adapters.ts";
import { PACKAGE_ROOT } from "../run/package.ts";
import { processor } from "../run/processor.ts";
import { runCommand } from "../run/run.ts";
import { selectCases } from "../run/select.ts";
import { type Example, type Finding, findDeviations } from "./find.ts";
import { adapterPage, distinctFindings, findingsIndex, findingsPage, type Judged } from "./page.ts";
import { printedNumbers, type Ran, runPrograms } from "./programs.ts";
import { isAsAnswered } from "./same.ts";

/*
 * `npm run findings`: runs every bundled adapter over all cases and writes docs/findings/ and docs/adapters/ from what it finds. Each
 * reproduction is run, and has to print what the adapter answered.
 */

const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
const suite = loadSuite(path.join(PACKAGE_ROOT, "cases"), version);
const say = (line: string) => process.stderr.write(`${line}\n`);

const all: Judged[] = [];
for (const name of Object.keys(LIBRARIES)) all.push(await judge(name));
write("findings", all, (judged) => findingsPage(judged, frameworkOf(suite)));
write("adapters", all, adapterPage);
writeFileSync(path.join(PACKAGE_ROOT, "docs/findings/README.md"), findingsIndex(all));
say(`${distinctFindings(all)} distinct deviations`);

// --- internal ---

async function judge(name: string): Promise<Judged> {
  const { page, snippet, tree } = LIBRARIES[name]!;
  const startedAt = new Date();
  const cases = selectCases(suite, {});
  const options = { suite, cases, timeoutMs: 30_000, jobs: 1, signal: new AbortController().signal };
  const { partial, gaveUp, ...rest } = await runCommand(adapterCommand(name, PACKAGE_ROOT), options);
  if (gaveUp !== undefined) throw new Error(`${name}: ${gaveUp}`);
  const elapsedMs = Date.now() - startedAt.getTime();
  const results: ResultsFile = {
    ...rest,
    run: { startedAt: startedAt.toISOString(), elapsedMs, host: "", ...processor() },
  };
  const byId = new Map<string, SuiteCase>(cases.map((testCase) => [testCase.id, testCase]));
  const { concepts } = suite.catalogue();
  const candidates = findDeviations(results, {
    page: await page(),
    snippet: await snippet(),
    caseOf: (id) => byId.get(id),
    familyAbout: (concept, family) => concepts[concept]?.families[family]?.about,
  });
  const shown = await reproduce(tree, candidates, varyingOf(name));
  say(`${name}: ${shown.findings.length} deviations, ${elapsedMs} ms`);
  for (const { example, library } of shown.varying) say(`  ${library}: ${example.id} answers something else each time`);
  return { name, page: await page(), results, ...shown };
}

/**
 * Runs the programs, twice and the second time in reverse, and takes of each finding the smallest example whose program does both times
 * what the adapter saw, and whose answer does not vary: a program that shows something else would accuse the library of the
 * adapter's fault.
 */
async function reproduce(tree: string, candidates: readonly Finding[], varies: (id: string) => boolean) {
  const examples = candidates.flatMap((found) => [found.example, ...found.alternatives]);
  const codes = [...new Set(examples.map(({ code }) => code))];
  const first = await runPrograms(tree, codes);
  const second = (await runPrograms(tree, [...codes].reverse())).reverse();
  const shows = (example: Example) => {
    if (example.actual !== undefined && varies(example.id)) return false;
    const at = codes.indexOf(example.code);
    return isAsSeen(example, first[at]!) && isAsSeen(example, second[at]!);
  };
  const findings: Finding[] = [];
  const varying: Finding[] = [];
  for (const found of candidates) {
    const example = [found.example, ...found.alternatives].find(shows);
    if (example === undefined) varying.push(found);
    else findings.push({ ...found, example });
  }
  return { findings, varying, ran: findings.map(({ example }) => first[codes.indexOf(example.code)]!) };
}

/** Which answers of an adapter vary, by the entries of its baseline. */
function varyingOf(name: string): (id: string) => boolean {
  const file = path.join(PACKAGE_ROOT, `docs/baselines/${name}.json`);
  const { known } = existsSync(file) ? baselineFrom(file, PACKAGE_ROOT) : { known: [] };
  const matchers = known.filter(({ varies }) => varies).map((entry) => idMatcher(entry.case));
  return (id) => matchers.some((matches) => matches(id));
}

function isAsSeen({ actual }: Example, ran: Ran): boolean {
  if (actual === undefined) return !("printed" in ran);
  return "printed" in ran && isAsAnswered(printedNumbers(ran.printed), actual);
}

function frameworkOf({ manifest }: Suite): (loss: string) => string {
  return (loss) => {
    const framework = loss.startsWith("torch.") ? "pytorch" : "tensorflow";
    return `${framework === "pytorch" ? "PyTorch" : "TensorFlow"} ${manifest.frameworks[framework]?.version ?? ""}`.trim();
  };
}

function write(folder: string, judged: readonly Judged[], text: (one: Judged) => string): void {
  const dir = path.join(PACKAGE_ROOT, "docs", folder);
  mkdirSync(dir, { recursive: true });
  // What was the page of an adapter that is gone.
  const kept = Object.keys(FRAMEWORKS).map((name) => `${name}.md`);
  for (const file of readdirSync(dir)) if (!kept.includes(file)) rmSync(path.join(dir, file));
  for (const one of judged) writeFileSync(path.join(dir, `${one.name}.md`), text(one));
}
