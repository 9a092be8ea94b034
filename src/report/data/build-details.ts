import type { CaseFile, TensorRef } from "../../format/case-file.ts";
import type { ResultRow } from "../../format/results.ts";
import type { JsonTensor } from "../../format/tensor.ts";
import { stringifyJson } from "../../tensor/json.ts";
import type { AnswerRef, DetailAnswer, DetailCase, DetailsBlock } from "./blocks.ts";
import { isNumeric, type RowsByLoss } from "./build-rows.ts";
import { isFailing, outcomeOf } from "./outcomes.ts";

/**
 * The failing cases of an adapter whose answers the page holds, at most `cap`: of each kind of failure and cause of each loss the
 * first ones, so that what is left out is always more of the same.
 */
export function chooseDetailed(
  rows: RowsByLoss,
  cap: number,
): { readonly chosen: Set<string>; readonly failing: number } {
  const ranked: { readonly id: string; readonly rank: number }[] = [];
  for (const [loss, own] of rows) {
    const seen = new Map<string, number>();
    for (const row of own.values()) {
      if (!isFailing(outcomeOf(row))) continue;
      const group = `${loss} ${row.kind ?? row.verdict} ${row.diagnosis}`;
      const rank = seen.get(group) ?? 0;
      seen.set(group, rank + 1);
      ranked.push({ id: row.id, rank });
    }
  }
  const failing = ranked.length;
  if (failing > cap) ranked.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  return { chosen: new Set(ranked.slice(0, cap).map(({ id }) => id)), failing };
}

/** The details of one loss, or nothing where no chosen case is of it; `file` is read only then. */
export function buildDetails(
  ids: readonly string[],
  adapters: readonly { readonly rows: ReadonlyMap<string, ResultRow>; readonly chosen: ReadonlySet<string> }[],
  file: () => CaseFile | undefined,
): DetailsBlock | undefined {
  const isWanted = (id: string) => adapters.some(({ rows, chosen }) => chosen.has(id) && rows.has(id));
  const wanted = ids.flatMap((id, at) => (isWanted(id) ? [{ id, at }] : []));
  if (wanted.length === 0) return undefined;
  const pool = new Pool(file());
  const cases: Record<string, DetailCase> = {};
  for (const { id, at } of wanted) {
    const found = pool.caseOf(id);
    if (found) cases[at] = found;
  }
  const answers = adapters.map(({ rows, chosen }) => {
    const own: Record<string, DetailAnswer> = {};
    for (const { id, at } of wanted) {
      const row = rows.get(id);
      if (row && chosen.has(id)) own[at] = pool.answerOf(row);
    }
    return own;
  });
  return { tensors: pool.tensors, named: pool.named, cases, answers };
}

// --- internal ---

/** Every tensor once, however many cases and adapters have it: an answer that is bit for bit the golden costs a number. */
class Pool {
  readonly tensors: JsonTensor[] = [];
  readonly named: Record<string, number> = {};
  readonly #known = new Map<string, number>();
  readonly #file: CaseFile | undefined;
  readonly #cases: ReadonlyMap<string, CaseFile["cases"][number]>;

  constructor(file: CaseFile | undefined) {
    this.#file = file;
    this.#cases = new Map(file?.cases.map((item) => [item.id, item]));
  }

  caseOf(id: string): DetailCase | undefined {
    const item = this.#cases.get(id);
    const file = this.#file;
    if (!item || !file) return undefined;
    const inputs: Record<string, number> = {};
    for (const [name, ref] of Object.entries(item.inputs)) inputs[name] = this.#add(ref);
    for (const name of tensorNames(item.args)) this.named[name] = this.#add(name);
    const asked = { args: item.args, inputs, ...(item.wrt && { wrt: item.wrt }) };
    const expect = typeof item.expect === "string" ? file.answers[item.expect] : item.expect;
    if (!expect) return asked;
    if ("rejected" in expect) return { ...asked, rejected: expect.rejected };
    return { ...asked, expected: this.#answer(expect), allowances: expect.tolerance };
  }

  answerOf(row: ResultRow): DetailAnswer {
    return {
      ...(row.actual && { actual: this.#answer(row.actual) }),
      ...(isNumeric(row) && row.message !== undefined && { message: row.message }),
      ...(row.ulps !== undefined && { ulps: row.ulps }),
    };
  }

  #answer(answer: {
    readonly value?: TensorRef;
    readonly gradients?: { readonly [input: string]: TensorRef };
  }): AnswerRef {
    const gradients: Record<string, number> = {};
    for (const [name, ref] of Object.entries(answer.gradients ?? {})) gradients[name] = this.#add(ref);
    return {
      ...(answer.value !== undefined && { value: this.#add(answer.value) }),
      ...(answer.gradients && { gradients }),
    };
  }

  #add(ref: TensorRef): number {
    const tensor = typeof ref === "string" ? this.#file?.tensors[ref] : ref;
    if (!tensor) throw new Error(`tensor ${String(ref)} is not in its case file`);
    const key = stringifyJson(tensor);
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.tensors.push(tensor) - 1;
      this.#known.set(key, index);
    }
    return index;
  }
}

/** The names of tensors in arguments, wherever they stand. */
function tensorNames(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  if ("tensor" in value && typeof value.tensor === "string") return [value.tensor];
  if ("sparse" in value && value.sparse) return Object.values(value.sparse).filter((name) => typeof name === "string");
  return Object.values(value).flatMap(tensorNames);
}
