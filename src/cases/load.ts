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
import { type LazyCase, type LazyCaseFile, lazyCaseFile } from "./case-lines.ts";
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
  const files = new Map<string, LazyCaseFile>();
  const cases = new Map<string, readonly SuiteCase[]>();
  const lazyFile = (entry: ManifestFile) => {
    const known = files.get(entry.path);
    if (known !== undefined) return known;
    const loaded = loadCaseFile(dir, entry);
    files.set(entry.path, loaded);
    return loaded;
  };
  return {
    dir,
    version,
    digest,
    manifest,
    caseFile: (entry) => lazyFile(entry).whole(),
    casesOf: (entry) => {
      const known = cases.get(entry.path);
      if (known !== undefined) return known;
      const file = lazyFile(entry);
      const tensors = tensorCache(file, entry.path);
      const loaded = file.cases.map((lazy) => new RecordedCase(lazy, file, tensors));
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

function loadCaseFile(dir: string, entry: ManifestFile): LazyCaseFile {
  const file = path.join(dir, entry.path);
  const bytes = read(file);
  // Before the hash: a truncated or foreign file is better named as such than as "wrong hash".
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual === entry.sha256) return lazyCaseFile(bytes.toString("utf8"), entry.cases);
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

/** A class, because an object with a closure for each member costs more than judging a case does. */
class RecordedCase implements SuiteCase {
  readonly #lazy: LazyCase;
  readonly #file: LazyCaseFile;
  readonly #tensors: TensorCache;
  #expected: ReturnType<SuiteCase["expected"]> | undefined;

  constructor(lazy: LazyCase, file: LazyCaseFile, tensors: TensorCache) {
    this.#lazy = lazy;
    this.#file = file;
    this.#tensors = tensors;
  }

  get id() {
    return this.#lazy.id;
  }

  get isUnstable() {
    return this.#lazy.isUnstable;
  }

  get raw() {
    return this.#lazy.raw();
  }

  get loss() {
    return this.#file.loss;
  }

  get concept() {
    return this.#file.concept;
  }

  get wrt() {
    return this.raw.wrt ?? [];
  }

  args() {
    const { decoded } = this.#tensors;
    return mapArguments(this.raw.args, decoded);
  }

  inputs() {
    const { decoded } = this.#tensors;
    const inputs: { [parameter: string]: Tensor } = {};
    for (const [name, ref] of Object.entries(this.raw.inputs)) inputs[name] = decoded(ref);
    return inputs;
  }

  expected() {
    if (this.#expected !== undefined) return this.#expected;
    const { raw } = this;
    const golden = typeof raw.expect === "string" ? this.#file.shared().answers[raw.expect] : raw.expect;
    if (golden === undefined) {
      throw new Problem(`case ${raw.id} names an answer that its file does not have. ${REINSTALL}`);
    }
    this.#expected = "rejected" in golden ? golden : cachedAnswer(golden, this.#tensors);
    return this.#expected;
  }

  cotangent() {
    if (this.wrt.length === 0) return undefined;
    const golden = this.expected();
    return "rejected" in golden ? undefined : cotangentOf(golden.value.tensor);
  }

  wire() {
    const { json } = this.#tensors;
    const args = Object.entries(this.raw.args).map(
      ([name, value]) =>
        `${JSON.stringify(name)}:${stringifyJson(mapArgument(value, (ref) => this.#file.shared().tensors[ref]))}`,
    );
    const inputs = Object.entries(this.raw.inputs).map(([name, ref]) => `${JSON.stringify(name)}:${json(ref)}`);
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
