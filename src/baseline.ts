import { parseCaseId } from "./format/case-id.ts";
import { globMatcher } from "./format/glob.ts";
import type { ResultRow, ResultsFile } from "./format/results.ts";

/** A failure that is known: a case id or pattern, and how it fails. */
export interface KnownFailure {
  readonly case: string;
  /** The failure's `kind`, or the verdict `crash`, `timeout` or `invalid`. */
  readonly kind: string;
  readonly reason?: string;
  readonly link?: string;
}

/** `--baseline FILE`. */
export interface Baseline {
  readonly format: 1;
  readonly adapter?: string;
  readonly known: readonly KnownFailure[];
  /** Patterns of cases that the adapter may leave unsupported; where absent, none. */
  readonly unsupported?: readonly string[];
}

/** What a gate has to say of a run; all empty means: nothing unexpected. */
export interface GateReport {
  /** Failures that no entry covers. */
  readonly unexpected: readonly ResultRow[];
  /** Failures that an entry covers with another kind. */
  readonly changed: readonly { readonly row: ResultRow; readonly known: KnownFailure }[];
  /** Entries under which everything that was judged passes now. */
  readonly passing: readonly KnownFailure[];
  /** Entries that match no case of the suite. */
  readonly unmatched: readonly KnownFailure[];
  /** Unsupported cases or ranges that the baseline does not list. */
  readonly unsupported: readonly string[];
  readonly known: number;
}

/** `pass`-like rows have no kind; a failure is known by its kind, a crash by its verdict. */
export function failureKind(row: ResultRow): string | undefined {
  if (row.verdict === "pass" || row.verdict === "unsupported") return undefined;
  return row.kind ?? row.verdict;
}

/** Holds a run against its baseline. Without one, every failure is unexpected and nothing unsupported is. */
export function gate(results: ResultsFile, baseline: Baseline | undefined, allIds: readonly string[]): GateReport {
  const entries = (baseline?.known ?? []).map((known) => ({
    known,
    matches: globMatcher(known.case),
    failed: 0,
    judged: 0,
  }));
  const exact = new Map(
    entries.filter(({ known }) => !/[*?]/.test(known.case)).map((entry) => [entry.known.case, entry]),
  );
  const patterns = entries.filter(({ known }) => /[*?]/.test(known.case));
  const unexpected: ResultRow[] = [];
  const changed: { row: ResultRow; known: KnownFailure }[] = [];
  let known = 0;
  for (const row of results.results) {
    const covering = [exact.get(row.id), ...patterns.filter(({ matches }) => matches(row.id))].filter(
      (entry) => entry !== undefined,
    );
    const kind = failureKind(row);
    for (const entry of covering) entry.judged++;
    if (kind === undefined) continue;
    for (const entry of covering) entry.failed++;
    const [first] = covering;
    if (covering.some((entry) => entry.known.kind === kind)) known++;
    else if (first !== undefined) changed.push({ row, known: first.known });
    else unexpected.push(row);
  }
  const untouched = entries.filter(({ judged }) => judged === 0);
  return {
    unexpected,
    changed,
    known,
    passing: entries.filter(({ judged, failed }) => judged > 0 && failed === 0).map((entry) => entry.known),
    // An entry that no row matched may lie outside of what was selected; only one that no case matches is stale.
    unmatched: untouched.filter(({ matches }) => !allIds.some(matches)).map((entry) => entry.known),
    unsupported: baseline === undefined ? [] : unlisted(results, baseline.unsupported ?? []),
  };
}

export function isClean(report: GateReport): boolean {
  return [report.unexpected, report.changed, report.passing, report.unmatched, report.unsupported].every(
    (list) => list.length === 0,
  );
}

/**
 * The baseline that makes this run pass. Entries that still hold keep their place, reason and link, and so do those of cases that
 * this run did not judge; what is new is added behind, as one pattern for each family of a loss that fails as a whole, else case by
 * case. `allIds` are the cases of the suite: what matches none of them goes.
 */
export function updateBaseline(
  results: ResultsFile,
  previous: Baseline | undefined,
  allIds: readonly string[],
): Baseline {
  const failing = results.results.filter((row) => failureKind(row) !== undefined);
  const kept = (previous?.known ?? []).filter(({ case: pattern, kind }) => {
    const matches = globMatcher(pattern);
    if (failing.some((row) => failureKind(row) === kind && matches(row.id))) return true;
    return !results.results.some(({ id }) => matches(id)) && isElsewhere(results, pattern, allIds);
  });
  const keptMatchers = kept.map(({ case: pattern, kind }) => ({ kind, matches: globMatcher(pattern) }));
  const isKept = (row: ResultRow) =>
    keptMatchers.some(({ kind, matches }) => kind === failureKind(row) && matches(row.id));
  const added: KnownFailure[] = [];
  for (const [pattern, rows] of byFamily(results.results)) {
    const kinds = new Set(rows.map(failureKind));
    const [only] = kinds;
    const fresh = rows.filter((row) => failureKind(row) !== undefined && !isKept(row));
    // Only a run of everything can say that a family fails as a whole.
    const isWhole = !isNarrowed(results) && rows.length > 1 && fresh.length === rows.length;
    if (isWhole && kinds.size === 1 && only !== undefined) added.push({ case: pattern, kind: only });
    else added.push(...fresh.map((row) => ({ case: row.id, kind: failureKind(row)! })));
  }
  const unsupported = updateUnsupported(results, previous?.unsupported ?? [], allIds);
  return {
    format: 1,
    adapter: results.adapter.name,
    known: [...kept, ...added],
    ...(unsupported.length > 0 && { unsupported }),
  };
}

// --- internal ---

function unlisted(results: ResultsFile, patterns: readonly string[]): string[] {
  const listed = new Set(patterns);
  const matchers = patterns.map(globMatcher);
  const isListed = (id: string) => listed.has(id) || matchers.some((matches) => matches(id));
  return [
    ...results.unsupportedRanges.map(({ pattern }) => pattern).filter((pattern) => !isListed(pattern)),
    ...results.results.filter(({ verdict, id }) => verdict === "unsupported" && !isListed(id)).map(({ id }) => id),
  ];
}

function byFamily(rows: readonly ResultRow[]): Map<string, ResultRow[]> {
  const families = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const id = parseCaseId(row.id);
    const pattern = `${id?.loss}/${id?.family}/*`;
    const family = families.get(pattern);
    if (family === undefined) families.set(pattern, [row]);
    else family.push(row);
  }
  return families;
}

/** Whether the run was asked for a part of the cases only. */
function isNarrowed({ run }: ResultsFile): boolean {
  return run.shard !== undefined || run.selection !== undefined;
}

/** Whether a pattern that matches nothing in a run may match what the run was not asked for. */
function isElsewhere(results: ResultsFile, pattern: string, allIds: readonly string[]): boolean {
  return isNarrowed(results) && allIds.some(globMatcher(pattern));
}

/** What still covers something, or is outside of this run, stays; what nothing covers is added. */
function updateUnsupported(results: ResultsFile, previous: readonly string[], allIds: readonly string[]): string[] {
  const now = [
    ...results.unsupportedRanges.map(({ pattern }) => pattern),
    ...results.results.filter(({ verdict }) => verdict === "unsupported").map(({ id }) => id),
  ];
  const kept = previous.filter((pattern) => {
    const matches = globMatcher(pattern);
    if (now.some((id) => id === pattern || matches(id))) return true;
    return !results.results.some(({ id }) => matches(id)) && isElsewhere(results, pattern, allIds);
  });
  const matchers = kept.map(globMatcher);
  const isListed = (id: string) => kept.includes(id) || matchers.some((matches) => matches(id));
  const added = unsupportedPatterns(results).filter((pattern) => !isListed(pattern));
  return [...new Set([...kept, ...added])].sort();
}

/** One pattern a loss where all of it is unsupported, else case by case. */
function unsupportedPatterns(results: ResultsFile): string[] {
  const byLoss = new Map<string, ResultRow[]>();
  for (const row of results.results) {
    const loss = parseCaseId(row.id)?.loss ?? row.id;
    const group = byLoss.get(loss);
    if (group === undefined) byLoss.set(loss, [row]);
    else group.push(row);
  }
  const patterns = results.unsupportedRanges.map(({ pattern }) => pattern);
  for (const [loss, rows] of byLoss) {
    const without = rows.filter(({ verdict }) => verdict === "unsupported");
    if (without.length === rows.length && !isNarrowed(results)) patterns.push(`${loss}/*`);
    else patterns.push(...without.map(({ id }) => id));
  }
  return [...new Set(patterns)].sort();
}
