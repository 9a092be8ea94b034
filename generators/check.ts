import { readFile } from "node:fs/promises";
import path from "node:path";
import { expectedAnswer } from "../src/cases/expected.ts";
import { compareAnswer } from "../src/compare.ts";
import type { Case, CaseFile, Framework, Manifest, TensorRef } from "../src/format/case-file.ts";
import { decodeTensor, stringifyJson } from "../src/tensor/json.ts";
import { growthOf } from "./add.ts";
import { contentHash } from "./case-files.ts";
import { askAll } from "./executor.ts";
import { expand, type PlannedCall } from "./expand.ts";
import { CASES, frameworkCommand, GenerateError } from "./frameworks.ts";
import { FRAMEWORKS, plannedLosses } from "./generate.ts";
import { type Recorded, record } from "./record.ts";
import { startResilient } from "./resilient.ts";

/** What differs between a recording made now and the committed one. */
export interface CheckReport {
  readonly asked: number;
  readonly identical: number;
  /** Within the case's tolerance, but not the same bits. */
  readonly within: number;
  /** The largest drift among those, in units of the last place, and whose it is. */
  readonly drift: Drift;
  readonly differences: readonly string[];
}

interface Drift {
  readonly ulps: number;
  readonly id: string;
}

/**
 * Records again and compares with `cases/`: ids and inputs always, all of them; answers all, or `sample` a framework, chosen by a
 * hash of the case id so that every run asks the same. Where the CPU is the manifest's, the bits must be the same; on another one,
 * an answer may differ within its tolerance.
 */
export async function check(progress: (line: string) => void, sample?: number): Promise<CheckReport> {
  const manifest = JSON.parse(await readFile(path.join(CASES, "manifest.json"), "utf8")) as Manifest;
  const reports: CheckReport[] = [];
  for (const framework of FRAMEWORKS) reports.push(await checkFramework(framework, manifest, progress, sample));
  const sum = (pick: (report: CheckReport) => number) => reports.reduce((total, report) => total + pick(report), 0);
  return {
    asked: sum(({ asked }) => asked),
    identical: sum(({ identical }) => identical),
    within: sum(({ within }) => within),
    drift: reports.map(({ drift }) => drift).reduce(further),
    differences: reports.flatMap(({ differences }) => differences),
  };
}

// --- internal ---

const SAME = { ulps: 0 };

/** A call with the committed case of that id. */
interface Asked {
  readonly call: PlannedCall;
  readonly file: CaseFile;
  readonly entry: Case;
}

function further(a: Drift, b: Drift): Drift {
  return b.ulps > a.ulps ? b : a;
}

async function checkFramework(
  framework: Framework,
  manifest: Manifest,
  progress: (line: string) => void,
  sample: number | undefined,
): Promise<CheckReport> {
  const differences: string[] = [];
  const planned: Asked[] = [];
  for (const { concept, spec } of plannedLosses(framework)) {
    const entry = manifest.files.find(({ loss }) => loss === spec.loss);
    if (entry === undefined) {
      differences.push(`${spec.loss}: in the catalogue, not in cases/`);
      continue;
    }
    const file = JSON.parse(await readFile(path.join(CASES, entry.path), "utf8")) as CaseFile;
    const calls = expand(concept, spec);
    const { missing, changes } = growthOf(calls, file);
    differences.push(...missing.map(({ id }) => `${id}: would be added`), ...changes);
    const committed = new Map(file.cases.map((entry) => [entry.id, entry]));
    for (const call of calls) {
      const entry = committed.get(call.id);
      if (entry !== undefined) planned.push({ call, file, entry });
    }
  }
  const chosen = sample === undefined ? planned : choose(planned, sample);
  const executor = await startResilient(frameworkCommand(framework, `${framework}.py`));
  const recorded = manifest.frameworks[framework];
  if (recorded === undefined)
    throw new GenerateError(`cases/manifest.json says nothing of ${framework}; run: npm run generate`, 2);
  const here = executor.ready.provenance.cpu;
  let identical = 0;
  let within = 0;
  let drift: Drift = { ulps: 0, id: "" };
  let done = 0;
  await askAll(chosen, async (item) => {
    const { call } = item;
    const outcome = compareRecorded(item, await record(executor, call));
    if (typeof outcome === "string") differences.push(`${call.id}: ${outcome}`);
    else if (outcome.ulps === 0) identical++;
    else if (here !== (item.entry.recordedOn ?? recorded.cpu)) {
      within++;
      drift = further(drift, { ulps: outcome.ulps, id: call.id });
    } else differences.push(`${call.id}: off by ${Math.round(outcome.ulps)} ulp, though within the tolerance`);
    done++;
    if (done % 5000 === 0) progress(`${framework}: ${done} of ${chosen.length} asked again`);
  });
  await executor.stop();
  progress(
    `${framework}: ${chosen.length} asked again on ${here === recorded.cpu ? "the manifest's kind of CPU" : `another CPU than the manifest's (${here}, not ${recorded.cpu})`}`,
  );
  return { asked: chosen.length, identical, within, drift, differences };
}

function choose<T extends { readonly call: PlannedCall }>(planned: readonly T[], sample: number): T[] {
  const keyed = planned.map((item) => ({ item, key: contentHash(item.call.id, 16) }));
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, sample)
    .map(({ item }) => item);
}

/** How far the bits drifted within the tolerance, or a sentence on what differs. */
function compareRecorded({ file, entry }: Asked, now: Recorded): string | { readonly ulps: number } {
  if (entry.unstable !== undefined) return SAME;
  const golden = typeof entry.expect === "string" ? file.answers[entry.expect] : entry.expect;
  if (golden === undefined) return `names the answer ${entry.expect}, which the file does not have`;
  if ("rejected" in golden) {
    if (!("rejected" in now)) return `was rejected (${golden.rejected.error}), now gives a value`;
    return now.rejected.error === golden.rejected.error
      ? SAME
      : `was ${golden.rejected.error}, now ${now.rejected.error}`;
  }
  if ("rejected" in now) return `gave a value, now is rejected: ${now.rejected.message}`;
  const inline = (ref: TensorRef) => (typeof ref === "string" ? file.tensors[ref] : ref);
  const gradients = Object.entries(golden.gradients ?? {}).map(([input, ref]) => [input, inline(ref)] as const);
  const before = stringifyJson([inline(golden.value), Object.fromEntries(gradients)]);
  if (before === stringifyJson([now.value, now.gradients])) return SAME;
  const actual = { value: decodeTensor(now.value), gradients: decodeAll(now.gradients) };
  const { ok, where, comparison } = compareAnswer(
    actual,
    expectedAnswer(golden, (name) => decodeTensor(file.tensors[name]!)),
    entry.wrt,
  );
  return ok
    ? { ulps: Math.max(1, comparison.worst?.ulps ?? 0) }
    : `${where} differs by ${comparison.ratio.toPrecision(3)} allowances`;
}

function decodeAll(tensors: { readonly [input: string]: Parameters<typeof decodeTensor>[0] }) {
  return Object.fromEntries(Object.entries(tensors).map(([input, tensor]) => [input, decodeTensor(tensor)]));
}
