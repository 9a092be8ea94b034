import type { ManifestFile } from "../../format/case-file.ts";
import type { ResultsFile } from "../../format/results.ts";
import type { AdapterInfo, Cell, DetailsBlock, DiagnosisInfo, LossInfo, RowsBlock, Summary } from "./blocks.ts";
import { buildDetails, chooseDetailed } from "./build-details.ts";
import { buildRows, rowsByLoss, undeclaredMarker } from "./build-rows.ts";
import type { ReportSuite } from "./suite.ts";
import { type LossTable, lossOf, openTable } from "./table.ts";
import { tally } from "./tally.ts";

/** All that the page holds of the runs: what it shows at once, and two blocks for each loss. */
export interface ReportData {
  readonly summary: Summary;
  /** By loss, as in the summary. */
  readonly rows: readonly RowsBlock[];
  readonly details: readonly (DetailsBlock | undefined)[];
  readonly tables: readonly LossTable[];
}

/** Failing cases that the page holds the tensors of, over all adapters: about 100 bytes each once packed. */
export const DETAIL_CAP = 24_000;

export function buildData(
  results: readonly ResultsFile[],
  suite: ReportSuite,
  { run, cap = DETAIL_CAP }: { readonly run: string; readonly cap?: number },
): ReportData {
  const catalogue = suite.catalogue();
  const { concepts } = catalogue;
  const adapters = results.map((file) => {
    const rows = rowsByLoss(file);
    const share = Math.floor(cap / results.length);
    return { file, rows, markUndeclared: undeclaredMarker(file), ...chooseDetailed(rows, share) };
  });
  const order = lossesInOrder(suite, catalogue, results);
  const conceptNames = [...new Set(order.map(({ concept }) => concept))];
  const rows: RowsBlock[] = [];
  const details: (DetailsBlock | undefined)[] = [];
  const cells: Cell[][] = [];
  const tables: LossTable[] = [];
  for (const { name, entry, concept } of order) {
    const own = adapters.map(({ rows: all, chosen }) => ({ rows: all.get(name) ?? new Map(), chosen }));
    const ids = idsOf(entry, suite, own);
    const block = buildRows(
      ids,
      own.map(({ rows: judged }, i) => ({
        rows: judged,
        undeclared: adapters[i]!.markUndeclared(
          name,
          ids.filter((id) => !judged.has(id)),
        ),
      })),
      concepts[concept]?.families,
    );
    rows.push(block);
    const table = openTable(name, block);
    tables.push(table);
    cells.push(tally(table));
    details.push(buildDetails(ids, own, () => entry && suite.caseFile(entry)));
  }
  const losses = order.map(({ name, entry, concept }, i) =>
    lossInfo(name, entry, conceptNames.indexOf(concept), rows[i]!.family.length, suite, catalogue),
  );
  const summary: Summary = {
    run,
    suite: { version: suite.version, digest: suite.digest },
    frameworks: suite.manifest.frameworks,
    adapters: adapters.map(({ file, failing, chosen }) => adapterInfo(file, failing, chosen.size)),
    concepts: conceptNames.map((name) => ({
      name,
      title: concepts[name]?.title ?? (name || "Other losses"),
      about: concepts[name]?.about ?? "",
    })),
    losses,
    cells,
    diagnoses: results.flatMap((file, adapter) => diagnosesOf(file, adapter, losses)),
  };
  return { summary, rows, details, tables };
}

// --- internal ---

type Described = ReturnType<ReportSuite["catalogue"]>;

interface Ordered {
  readonly name: string;
  readonly concept: string;
  readonly entry?: ManifestFile;
}

/** By the concept's title, then by name; losses that only the results know come last. */
function lossesInOrder(
  suite: ReportSuite,
  { losses, concepts }: Described,
  results: readonly ResultsFile[],
): Ordered[] {
  const known = suite.manifest.files.map((entry): Ordered => {
    // A folder of cases may have no catalogue of its own; then the file knows the concept.
    const concept = losses[entry.loss]?.concept ?? suite.caseFile(entry).concept;
    return { name: entry.loss, concept, entry };
  });
  const names = new Set(known.map(({ name }) => name));
  const others = new Set(results.flatMap((file) => file.results.map(({ id }) => lossOf(id))));
  const title = ({ concept }: Ordered) => concepts[concept]?.title ?? concept;
  known.sort((a, b) => order(title(a), title(b)) || order(a.name, b.name));
  return [
    ...known,
    ...[...others]
      .filter((name) => !names.has(name))
      .sort()
      .map((name): Ordered => ({ name, concept: "" })),
  ];
}

/** The suite's stable cases, and those that only the results know. */
function idsOf(
  entry: ManifestFile | undefined,
  suite: ReportSuite,
  adapters: readonly { readonly rows: ReadonlyMap<string, unknown> }[],
): string[] {
  const ids = new Set(entry ? suite.casesOf(entry).flatMap(({ id, isUnstable }) => (isUnstable ? [] : [id])) : []);
  for (const { rows } of adapters) for (const id of rows.keys()) ids.add(id);
  return [...ids].sort();
}

function lossInfo(
  name: string,
  entry: ManifestFile | undefined,
  concept: number,
  cases: number,
  suite: ReportSuite,
  { losses }: Described,
): LossInfo {
  const framework = entry?.framework ?? (name.startsWith("torch") ? "pytorch" : "tensorflow");
  return {
    name,
    framework,
    version: suite.manifest.frameworks[framework]?.version ?? (entry ? suite.caseFile(entry).version : ""),
    path: entry?.path ?? "",
    concept,
    cases,
    unstable: entry?.unstable ?? 0,
    aliases: suite.manifest.aliases[name] ?? [],
    parameters: losses[name]?.parameters ?? {},
    form: losses[name]?.form ?? "function",
    inputs: Object.keys(losses[name]?.inputs ?? {}),
  };
}

function adapterInfo(file: ResultsFile, failing: number, detailed: number): AdapterInfo {
  const { adapter, run, summary, suite, unsupportedRanges, diagnoses } = file;
  return {
    ...adapter,
    run,
    counts: summary,
    suite,
    unsupportedRanges,
    hasDiagnoses: diagnoses !== undefined,
    failing,
    detailed,
  };
}

function diagnosesOf({ diagnoses = [] }: ResultsFile, adapter: number, losses: readonly LossInfo[]): DiagnosisInfo[] {
  const places = new Map(losses.map(({ name }, i) => [name, i]));
  return diagnoses.flatMap(({ loss, ...diagnosis }) => {
    const place = places.get(loss);
    return place === undefined ? [] : [{ adapter, loss: place, ...diagnosis }];
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
