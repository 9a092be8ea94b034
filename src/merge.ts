import type { ResultsFile, UnsupportedRange } from "./format/results.ts";
import { Problem } from "./problem.ts";
import { tally } from "./run/run.ts";

/**
 * The shards of one run as one results file, equal to an unsharded run's but for `run`.
 * @throws Problem for shards that overlap, are missing, or are of different suites or adapters.
 */
export function mergeResults(shards: readonly ResultsFile[]): ResultsFile {
  const [first] = shards;
  if (first === undefined) throw new Problem("merge takes the results files of all shards.");
  for (const shard of shards) {
    if (shard.suite.cases !== first.suite.cases)
      throw new Problem("The shards were run against different cases; run them again with one version of lossparity.");
    if (JSON.stringify(shard.run.selection ?? {}) !== JSON.stringify(first.run.selection ?? {}))
      throw new Problem("The shards were asked for different cases: --loss, --case and --dtype must be the same.");
    if (shard.adapter.name !== first.adapter.name || shard.adapter.version !== first.adapter.version) {
      throw new Problem(
        `The shards are of different adapters: ${first.adapter.name} ${first.adapter.version} and ${shard.adapter.name} ${shard.adapter.version}.`,
      );
    }
  }
  checkComplete(shards.map(({ run }) => run.shard));
  const results = shards.flatMap((shard) => shard.results).sort((a, b) => (a.id < b.id ? -1 : 1));
  const repeated = results.find((row, i) => row.id === results[i + 1]?.id);
  if (repeated !== undefined) throw new Problem(`The shards overlap: both have ${repeated.id}.`);
  const ranges = new Map<string, UnsupportedRange>();
  for (const range of shards.flatMap((shard) => shard.unsupportedRanges)) {
    const known = ranges.get(range.pattern);
    ranges.set(range.pattern, { ...range, count: range.count + (known?.count ?? 0) });
  }
  const unsupportedRanges = [...ranges.values()].sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
  const unstable = shards.reduce((sum, { summary }) => sum + summary.unstable, 0);
  const { shard: _, partial: __, ...run } = first.run;
  // What one shard lacks the whole lacks.
  const partial = shards.flatMap(({ run: { shard, partial } }) => (partial ? [`shard ${shard}: ${partial}`] : []));
  return {
    ...first,
    run: {
      ...run,
      elapsedMs: shards.reduce((sum, shard) => sum + shard.run.elapsedMs, 0),
      ...(partial.length > 0 && { partial: partial.join("; ") }),
    },
    summary: tally(results, unsupportedRanges, unstable),
    results,
    unsupportedRanges,
  };
}

// --- internal ---

function checkComplete(names: readonly (string | undefined)[]): void {
  const parts = names.map((name) =>
    /^(\d+)\/(\d+)$/
      .exec(name ?? "")
      ?.slice(1)
      .map(Number),
  );
  const count = parts[0]?.[1];
  if (count === undefined || parts.some((part) => part?.[1] !== count)) {
    throw new Problem("These are not the shards of one run: each must have been run with --shard I/N for the same N.");
  }
  const present = new Set(parts.map((part) => part?.[0]));
  if (present.size < parts.length) throw new Problem("The shards overlap: one of them is given twice.");
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !present.has(index));
  if (missing.length > 0)
    throw new Problem(`Shards are missing: ${missing.map((index) => `${index}/${count}`).join(", ")}.`);
}
