import type { Suite, SuiteCase } from "../cases/load.ts";
import { globMatcher } from "../format/glob.ts";
import { nearest, Problem } from "../problem.ts";

export interface SelectOptions {
  /** Patterns of losses, canonical names or aliases; none means all. */
  readonly losses?: readonly string[];
  readonly cases?: readonly string[];
  readonly dtypes?: readonly string[];
  /** `I/N`. */
  readonly shard?: string;
}

/**
 * The cases that the flags select, in the order of their ids within each loss.
 * @throws Problem (exit code 2) for a pattern that matches nothing or a shard that is none.
 */
export function selectCases(suite: Suite, options: SelectOptions): SuiteCase[] {
  const files = selectFiles(suite, options.losses ?? []);
  const casePatterns = options.cases ?? [];
  const matchers = casePatterns.map(globMatcher);
  const dtypes = options.dtypes ?? [];
  const inShard = shardFilter(options.shard);
  const found = new Set<number>();
  const selected: SuiteCase[] = [];
  for (const file of files) {
    for (const testCase of suite.casesOf(file)) {
      const matching = matchers.findIndex((matches) => matches(testCase.id));
      if (matching >= 0) found.add(matching);
      if (matchers.length > 0 && matching < 0) continue;
      if (dtypes.length > 0 && !dtypes.some((dtype) => testCase.id.endsWith(`/${dtype}`))) continue;
      if (inShard(testCase.id)) selected.push(testCase);
    }
  }
  for (const [i, pattern] of casePatterns.entries()) {
    if (found.has(i) || selected.some(({ id }) => matchers[i]!(id))) continue;
    throw new Problem(
      `--case ${pattern} matches no case. lossparity list --case "*" prints all ids; in a pattern * matches any run of characters.`,
    );
  }
  if (selected.length === 0 && options.shard === undefined)
    throw new Problem("The flags select no case: --loss, --case and --dtype leave nothing in common.");
  return selected;
}

/** The files of the manifest whose loss, or an alias of it, matches. */
export function selectFiles(suite: Suite, patterns: readonly string[]) {
  const { files, aliases } = suite.manifest;
  if (patterns.length === 0) return files;
  const names = new Map(files.map(({ loss }) => [loss, [loss, ...(aliases[loss] ?? [])]]));
  const selected = new Set<string>();
  for (const pattern of patterns) {
    const matches = globMatcher(pattern);
    const matching = files.filter(({ loss }) => names.get(loss)!.some(matches));
    if (matching.length === 0) {
      const alike = nearest(pattern.replace(/[*?]/g, ""), [...names.values()].flat());
      throw new Problem(
        `--loss ${pattern} matches no loss.${alike.length > 0 ? ` Did you mean ${alike.join(", ")}?` : ""} lossparity list prints all of them.`,
      );
    }
    for (const { loss } of matching) selected.add(loss);
  }
  return files.filter(({ loss }) => selected.has(loss));
}

// --- internal ---

function shardFilter(shard: string | undefined): (id: string) => boolean {
  if (shard === undefined) return () => true;
  const [index, count] = /^(\d+)\/(\d+)$/.exec(shard)?.slice(1).map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new Problem(`--shard ${shard} is no shard: it takes I/N with 1 ≤ I ≤ N, as in --shard 2/4.`);
  }
  return (id) => fnv1a(id) % count === index - 1;
}

/** FNV-1a, 32 bits: which shard a case is in follows from its id alone. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
