import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type CaseFile,
  FORMAT,
  type Framework,
  type Manifest,
  type ManifestFile,
  type Provenance,
  type Recording,
} from "../src/format/case-file.ts";
import { globMatcher } from "../src/format/glob.ts";
import type { Exposed, Signatures } from "../src/format/signatures.ts";
import { stringifyJson } from "../src/tensor/json.ts";
import { growthOf, withAdded } from "./add.ts";
import { caseFile, contentHash, printCaseFile } from "./case-files.ts";
import { CONCEPTS } from "./catalogue/index.ts";
import { catalogueOf } from "./catalogue-file.ts";
import { EVIDENCE } from "./evidence.ts";
import { expand, type PlannedCall } from "./expand.ts";
import { CASES, casesFolder, expose, frameworkCommand, GenerateError, ROOT } from "./frameworks.ts";
import { mustJoin, readManifest } from "./join.ts";
import { type Journal, openJournal } from "./journal.ts";
import { updateReadme } from "./readme.ts";
import { wireCall } from "./record.ts";
import { recordLoss } from "./record-loss.ts";
import { startResilient } from "./resilient.ts";
import type { ConceptSpec, LossSpec } from "./types.ts";

export const FRAMEWORKS = ["pytorch", "tensorflow"] as const satisfies readonly Framework[];

/** A loss with the concept it belongs to. */
export interface PlannedLoss {
  readonly concept: ConceptSpec;
  readonly spec: LossSpec;
}

export function plannedLosses(framework: Framework): PlannedLoss[] {
  return CONCEPTS.flatMap((concept) =>
    concept.losses.filter((spec) => spec.framework === framework).map((spec) => ({ concept, spec })),
  );
}

export interface GenerateOptions {
  /** Records only the losses that match one of these GLOBs, and keeps the files of the others. */
  readonly losses?: readonly string[];
  /** Records only what the committed files lack, and keeps everything in them, whatever CPU it was recorded on. */
  readonly add?: boolean;
  /** Gets one line a loss. */
  readonly progress: (line: string) => void;
}

/**
 * Records the losses of both frameworks and writes `cases/`. What an interrupted run had recorded is taken from its journal, and
 * gives the same bytes.
 *
 * @throws GenerateError where a framework is missing, or a part is asked for that cannot join what is there.
 */
export async function generate({ losses, add = false, progress }: GenerateOptions): Promise<void> {
  const journal = openJournal();
  const isPart = add || losses !== undefined;
  const committed = isPart ? await readManifest() : undefined;
  const wanted = losses === undefined ? () => true : wantedLosses(losses, committed?.aliases ?? {});
  const recorded = await Promise.all(
    FRAMEWORKS.map((framework) => recordFramework({ framework, wanted, add, committed, journal, progress })),
  );
  const files = recorded.flatMap(({ written }) => written).sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
  if (!isPart)
    await Promise.all(
      FRAMEWORKS.map((name) => rm(path.join(CASES, casesFolder(name)), { recursive: true, force: true })),
    );
  for (const { entry, text } of files) {
    const target = path.join(CASES, entry.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const signatures: Signatures = Object.fromEntries(recorded.map(({ framework, exposed }) => [framework, exposed]));
  const introspected: Exposed["losses"] = Object.assign({}, ...recorded.map(({ exposed }) => exposed.losses));
  const manifest: Manifest = {
    format: FORMAT,
    frameworks: Object.fromEntries(
      recorded.map(({ framework, provenance, written }) => [framework, { ...provenance, ...additionsOf(written) }]),
    ),
    aliases: Object.fromEntries(files.map(({ file }) => [file.loss, introspected[file.loss]!.aliases])),
    files: files.map(({ entry }) => entry),
  };
  await writeFile(path.join(CASES, "manifest.json"), `${JSON.stringify(manifest, undefined, 1)}\n`);
  await writeFile(path.join(CASES, "signatures.json"), `${JSON.stringify(signatures, undefined, 1)}\n`);
  const catalogue = catalogueOf(
    CONCEPTS,
    files.map(({ file }) => file),
    manifest.aliases,
  );
  await writeFile(path.join(CASES, "catalogue.json"), `${stringifyJson(catalogue).replaceAll('},"', '},\n"')}\n`);
  await updateReadme(manifest);
  await journal.clear();
  const total = manifest.files.reduce((sum, file) => sum + file.cases, 0);
  const unstable = manifest.files.reduce((sum, file) => sum + file.unstable, 0);
  progress(`${total} cases of ${files.length} losses written to cases/, ${unstable} of them unstable`);
}

// --- internal ---

/** Which losses the patterns mean; an alias matches, too. */
function wantedLosses(patterns: readonly string[], aliases: Manifest["aliases"]): (loss: string) => boolean {
  const names = FRAMEWORKS.flatMap(plannedLosses).map(({ spec: { loss } }) => [loss, ...(aliases[loss] ?? [])]);
  for (const pattern of patterns)
    if (!names.flat().some(globMatcher(pattern)))
      throw new GenerateError(`--loss ${pattern} matches no loss of the catalogue; lossparity list names them`, 2);
  return (loss) =>
    patterns.some((pattern) => (names.find(([name]) => name === loss) ?? [loss]).some(globMatcher(pattern)));
}

interface WrittenFile {
  readonly entry: ManifestFile;
  readonly text: string;
  readonly file: CaseFile;
}

interface FrameworkRecording {
  readonly framework: Framework;
  readonly wanted: (loss: string) => boolean;
  readonly add: boolean;
  /** The manifest that the files of unwanted losses are kept from. */
  readonly committed: Manifest | undefined;
  readonly journal: Journal;
  readonly progress: (line: string) => void;
}

async function recordFramework({ framework, wanted, add, committed, journal, progress }: FrameworkRecording) {
  const exposed = await expose(framework);
  const command = frameworkCommand(framework, `${framework}.py`);
  const [first, second] = await Promise.all([startResilient(command), startResilient(command)]);
  const here: Provenance = first.ready.provenance;
  const provenance = committed === undefined ? here : mustJoin(framework, committed, here, add);
  const scripts = await Promise.all(
    ["executor.py", "wire.py", `${framework}.py`].map((script) => readFile(path.join(ROOT, "python", script), "utf8")),
  );
  const recordedOn = here.cpu === provenance.cpu ? undefined : here.cpu;
  const joined = (kept: string | undefined, file: CaseFile) =>
    kept === undefined ? file : withAdded(JSON.parse(kept) as CaseFile, file, recordedOn);
  const written: WrittenFile[] = [];
  const losses = plannedLosses(framework);
  try {
    for (const [i, { concept, spec }] of losses.entries()) {
      const introspected = exposed.losses[spec.loss];
      if (introspected === undefined)
        throw new GenerateError(`${framework} has no public loss ${spec.loss}; the catalogue names it`, 1);
      const startedAt = performance.now();
      const head = {
        framework,
        version: provenance.version,
        loss: spec.loss,
        concept: concept.name,
        // The constructor's where both have the name, as `log_input` of PoissonNLLLoss: that is the argument.
        parameters: {
          ...introspected.parameters.construct,
          ...introspected.parameters.call,
          ...introspected.parameters.construct,
        },
      };
      const asked = wanted(spec.loss) ? expand(concept, spec) : [];
      const isKept = add || asked.length === 0;
      const kept = isKept ? ((await keptText(framework, spec)) ?? emptyText(head, asked)) : undefined;
      const calls = add && asked.length > 0 ? missingCalls(asked, kept) : asked;
      const key = contentHash(stringifyJson([FORMAT, EVIDENCE, here, scripts, head, kept, calls.map(essence)]), 16);
      const known = calls.length === 0 ? kept : await journal.find(spec.loss, key);
      const text = known ?? printCaseFile(joined(kept, caseFile(head, await recordLoss(first, second, calls))));
      if (known === undefined) await journal.keep(spec.loss, key, text);
      written.push(writtenFile(framework, spec, text));
      if (calls.length === 0) continue;
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const how = known === undefined ? `${seconds} s` : "from the interrupted recording";
      progress(`${framework} ${i + 1}/${losses.length} ${spec.loss}: ${calls.length} cases, ${how}`);
    }
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
  return { framework, exposed, written, provenance };
}

/** What a recorded call follows from, without the functions that made it. */
function essence(call: PlannedCall): unknown {
  return [wireCall(call, call.floating), [...call.names], call.family.name, call.family.exact, call.isolated];
}

function writtenFile(framework: Framework, spec: LossSpec, text: string): WrittenFile {
  const file = JSON.parse(text) as CaseFile;
  return {
    file,
    text,
    entry: {
      path: casePath(framework, spec),
      loss: spec.loss,
      framework,
      cases: file.cases.length,
      unstable: file.cases.filter((entry) => entry.unstable !== undefined).length,
      sha256: contentHash(text),
    },
  };
}

function casePath(framework: Framework, spec: LossSpec): string {
  return `${casesFolder(framework)}/${spec.form}/${spec.loss}.json`;
}

async function keptText(framework: Framework, spec: LossSpec): Promise<string | undefined> {
  return await readFile(path.join(CASES, casePath(framework, spec)), "utf8").catch(() => undefined);
}

/** What a loss that is new to `cases/` is added to. */
function emptyText(head: Omit<CaseFile, "format" | "tensors" | "answers" | "cases">, asked: readonly PlannedCall[]) {
  if (asked.length > 0) return printCaseFile({ format: FORMAT, ...head, tensors: {}, answers: {}, cases: [] });
  throw new GenerateError(`cases/ has no ${head.loss} yet, and --loss leaves it out; record it too`, 2);
}

/** The calls that a committed file lacks. */
function missingCalls(calls: readonly PlannedCall[], text: string | undefined): readonly PlannedCall[] {
  if (text === undefined) return calls;
  const { missing, changes } = growthOf(calls, JSON.parse(text) as CaseFile);
  if (changes.length === 0) return missing;
  throw new GenerateError(
    `--add only adds, and ${changes.length} cases would change: ${changes[0]}; record everything, or the loss with --loss`,
    2,
  );
}

/** How many cases were added on CPUs that the manifest does not name. */
function additionsOf(written: readonly WrittenFile[]): Pick<Recording, "additions"> {
  const counts = new Map<string, number>();
  for (const { recordedOn: cpu } of written.flatMap(({ file }) => file.cases))
    if (cpu !== undefined) counts.set(cpu, (counts.get(cpu) ?? 0) + 1);
  return counts.size === 0 ? {} : { additions: [...counts].map(([cpu, cases]) => ({ cpu, cases })) };
}
