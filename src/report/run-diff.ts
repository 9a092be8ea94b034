import { diffResults } from "../diff.ts";
import type { ResultRow, ResultsFile } from "../format/results.ts";
import type { Drift, RunDiff } from "./views/diff.ts";

/** What changed between two runs, as the page shows it. */
export function runDiff(before: ResultsFile, after: ResultsFile): RunDiff {
  const caveats: string[] = [];
  if (before.adapter.name !== after.adapter.name) {
    caveats.push(`Two adapters are compared: ${before.adapter.name} and ${after.adapter.name}.`);
  }
  if (before.suite.cases !== after.suite.cases) {
    caveats.push("The goldens are not the same: what changed may be the case, not the adapter.");
  }
  for (const { run } of [before, after]) {
    if (run.partial !== undefined) caveats.push(`A run is partial: ${run.partial}.`);
  }
  return {
    adapter: after.adapter.name,
    before: describe(before),
    after: describe(after),
    changes: diffResults(before, after),
    drift: driftOf(before, after),
    caveats,
  };
}

// --- internal ---

/** Below this a pass is as good as exact, and twice as much means nothing. */
const NOTICEABLE = 0.1;

function describe({ adapter, run }: ResultsFile): string {
  return `${adapter.name} ${adapter.version}, ${run.startedAt.slice(0, 16).replace("T", " ")}`;
}

/** Passes whose error doubled or halved, the largest change first. */
function driftOf(before: ResultsFile, after: ResultsFile): Drift[] {
  const earlier = new Map(before.results.map((row) => [row.id, row]));
  const drift: Drift[] = [];
  for (const row of after.results) {
    const previous = earlier.get(row.id);
    if (row.verdict !== "pass" || previous?.verdict !== "pass") continue;
    const [was, is] = [distance(previous), distance(row)];
    const [low, high] = was < is ? [was, is] : [is, was];
    if (high >= NOTICEABLE && high >= 2 * low) drift.push({ id: row.id, before: was, after: is });
  }
  const change = ({ before: was, after: is }: Drift) => Math.abs(is - was);
  return drift.sort((a, b) => change(b) - change(a) || (a.id < b.id ? -1 : 1));
}

function distance({ ratio }: ResultRow): number {
  return ratio === undefined ? 0 : Number(ratio);
}
