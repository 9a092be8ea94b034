import type { FileArguments } from "../format/argument.ts";
import type { Allowance, CaseFile, GoldenRejection, Manifest, ManifestFile, TensorRef } from "../format/case-file.ts";
import type { Catalogue } from "../format/catalogue.ts";
import { globMatcher } from "../format/glob.ts";
import type { ResultRow, ResultsFile, Verdict } from "../format/results.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { stringifyJson } from "../tensor/json.ts";

/** What the report needs of a loaded suite. */
export interface ReportSuite {
  /** The folder of the cases, with what stands beside them. */
  readonly dir?: string;
  readonly version: string;
  readonly digest: string;
  readonly manifest: Manifest;
  readonly catalogue: () => Pick<Catalogue, "losses" | "concepts">;
  readonly caseFile: (entry: ManifestFile) => CaseFile;
}

/** One loss on one adapter. */
export interface Cell {
  readonly counts: { readonly [verdict in Verdict]: number };
  /** Largest finite or infinite error ÷ allowance of the failing cases, if any has one. */
  readonly worst?: number;
}

export interface MatrixRow {
  readonly loss: string;
  readonly framework: string;
  readonly cases: number;
  readonly cells: readonly Cell[];
}

export interface MatrixGroup {
  readonly title: string;
  readonly rows: readonly MatrixRow[];
}

/** A case that did not pass, as the page's script gets it. */
export interface FailureRow extends Omit<ResultRow, "actual" | "flags"> {
  readonly adapter: number;
  /** Index in {@link Details.cases}; absent beyond the cap. */
  readonly detail?: number;
  readonly actual?: AnswerRef;
}

/** Tensors by their index in {@link Details.tensors}. */
export interface AnswerRef {
  readonly value?: number;
  readonly gradients?: { readonly [input: string]: number };
}

export interface DetailCase {
  readonly id: string;
  readonly args: FileArguments;
  readonly inputs: { readonly [name: string]: number };
  readonly wrt: readonly string[];
  readonly expected?: AnswerRef;
  readonly allowances?: { readonly value: Allowance; readonly gradients?: { readonly [input: string]: Allowance } };
  readonly rejected?: GoldenRejection;
}

export interface Details {
  readonly adapters: readonly { readonly name: string; readonly version: string }[];
  readonly rows: readonly FailureRow[];
  readonly cases: readonly DetailCase[];
  readonly tensors: readonly JsonTensor[];
}

export interface Model {
  readonly groups: readonly MatrixGroup[];
  readonly details: Details;
  /** Failing cases, by adapter, whose details were left out. */
  readonly withoutDetail: readonly number[];
}

/** Failing cases of one adapter that the page holds the tensors of. */
export const DETAIL_CAP = 3000;

/** Everything that the page shows of the runs. */
export function buildModel(
  results: readonly ResultsFile[],
  concepts: Catalogue["concepts"],
  files: readonly CaseFile[],
): Model {
  return { groups: buildMatrix(results, concepts, files), ...buildDetails(results, files) };
}

// --- internal ---

function buildMatrix(
  results: readonly ResultsFile[],
  concepts: Catalogue["concepts"],
  files: readonly CaseFile[],
): MatrixGroup[] {
  const perAdapter = results.map((file) => countByLoss(file));
  const groups = new Map<string, MatrixRow[]>();
  for (const { loss, framework, concept, cases } of [...files].sort((a, b) => order(a.loss, b.loss))) {
    const sent = cases.filter((item) => item.unstable === undefined).length;
    const cells = results.map((file, i) => withUndeclared(perAdapter[i]!.get(loss), file, loss, sent));
    const title = concepts[concept]?.title ?? concept;
    const row = { loss, framework, cases: sent, cells };
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups].sort(([a], [b]) => order(a, b)).map(([title, rows]) => ({ title, rows }));
}

type Counting = { counts: { [verdict in Verdict]: number }; worst?: number };

function countByLoss(file: ResultsFile): Map<string, Counting> {
  const losses = new Map<string, Counting>();
  for (const row of file.results) {
    const loss = lossOf(row.id);
    const cell = losses.get(loss) ?? emptyCell();
    losses.set(loss, cell);
    cell.counts[row.verdict]++;
    if (row.verdict !== "fail" || row.ratio === undefined) continue;
    cell.worst = Math.max(cell.worst ?? 0, row.ratio === "Infinity" ? Number.POSITIVE_INFINITY : row.ratio);
  }
  return losses;
}

/** Cases that the adapter did not declare stand in the file as ranges, not rows. */
function withUndeclared(cell: Counting | undefined, file: ResultsFile, loss: string, cases: number): Cell {
  const counted = cell ?? emptyCell();
  const rows = Object.values(counted.counts).reduce((sum, count) => sum + count, 0);
  const range = file.unsupportedRanges.find(({ pattern }) => {
    const matches = globMatcher(pattern);
    return matches(loss) || matches(`${loss}/`);
  });
  const undeclared = range ? Math.min(range.count, Math.max(0, cases - rows)) : 0;
  return { ...counted, counts: { ...counted.counts, unsupported: counted.counts.unsupported + undeclared } };
}

function emptyCell(): Counting {
  return { counts: { pass: 0, fail: 0, unsupported: 0, crash: 0, timeout: 0, invalid: 0 } };
}

function buildDetails(results: readonly ResultsFile[], files: readonly CaseFile[]) {
  const tensors = new Pool();
  const cases: DetailCase[] = [];
  const known = new Map<string, number>();
  const rows: FailureRow[] = [];
  const withoutDetail: number[] = [];
  const byLoss = new Map(files.map((file) => [file.loss, file]));
  const items = new Map(files.map((file) => [file.loss, new Map(file.cases.map((item) => [item.id, item]))]));
  results.forEach(({ results: list }, adapter) => {
    const failing = list.filter(({ verdict }) => verdict !== "pass" && verdict !== "unsupported");
    withoutDetail.push(Math.max(0, failing.length - DETAIL_CAP));
    for (const [n, { actual, flags: _, ...row }] of failing.entries()) {
      const file = byLoss.get(lossOf(row.id));
      const item = items.get(lossOf(row.id))?.get(row.id);
      if (n >= DETAIL_CAP || !file || !item) {
        rows.push({ ...row, adapter });
        continue;
      }
      let detail = known.get(row.id);
      if (detail === undefined) {
        detail = cases.push(detailOf(file, item, tensors)) - 1;
        known.set(row.id, detail);
      }
      rows.push({ ...row, adapter, detail, ...(actual && { actual: tensors.answer(actual, {}) }) });
    }
  });
  const adapters = results.map(({ adapter }) => ({ name: adapter.name, version: adapter.version }));
  return { details: { adapters, rows, cases, tensors: tensors.list }, withoutDetail };
}

function detailOf(file: CaseFile, item: CaseFile["cases"][number], tensors: Pool): DetailCase {
  const expect = typeof item.expect === "string" ? file.answers[item.expect] : item.expect;
  const inputs: Record<string, number> = {};
  for (const [name, ref] of Object.entries(item.inputs)) inputs[name] = tensors.add(ref, file.tensors);
  const base = { id: item.id, args: item.args, inputs, wrt: item.wrt ?? [] };
  if (!expect) return base;
  if ("rejected" in expect) return { ...base, rejected: expect.rejected };
  return { ...base, expected: tensors.answer(expect, file.tensors), allowances: expect.tolerance };
}

/** Every tensor once, however many cases name it. */
class Pool {
  readonly list: JsonTensor[] = [];
  readonly #known = new Map<string, number>();

  add(ref: TensorRef, tensors: CaseFile["tensors"]): number {
    const tensor = typeof ref === "string" ? tensors[ref] : ref;
    if (!tensor) throw new Error(`tensor ${String(ref)} is not in its case file`);
    const key = stringifyJson(tensor);
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.list.push(tensor) - 1;
      this.#known.set(key, index);
    }
    return index;
  }

  answer(
    answer: { readonly value?: TensorRef; readonly gradients?: { readonly [input: string]: TensorRef } },
    tensors: CaseFile["tensors"],
  ): AnswerRef {
    const gradients: Record<string, number> = {};
    for (const [name, ref] of Object.entries(answer.gradients ?? {})) gradients[name] = this.add(ref, tensors);
    return { ...(answer.value && { value: this.add(answer.value, tensors) }), gradients };
  }
}

function lossOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
