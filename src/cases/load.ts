import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ExpectedAnswer } from "../compare.ts";
import type { Argument } from "../format/argument.ts";
import { mapArgument, mapArguments } from "../format/argument.ts";
import type { Case, CaseFile, GoldenAnswer, GoldenRejection, Manifest, ManifestFile } from "../format/case-file.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { SchemaName } from "../format/schemas.ts";
import { schemaProblem } from "../format/validate.ts";
import { Problem } from "../problem.ts";
import { cotangentOf } from "../tensor/cotangent.ts";
import { decodeTensor, encodeTensor, stringifyJson } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type LazyCaseFile, lazyCaseFile } from "./case-lines.ts";
import { expectedAnswer } from "./expected.ts";

/** One case with what it takes to ask and to judge it; everything is computed at first use and kept. */
export interface SuiteCase {
  readonly id: string;
  readonly loss: string;
  readonly concept: string;
  /** Whether its golden does not reproduce: never sent, never judged. */
  readonly isUnstable: boolean;
  readonly raw: Case;
  readonly wrt: readonly string[];
  readonly args: () => { readonly [name: string]: Argument<Tensor> };
  readonly inputs: () => { readonly [parameter: string]: Tensor };
  readonly expected: () => ExpectedAnswer | { readonly rejected: GoldenRejection };
  readonly cotangent: () => Tensor | undefined;
  /** The members of the call message behind `seq`, as JSON text: `"id":…,"loss":…`. */
  readonly wire: () => string;
}

export interface Suite {
  readonly dir: string;
  readonly version: string;
  /** Changes when any case file does. */
  readonly digest: string;
  readonly manifest: Manifest;
  readonly catalogue: () => Catalogue;
  /** The cases of one file of the manifest, sorted by id. */
  readonly casesOf: (file: ManifestFile) => readonly SuiteCase[];
  readonly caseFile: (file: ManifestFile) => CaseFile;
}

/**
 * Opens a folder of recorded cases. Each file's bytes are checked against the manifest's hash when it is first used.
 * @throws Problem (exit code 2) naming the file and what is wrong with it.
 */
export function loadSuite(dir: string, version: string): Suite {
  const manifest = parse(
    "manifest",
    path.join(dir, "manifest.json"),
    read(path.join(dir, "manifest.json")),
  ) as Manifest;
  const digest = createHash("sha256")
    .update(manifest.files.map(({ path, sha256 }) => `${path} ${sha256}\n`).join(""))
    .digest("hex");
  const cases = new Map<string, readonly SuiteCase[]>();
  const openFile = keptOpen(dir);
  return {
    dir,
    version,
    digest,
    manifest,
    caseFile: (entry) => openFile(entry).whole(),
    casesOf: (entry) => {
      const known = cases.get(entry.path);
      if (known !== undefined) return known;
      const file = openFile(entry);
      const source = sourceOf(file, () => openFile(entry));
      const loaded: SuiteCase[] = [];
      for (const [at, id] of file.ids.entries()) loaded.push(new RecordedCase(source, at, id, file.isUnstable(at)));
      cases.set(entry.path, loaded);
      return loaded;
    },
    catalogue: () => {
      const file = path.join(dir, "catalogue.json");
      const catalogue = parseJson(file, read(file)) as Catalogue | null;
      if (catalogue?.concepts === undefined || catalogue.losses === undefined || catalogue.excluded === undefined)
        throw new Problem(`${file} names no concepts, losses and exclusions: it is no catalogue. ${REINSTALL}`);
      return catalogue;
    },
  };
}

// --- internal ---

const REINSTALL =
  "Restore the folder (git checkout cases, or reinstall the package), or record it again with: npm run generate";

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Problem(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? error}. ${REINSTALL}`);
  }
}

function parse(schema: SchemaName, file: string, bytes: Buffer): unknown {
  const value = parseJson(file, bytes);
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format !== 1) {
    throw new Problem(
      `${file} has format ${format}; this version of lossparity reads format 1. Install the version that wrote it.`,
    );
  }
  const problem = schemaProblem(schema, value);
  if (problem !== undefined)
    throw new Problem(`${file} is no valid ${schema}: ${locate(value, problem)}. ${REINSTALL}`);
  return value;
}

function parseJson(file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new Problem(`${file} is no JSON, it may be truncated (${(error as Error).message}). ${REINSTALL}`);
  }
}

/** Adds the case's id to a pointer into `cases`. */
function locate(value: unknown, problem: string): string {
  const at = /^\/cases\/(\d+)/.exec(problem)?.[1];
  const id = at === undefined ? undefined : (value as CaseFile).cases[Number(at)]?.id;
  return id === undefined ? problem : `case ${String(id)}, ${problem}`;
}

/** A case file, and what was decoded of it. */
interface OpenFile extends LazyCaseFile {
  readonly tensors: TensorCache;
}

/** In bytes, about. All recorded cases fit in; of a suite ten times their size what was used lately. */
const KEPT_OPEN = 110e6;
/** What a case takes when it is parsed, on the average. */
const PARSED_CASE = 550;

/** Opens files of a folder and keeps them open, those that were not used lately excepted. */
function keptOpen(dir: string): (entry: ManifestFile) => OpenFile {
  const kept = new Map<string, { readonly file: OpenFile; readonly size: number }>();
  let latest: { readonly path: string; readonly file: OpenFile } | undefined;
  let total = 0;
  return (entry) => {
    if (latest?.path === entry.path) return latest.file;
    let opened = kept.get(entry.path);
    if (opened === undefined) {
      const { lazy, size } = loadCaseFile(dir, entry);
      opened = { file: { ...lazy, tensors: tensorCache(lazy, entry.path) }, size: size + PARSED_CASE * entry.cases };
      total += opened.size;
    }
    latest = { path: entry.path, file: opened.file };
    kept.delete(entry.path);
    kept.set(entry.path, opened);
    for (const [path, { size }] of kept) {
      if (total <= KEPT_OPEN || path === entry.path) break;
      kept.delete(path);
      total -= size;
    }
    return opened.file;
  };
}

function loadCaseFile(dir: string, entry: ManifestFile): { readonly lazy: LazyCaseFile; readonly size: number } {
  const file = path.join(dir, entry.path);
  const bytes = read(file);
  // Before the hash: a truncated or foreign file is better named as such than as "wrong hash".
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual === entry.sha256) return { lazy: lazyCaseFile(bytes.toString("utf8"), entry.cases), size: bytes.length };
  parse("case file", file, bytes);
  throw new Problem(
    `${file} does not have the hash that the manifest states (${actual.slice(0, 12)}…, expected ${entry.sha256.slice(0, 12)}…): it was edited. ${REINSTALL}`,
  );
}

interface TensorCache {
  readonly decoded: (name: string) => Tensor;
  readonly json: (name: string) => string;
}

function tensorCache(file: LazyCaseFile, where: string): TensorCache {
  const decoded = new Map<string, Tensor>();
  const texts = new Map<string, string>();
  const raw = (name: string) => {
    const tensor = file.shared().tensors[name];
    if (tensor === undefined) throw new Problem(`${where} names a tensor ${name} that it does not have. ${REINSTALL}`);
    return tensor;
  };
  return {
    decoded: (name) => cached(decoded, name, () => decodeTensor(raw(name))),
    json: (name) => cached(texts, name, () => stringifyJson(raw(name))),
  };
}

function cached<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

const answers = new WeakMap<GoldenAnswer, ExpectedAnswer>();

/** The file of a case, which may have to be opened anew. */
interface Source {
  readonly loss: string;
  readonly concept: string;
  readonly open: () => OpenFile;
}

/** Apart, so that what opens the file anew does not hold on to it as it was. */
function sourceOf({ loss, concept }: LazyCaseFile, open: () => OpenFile): Source {
  return { loss, concept, open };
}

/** A class, because an object with a closure for each member costs more than judging a case does. */
class RecordedCase implements SuiteCase {
  readonly #source: Source;
  readonly #at: number;
  readonly id: string;
  readonly isUnstable: boolean;

  constructor(source: Source, at: number, id: string, isUnstable: boolean) {
    this.#source = source;
    this.#at = at;
    this.id = id;
    this.isUnstable = isUnstable;
  }

  get raw() {
    return this.#source.open().raw(this.#at);
  }

  get loss() {
    return this.#source.loss;
  }

  get concept() {
    return this.#source.concept;
  }

  get wrt() {
    return this.raw.wrt ?? [];
  }

  args() {
    const { decoded } = this.#source.open().tensors;
    return mapArguments(this.raw.args, decoded);
  }

  inputs() {
    const { decoded } = this.#source.open().tensors;
    const inputs: { [parameter: string]: Tensor } = {};
    for (const [name, ref] of Object.entries(this.raw.inputs)) inputs[name] = decoded(ref);
    return inputs;
  }

  expected() {
    const { raw } = this;
    const { shared, tensors } = this.#source.open();
    const golden = typeof raw.expect === "string" ? shared().answers[raw.expect] : raw.expect;
    if (golden === undefined) {
      throw new Problem(`case ${raw.id} names an answer that its file does not have. ${REINSTALL}`);
    }
    return "rejected" in golden ? golden : cachedAnswer(golden, tensors);
  }

  cotangent() {
    if (this.wrt.length === 0) return undefined;
    const golden = this.expected();
    return "rejected" in golden ? undefined : cotangentOf(golden.value.tensor);
  }

  wire() {
    const { shared, tensors } = this.#source.open();
    const { json } = tensors;
    const { raw } = this;
    const args = Object.entries(raw.args).map(
      ([name, value]) => `${JSON.stringify(name)}:${stringifyJson(mapArgument(value, (ref) => shared().tensors[ref]))}`,
    );
    const inputs = Object.entries(raw.inputs).map(([name, ref]) => `${JSON.stringify(name)}:${json(ref)}`);
    const contracted = this.cotangent();
    const gradients =
      contracted === undefined
        ? ""
        : `,"wrt":${JSON.stringify(this.wrt)},"cotangent":${stringifyJson(encodeTensor(contracted))}`;
    return `"id":${JSON.stringify(this.id)},"loss":${JSON.stringify(this.loss)},"args":{${args.join(",")}},"inputs":{${inputs.join(",")}}${gradients}`;
  }
}

function cachedAnswer(golden: GoldenAnswer, tensors: TensorCache): ExpectedAnswer {
  const known = answers.get(golden);
  if (known !== undefined) return known;
  const made = expectedAnswer(golden, tensors.decoded);
  answers.set(golden, made);
  return made;
}
