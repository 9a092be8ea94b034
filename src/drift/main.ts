import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FRAMEWORKS } from "../adapters/frameworks/index.ts";
import type { AdapterPage } from "../adapters/page.ts";
import { type Baseline, gate, isClean, updateBaseline } from "../baseline.ts";
import { loadSuite, type SuiteCase } from "../cases/load.ts";
import { findDeviations } from "../findings/find.ts";
import { adapterPage } from "../findings/page.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { ResultsFile } from "../format/results.ts";
import { adapterCommand } from "../run/adapters.ts";
import { PACKAGE_ROOT } from "../run/package.ts";
import { processor } from "../run/processor.ts";
import { runCommand } from "../run/run.ts";
import { selectCases } from "../run/select.ts";
import { driftDetails } from "./details.ts";
import { ordinary } from "./ordinary.ts";
import { type Drifted, driftPage } from "./page.ts";
import { newLosses, type Signatures, signatureChanges } from "./signatures.ts";

/*
 * `npm run drift [-- --update-baseline]`: runs the later frameworks over all cases, holds each against its baseline and writes
 * docs/drift.md and docs/drift/. Exits with 1 where something is new.
 */

const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
const suite = loadSuite(path.join(PACKAGE_ROOT, "cases"), version);
const catalogue = suite.catalogue();
const cases = selectCases(suite, {});
const byId = new Map<string, SuiteCase>(cases.map((testCase) => [testCase.id, testCase]));
const isUpdate = process.argv.includes("--update-baseline");
const TITLES = { pytorch: "PyTorch", tensorflow: "TensorFlow" } as const;
const say = (line: string) => process.stderr.write(`${line}\n`);

const all: Drifted[] = [];
for (const name of Object.keys(FRAMEWORKS)) all.push(await drift(name));
mkdirSync(path.join(PACKAGE_ROOT, "docs/drift"), { recursive: true });
writeFileSync(path.join(PACKAGE_ROOT, "docs/drift.md"), driftPage(all));
for (const one of all) writeFileSync(path.join(PACKAGE_ROOT, `docs/drift/${one.name}.md`), driftDetails(one));

// --- internal ---

async function drift(name: string): Promise<Drifted> {
  const { drifted, page } = FRAMEWORKS[name]!;
  const startedAt = new Date();
  const options = { suite, cases, timeoutMs: 60_000, jobs: 1, signal: new AbortController().signal };
  const { partial, gaveUp, ...rest } = await runCommand(adapterCommand(name, PACKAGE_ROOT), options);
  if (gaveUp !== undefined) throw new Error(`${name}: ${gaveUp}`);
  const elapsedMs = Date.now() - startedAt.getTime();
  const results: ResultsFile = {
    ...rest,
    run: { startedAt: startedAt.toISOString(), elapsedMs, host: "", ...processor() },
  };
  hold(name, results);
  const own = await page?.();
  if (own !== undefined) {
    const judged = { name, page: own, results, findings: [], ran: [], varying: [] };
    writeFileSync(
      path.join(PACKAGE_ROOT, `docs/adapters/${name}.md`),
      adapterPage(judged, { setup: `npm run setup:drift ${name}`, deviations: `../drift/${name}.md` }),
    );
  }
  const findings = findDeviations(results, {
    page: own ?? twins(catalogue),
    snippet: () => ({ code: "" }),
    caseOf: (id) => byId.get(id),
    ...(drifted !== undefined && {
      subject: () => `${TITLES[drifted]} ${suite.manifest.frameworks[drifted]?.version}`,
    }),
    isOrdinary: ordinary(catalogue),
    familyAbout: (concept, family) => catalogue.concepts[concept]?.families[family]?.about,
  });
  say(`${name}: ${findings.length} changes, ${elapsedMs} ms`);
  const recorded = drifted === undefined ? (["pytorch", "tensorflow"] as const) : [drifted];
  return {
    name,
    results,
    findings,
    title: drifted === undefined ? own!.title : TITLES[drifted],
    recorded: recorded.map((one) => `${TITLES[one]} ${suite.manifest.frameworks[one]?.version ?? ""}`).join(" and "),
    ...(drifted === undefined ? { signatures: [], appeared: [] } : introspected(name, drifted)),
  };
}

/** A class and its function are one loss: what happened to both is said once. */
function twins({ losses }: Catalogue): AdapterPage {
  const mapped = Object.entries(losses).map(([loss, { form, counterpart }]) => {
    const key = form === "function" && counterpart !== undefined ? counterpart : loss;
    return { library: key, losses: [loss], why: "" };
  });
  return { title: "", package: "", link: "", about: "", mapped, notes: [] };
}

function introspected(name: string, framework: "pytorch" | "tensorflow") {
  const losses = Object.fromEntries(
    Object.entries(catalogue.losses).filter(([, loss]) => loss.framework === framework),
  );
  const { file } = adapterCommand(name, PACKAGE_ROOT);
  const script = path.join(PACKAGE_ROOT, "python/signatures.py");
  const asked = spawnSync(file, [script, framework === "pytorch" ? "torch" : "tf"], {
    input: JSON.stringify(Object.keys(losses)),
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (asked.status !== 0) throw new Error(`${script} failed in ${name}: ${asked.stderr.slice(-500)}`);
  const now = JSON.parse(asked.stdout) as Signatures;
  const aliases = Object.values(suite.manifest.aliases).flat();
  const known = new Set([...Object.keys(losses), ...aliases, ...catalogue.excluded.map((one) => one.name)]);
  return { signatures: signatureChanges(losses, now, suite.manifest.aliases), appeared: newLosses(known, now) };
}

function hold(name: string, results: ResultsFile): void {
  const file = path.join(PACKAGE_ROOT, `docs/baselines/${name}.json`);
  const allIds = [...byId.keys()];
  const previous = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Baseline) : undefined;
  if (isUpdate) {
    writeFileSync(file, `${JSON.stringify(updateBaseline(results, previous, allIds), undefined, 1)}\n`);
    return;
  }
  const report = gate(results, previous ?? { format: 1, known: [] }, allIds);
  if (report.borderline.length > 0)
    say(`${name}: ${report.borderline.length} cases just on the other side of their allowance, on another processor`);
  if (isClean(report)) return;
  process.exitCode = 1;
  const { unexpected, changed, passing, unmatched, unsupported } = report;
  say(
    `${name}: ${unexpected.length} cases changed that the baseline does not know, ${changed.length} changed otherwise, ${passing.length + unmatched.length} of its entries hold no longer, ${unsupported.length} cannot be asked any more. See them with: lossparity run ${name} --baseline docs/baselines/${name}.json`,
  );
}
