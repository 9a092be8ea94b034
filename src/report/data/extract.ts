import type { ResultRow, ResultsFile } from "../../format/results.ts";
import type { JsonTensor } from "../../format/tensor.ts";
import type { AnswerRef, DetailsBlock, Summary } from "./blocks.ts";
import { kindOf, NOT_RUN, UNDECLARED, verdictOf } from "./outcomes.ts";
import { type LossTable, textAt } from "./table.ts";

/** The results file of one adapter out of the page; failing cases beyond its cap lack the answer and its message. */
export function extractResults(
  summary: Summary,
  adapter: number,
  tables: readonly LossTable[],
  details: readonly (DetailsBlock | undefined)[],
): ResultsFile {
  const { name, version, language, run, counts, suite, unsupportedRanges, hasDiagnoses } = summary.adapters[adapter]!;
  const results = tables.flatMap((table, loss) => extractRows(table, adapter, details[loss]));
  const own = summary.diagnoses
    .filter((diagnosis) => diagnosis.adapter === adapter)
    .map(({ adapter: _, loss, ...diagnosis }) => ({ loss: summary.losses[loss]!.name, ...diagnosis }));
  return {
    format: 1,
    suite,
    adapter: { name, version, language },
    run,
    summary: counts,
    ...(hasDiagnoses && { diagnoses: own }),
    results: results.sort((a, b) => (a.id < b.id ? -1 : 1)),
    unsupportedRanges,
  };
}

/** One adapter's rows of one loss. */
export function extractRows(table: LossTable, adapter: number, details?: DetailsBlock): ResultRow[] {
  const rows: ResultRow[] = [];
  for (let at = 0; at < table.size; at++) {
    const outcome = table.outcome[adapter * table.size + at]!;
    if (outcome !== NOT_RUN && outcome !== UNDECLARED) rows.push(extractRow(table, adapter, at, details));
  }
  return rows;
}

/** What one adapter made of one case. */
export function extractRow(table: LossTable, adapter: number, at: number, details?: DetailsBlock): ResultRow {
  const place = adapter * table.size + at;
  const { block } = table;
  const outcome = table.outcome[place]!;
  const answer = details?.answers[adapter]?.[at];
  const ratio = table.ratio[place]!;
  const index = textAt(block.indices, table.index[place]!);
  const where = textAt(block.wheres, table.where[place]!);
  const code = textAt(block.codes, table.code[place]!);
  const message = answer?.message ?? textAt(block.messages, table.message[place]!);
  const missing = textAt(block.missing, table.missing[place]!);
  const flags = table.flags[place]!;
  const kind = kindOf(outcome);
  return {
    id: table.ids[at]!,
    verdict: verdictOf(outcome) ?? "unsupported",
    ...(kind && { kind }),
    ...(!Number.isNaN(ratio) && { ratio: Number.isFinite(ratio) ? ratio : ("Infinity" as const) }),
    ...(answer?.ulps !== undefined && { ulps: answer.ulps }),
    ...(index !== undefined && { index: index === "" ? [] : index.split(",").map(Number) }),
    ...(where !== undefined && { where }),
    ...(code !== undefined && { diagnosis: code }),
    ...(message !== undefined && { message }),
    ...(flags > 0 && {
      flags: [...(flags & 1 ? (["imprecise"] as const) : []), ...(flags & 2 ? (["notDecisive"] as const) : [])],
    }),
    ...(missing !== undefined && { gradientsMissing: missing.split(",") }),
    ...(details && answer?.actual && { actual: tensorsOf(answer.actual, details) }),
  };
}

/** An answer with its tensors in place. */
export function tensorsOf(answer: AnswerRef, { tensors }: DetailsBlock) {
  const gradients: Record<string, JsonTensor> = {};
  for (const [name, ref] of Object.entries(answer.gradients ?? {})) gradients[name] = tensors[ref]!;
  return {
    ...(answer.value !== undefined && { value: tensors[answer.value]! }),
    ...(answer.gradients && { gradients }),
  };
}
