import type { ResultRow, ResultsFile, UnsupportedRange } from "./format/results.ts";
import { Problem } from "./problem.ts";
import { tally } from "./run/run.ts";

/**
 * The shards of one run as one results file, equal to an unsharded run's but for `run` and the diagnoses, which the caller finds anew.
 * @throws Problem for shards that overlap, are missing or partial, or are of different suites, versions or adapters. With `force` what does not
 * fit is merged too, and the result says in `run.partial` what is wrong with it; of two rows of one case the later one counts.
 */
export function mergeResults(shards: readonly ResultsFile[], { force = false } = {}): ResultsFile {
  const [first] = shards;
  if (first === undefined) throw new Problem("merge takes the results files of all shards.");
  const flaws: string[] = [];
  const refuse = (problem: string) => {
    if (!force) throw new Problem(`${problem} To merge them all the same, add --force.`);
    flaws.push(problem);
  };
  for (const shard of shards) {
    if (shard.suite.cases !== first.suite.cases || shard.suite.version !== first.suite.version)
      refuse("The shards were run against different cases; run them again with one version of lossparity.");
    if (JSON.stringify(shard.run.selection ?? {}) !== JSON.stringify(first.run.selection ?? {}))
      refuse("The shards were asked for different cases: --loss, --case, --dtype and --profile must be the same.");
    if (shard.adapter.name !== first.adapter.name || shard.adapter.version !== first.adapter.version) {
      refuse(
        `The shards are of different adapters: ${first.adapter.name} ${first.adapter.version} and ${shard.adapter.name} ${shard.adapter.version}.`,
      );
    }
  }
  checkComplete(
    shards.map(({ run }) => run.shard),
    refuse,
  );
  // A case that nobody asked would pass the gate in silence.
  for (const { run } of shards)
    if (run.partial !== undefined)
      refuse(`Shard ${run.shard ?? "?"} is partial: ${run.partial}. Finish it with the same command and --resume.`);
  const rows = new Map<string, ResultRow>();
  const repeated: string[] = [];
  for (const row of shards.flatMap((shard) => shard.results)) {
    if (rows.has(row.id)) repeated.push(row.id);
    rows.set(row.id, row);
  }
  if (repeated[0] !== undefined) refuse(`The shards overlap: both have ${repeated[0]}.`);
  const results = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ranges = new Map<string, UnsupportedRange>();
  for (const range of shards.flatMap((shard) => shard.unsupportedRanges)) {
    const known = ranges.get(range.pattern);
    ranges.set(range.pattern, { ...range, count: range.count + (known?.count ?? 0) });
  }
  const unsupportedRanges = [...ranges.values()].sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
  const unstable = shards.reduce((sum, { summary }) => sum + summary.unstable, 0);
  // A cause is claimed against all cases of a loss; what a shard claims was not held against the others' cases.
  const { diagnoses: _claims, ...rest } = first;
  const { shard: _, partial: __, ...run } = first.run;
  const isMixed = shards.some((shard) => shard.run.cpu !== first.run.cpu);
  const partial = [...new Set(flaws)];
  return {
    ...rest,
    run: {
      ...run,
      ...(isMixed && { cpu: "mixed" }),
      elapsedMs: shards.reduce((sum, shard) => sum + shard.run.elapsedMs, 0),
      ...(partial.length > 0 && { partial: partial.join("; ") }),
    },
    summary: tally(results, unsupportedRanges, unstable),
    results,
    unsupportedRanges,
  };
}

// --- internal ---

function checkComplete(names: readonly (string | undefined)[], refuse: (problem: string) => void): void {
  const parts = names.map((name) =>
    /^(\d+)\/(\d+)$/
      .exec(name ?? "")
      ?.slice(1)
      .map(Number),
  );
  const count = parts[0]?.[1];
  if (count === undefined || parts.some((part) => part?.[1] !== count)) {
    refuse("These are not the shards of one run: each must have been run with --shard I/N for the same N.");
    return;
  }
  const present = new Set(parts.map((part) => part?.[0]));
  if (present.size < parts.length) refuse("The shards overlap: one of them is given twice.");
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !present.has(index));
  if (missing.length > 0) refuse(`Shards are missing: ${missing.map((index) => `${index}/${count}`).join(", ")}.`);
}
