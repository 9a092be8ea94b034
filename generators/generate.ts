import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type CaseFile,
  FORMAT,
  type Framework,
  type Manifest,
  type ManifestFile,
  type Provenance,
} from "../src/format/case-file.ts";
import { stringifyJson } from "../src/tensor/json.ts";
import { caseFile, contentHash, printCaseFile, type RecordedCall } from "./case-files.ts";
import { CONCEPTS } from "./catalogue/index.ts";
import { catalogueOf } from "./catalogue-file.ts";
import { toleranceOf } from "./evidence.ts";
import { askAll, type Executor, startExecutor } from "./executor.ts";
import { expand, type PlannedCall } from "./expand.ts";
import { CASES, casesFolder, frameworkCommand, GenerateError, type Introspected, introspect } from "./frameworks.ts";
import { updateReadme } from "./readme.ts";
import { type Recorded, recordAll } from "./record.ts";
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

/** Records every loss of both frameworks and writes `cases/`. `progress` gets one line a loss. */
export async function generate(progress: (line: string) => void): Promise<void> {
  const recorded = await Promise.all(FRAMEWORKS.map((framework) => recordFramework(framework, progress)));
  const files = recorded.flatMap(({ written }) => written).sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
  for (const { entry, text } of files) {
    const target = path.join(CASES, entry.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const introspected = Object.assign({}, ...recorded.map(({ described }) => described)) as {
    [loss: string]: Introspected;
  };
  const manifest: Manifest = {
    format: FORMAT,
    frameworks: Object.fromEntries(recorded.map(({ framework, provenance }) => [framework, provenance])),
    aliases: Object.fromEntries(files.map(({ file }) => [file.loss, introspected[file.loss]!.aliases])),
    files: files.map(({ entry }) => entry),
  };
  await writeFile(path.join(CASES, "manifest.json"), `${JSON.stringify(manifest, undefined, 1)}\n`);
  const catalogue = catalogueOf(
    CONCEPTS,
    files.map(({ file }) => file),
    manifest.aliases,
  );
  await writeFile(path.join(CASES, "catalogue.json"), `${stringifyJson(catalogue).replaceAll('},"', '},\n"')}\n`);
  await updateReadme(manifest);
  const total = manifest.files.reduce((sum, file) => sum + file.cases, 0);
  progress(`${total} cases of ${files.length} losses written to cases/`);
}

// --- internal ---

interface WrittenFile {
  readonly entry: ManifestFile;
  readonly text: string;
  readonly file: CaseFile;
}

async function recordFramework(framework: Framework, progress: (line: string) => void) {
  const described = await introspect(framework);
  const command = frameworkCommand(framework, `${framework}.py`);
  const [first, second] = await Promise.all([startExecutor(command), startExecutor(command)]);
  const written: WrittenFile[] = [];
  const losses = plannedLosses(framework);
  for (const [i, { concept, spec }] of losses.entries()) {
    const introspected = described[spec.loss];
    if (introspected === undefined)
      throw new GenerateError(`${framework} has no public loss ${spec.loss}; the catalogue names it`, 1);
    const startedAt = performance.now();
    const calls = expand(concept, spec);
    const recorded = await recordLoss(first, second, calls);
    const file = caseFile(
      {
        framework,
        version: first.ready.version,
        loss: spec.loss,
        concept: concept.name,
        parameters: { ...introspected.parameters.construct, ...introspected.parameters.call },
      },
      recorded,
    );
    const text = printCaseFile(file);
    written.push({
      file,
      text,
      entry: {
        path: `${casesFolder(framework)}/${spec.form}/${spec.loss}.json`,
        loss: spec.loss,
        framework,
        cases: file.cases.length,
        unstable: file.cases.filter((entry) => entry.unstable !== undefined).length,
        sha256: contentHash(text),
      },
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    progress(
      `${framework} ${i + 1}/${losses.length} ${spec.loss}: ${calls.length} cases, ${Object.keys(file.answers).length} answers, ${seconds} s`,
    );
  }
  const provenance: Provenance = first.ready.provenance;
  await Promise.all([first.stop(), second.stop()]);
  return { framework, described, written, provenance };
}

/** Two processes record the calls in opposite orders; then each distinct answer gets its evidence, shared by both. */
async function recordLoss(first: Executor, second: Executor, calls: readonly PlannedCall[]): Promise<RecordedCall[]> {
  const onAnswer = () => {};
  const [answers, again] = await Promise.all([
    recordAll(first, calls, { reverse: false, onAnswer }),
    recordAll(second, calls, { reverse: true, onAnswer }),
  ]);
  const distinct = new Map<string, number>();
  const keys = calls.map((call, i) => answerKey(call, answers[i]!));
  for (const [i, key] of keys.entries()) if (key !== undefined && !distinct.has(key)) distinct.set(key, i);
  const measured = await askAll([...distinct], async ([key, i]) => {
    const answer = answers[i]!;
    if ("rejected" in answer) throw new Error("a rejection has no tolerance");
    return [key, await toleranceOf(i % 2 === 0 ? first : second, calls[i]!, answer)] as const;
  });
  const tolerances = new Map(measured);
  return calls.map((call, i) => {
    const tolerance = tolerances.get(keys[i] ?? "");
    return { call, answer: answers[i]!, again: again[i]!, ...(tolerance && { tolerance }) };
  });
}

/** Calls of a family with the same answer share its evidence: the legacy arguments give three answers for 27 combinations. */
function answerKey(call: PlannedCall, answer: Recorded): string | undefined {
  if ("rejected" in answer) return undefined;
  return stringifyJson([call.family.name, call.inputs, answer.value, answer.gradients]);
}
