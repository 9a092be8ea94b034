import type { CatalogueConcept } from "../../format/catalogue.ts";
import { globMatcher } from "../../format/glob.ts";
import type { ResultRow, ResultsFile } from "../../format/results.ts";
import type { AdapterRows, RowsBlock } from "./blocks.ts";
import { Dictionary } from "./dictionary.ts";
import { NOT_RUN, outcomeOf, UNDECLARED } from "./outcomes.ts";
import { idParts, lossOf } from "./table.ts";

/** The rows of one results file by loss and id. */
export type RowsByLoss = ReadonlyMap<string, ReadonlyMap<string, ResultRow>>;

export function rowsByLoss({ results }: ResultsFile): RowsByLoss {
  const losses = new Map<string, Map<string, ResultRow>>();
  for (const row of results) {
    const loss = lossOf(row.id);
    const rows = losses.get(loss);
    if (rows) rows.set(row.id, row);
    else losses.set(loss, new Map([[row.id, row]]));
  }
  return losses;
}

/** The cases that an adapter does not declare, which stand in its results as ranges; each range covers no more than it counted. */
export function undeclaredMarker({
  unsupportedRanges,
}: ResultsFile): (loss: string, ids: readonly string[]) => Set<string> {
  const ranges = unsupportedRanges.map(({ pattern, count }) => ({
    pattern,
    matches: globMatcher(pattern),
    left: count,
  }));
  return (loss, ids) => {
    const own = ranges.filter(({ pattern, left }) => left > 0 && couldMatch(pattern, `${loss}/`));
    const marked = new Set<string>();
    if (own.length === 0) return marked;
    for (const id of ids) {
      const range = own.find(({ matches, left }) => left > 0 && (matches(id) || matches(loss)));
      if (!range) continue;
      range.left--;
      marked.add(id);
    }
    return marked;
  };
}

/** The block of one loss. Messages that only say numbers are left to the details. */
export function buildRows(
  ids: readonly string[],
  adapters: readonly { readonly rows: ReadonlyMap<string, ResultRow>; readonly undeclared: ReadonlySet<string> }[],
  families: CatalogueConcept["families"] = {},
): RowsBlock {
  const [family, arg, dtype] = [new Dictionary(), new Dictionary(), new Dictionary()];
  const parts = ids.map(idParts);
  const shared = {
    code: new Dictionary(),
    where: new Dictionary(),
    index: new Dictionary(),
    message: new Dictionary(),
    missing: new Dictionary(),
  };
  const columns = {
    family: parts.map((part) => family.add(part.family)),
    arg: parts.map((part) => arg.add(part.args)),
    dtype: parts.map((part) => dtype.add(part.dtype)),
    adapters: adapters.map((adapter) => adapterRows(ids, adapter.rows, adapter.undeclared, shared)),
  };
  return {
    families: family.texts,
    about: family.texts.map((name) => families[name]?.about ?? ""),
    args: arg.texts,
    dtypes: dtype.texts,
    codes: shared.code.texts,
    wheres: shared.where.texts,
    indices: shared.index.texts,
    messages: shared.message.texts,
    missing: shared.missing.texts,
    ...columns,
  };
}

/** Whether a row's message only words its numbers, which the page has anyway. */
export function isNumeric({ verdict, kind, ratio }: ResultRow): boolean {
  return verdict === "fail" && ratio !== undefined && (kind === "value" || kind === "gradient" || kind === "nonfinite");
}

// --- internal ---

type Shared = { readonly [column in "code" | "where" | "index" | "message" | "missing"]: Dictionary };

function adapterRows(
  ids: readonly string[],
  rows: ReadonlyMap<string, ResultRow>,
  undeclared: ReadonlySet<string>,
  shared: Shared,
): AdapterRows {
  const letters: string[] = [];
  const columns = {
    at: [] as number[],
    ratio: [] as number[],
    code: [] as number[],
    where: [] as number[],
    index: [] as number[],
    message: [] as number[],
    missing: [] as number[],
    flags: [] as number[],
  };
  let previous = 0;
  ids.forEach((id, i) => {
    const row = rows.get(id);
    letters.push(String.fromCharCode(97 + (row ? outcomeOf(row) : undeclared.has(id) ? UNDECLARED : NOT_RUN)));
    if (!row || !hasMore(row)) return;
    columns.at.push(i - previous);
    previous = i;
    columns.ratio.push(row.ratio === "Infinity" ? -1 : (row.ratio ?? 0));
    columns.code.push(shared.code.refer(row.diagnosis));
    columns.where.push(shared.where.refer(row.where));
    columns.index.push(shared.index.refer(row.index?.join()));
    columns.message.push(isNumeric(row) ? 0 : shared.message.refer(row.message));
    columns.missing.push(shared.missing.refer(row.gradientsMissing?.join()));
    columns.flags.push((row.flags?.includes("imprecise") ? 1 : 0) + (row.flags?.includes("notDecisive") ? 2 : 0));
  });
  return { outcomes: letters.join(""), ...columns };
}

function hasMore(row: ResultRow): boolean {
  return (
    row.ratio !== undefined ||
    row.diagnosis !== undefined ||
    row.where !== undefined ||
    row.message !== undefined ||
    row.gradientsMissing !== undefined ||
    row.flags !== undefined
  );
}

/** Whether a pattern could match an id with this beginning, by its literal beginning. */
function couldMatch(pattern: string, beginning: string): boolean {
  const at = pattern.search(/[*?]/);
  const literal = at < 0 ? pattern : pattern.slice(0, at);
  return beginning.startsWith(literal) || literal.startsWith(beginning);
}
