import type { ResultsFile } from "../format/results.ts";
import { extractResults } from "./data/extract.ts";
import type { Dropped } from "./pages.ts";
import { runDiff } from "./run-diff.ts";
import type { Store } from "./store.ts";

/** Compares a results file that a reader chose with the run of the page. */
export async function compareWith(file: File, store: Store): Promise<Dropped> {
  const before = read(await file.text());
  if (!before) {
    return { problem: `${file.name} is no results file: choose one that lossparity run wrote to <out>/results/.` };
  }
  const { adapters, losses } = store.summary;
  const named = adapters.findIndex(({ name }) => name === before.adapter.name);
  const adapter = named >= 0 ? named : adapters.length === 1 ? 0 : -1;
  if (adapter < 0) return { problem: `This page has no run of the adapter ${before.adapter.name}.` };
  const details = await Promise.all(losses.map((_, loss) => store.details(loss)));
  return { diffs: [runDiff(before, extractResults(store.summary, adapter, await store.tables(), details))] };
}

// --- internal ---

/** As much as the comparison relies on; whatever else stands in the file is never looked at. */
function read(text: string): ResultsFile | undefined {
  let value: Partial<ResultsFile> | null;
  try {
    value = JSON.parse(text) as Partial<ResultsFile> | null;
  } catch {
    return undefined;
  }
  if (value?.format !== 1 || !Array.isArray(value.results)) return undefined;
  const isText = (each: unknown) => typeof each === "string";
  const hasRows = value.results.every((row: unknown) => isRow(row));
  const isNamed = isText(value.adapter?.name) && isText(value.adapter?.version);
  return hasRows && isNamed && isText(value.run?.startedAt) && isText(value.suite?.cases)
    ? (value as ResultsFile)
    : undefined;
}

function isRow(row: unknown): boolean {
  if (row === null || typeof row !== "object") return false;
  return "id" in row && typeof row.id === "string" && "verdict" in row && typeof row.verdict === "string";
}
