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
 * The baseline that makes this run pass. Entries that still hold keep their place, reason and link; what is new is added behind,
 * as one pattern for each family of a loss that fails as a whole, else case by case.
 */
export function updateBaseline(results: ResultsFile, previous: Baseline | undefined): Baseline {
  const failing = new Map(
    results.results.flatMap((row) => (failureKind(row) ? [[row.id, failureKind(row)!] as const] : [])),
  );
  const groups = new Map<string, ResultRow[]>();
  for (const row of results.results) {
    const id = parseCaseId(row.id);
    const group = `${id?.loss}/${id?.family}/*`;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const wanted: KnownFailure[] = [];
  for (const [pattern, rows] of groups) {
    const kinds = new Set(rows.map((row) => failureKind(row)));
    const [only] = kinds;
    if (kinds.size === 1 && only !== undefined && rows.length > 1) wanted.push({ case: pattern, kind: only });
    else for (const row of rows) if (failing.has(row.id)) wanted.push({ case: row.id, kind: failing.get(row.id)! });
  }
  const key = (entry: KnownFailure) => `${entry.case} ${entry.kind}`;
  const wantedKeys = new Set(wanted.map(key));
  const kept = (previous?.known ?? []).filter((entry) => wantedKeys.has(key(entry)));
  const keptKeys = new Set(kept.map(key));
  const unsupported = unsupportedPatterns(results);
  return {
    format: 1,
    adapter: results.adapter.name,
    known: [...kept, ...wanted.filter((entry) => !keptKeys.has(key(entry)))],
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

/** One pattern a loss where all of it is unsupported, else case by case. */
function unsupportedPatterns(results: ResultsFile): string[] {
  const byLoss = new Map<string, ResultRow[]>();
  for (const row of results.results) {
    const loss = parseCaseId(row.id)?.loss ?? row.id;
    byLoss.set(loss, [...(byLoss.get(loss) ?? []), row]);
  }
  const patterns = results.unsupportedRanges.map(({ pattern }) => pattern);
  for (const [loss, rows] of byLoss) {
    const without = rows.filter(({ verdict }) => verdict === "unsupported");
    if (without.length === rows.length) patterns.push(`${loss}/*`);
    else patterns.push(...without.map(({ id }) => id));
  }
  return [...new Set(patterns)].sort();
}
