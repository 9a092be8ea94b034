import { type Aliases, canonicalPattern, casePatterns, idMatcher, type PatternKind } from "./case-patterns.ts";
import type { ResultRow, ResultsFile } from "./format/results.ts";

/** A failure that is known: a case id or pattern, and how it fails. */
export interface KnownFailure {
  readonly case: string;
  /** The failure's `kind`, or the verdict `crash`, `timeout` or `invalid`. */
  readonly kind: string;
  readonly reason?: string;
  readonly link?: string;
  /** It was seen so close to its allowance that on another processor it may pass. */
  readonly borderline?: true;
  /** Written by hand: the answer depends on what lay in memory, so that the case may pass, or fail by another number. */
  readonly varies?: true;
}

/** `--baseline FILE`. */
export interface Baseline {
  readonly format: 1;
  readonly adapter?: string;
  /** The processor that the failures were seen on; on another one, what lies close to its allowance may fall to either side of it. */
  readonly cpu?: string;
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
  /** Patterns of which some cases pass now, and others fail still: no news, but they hide what fails anew. */
  readonly partly: readonly { readonly known: KnownFailure; readonly passing: number; readonly judged: number }[];
  /** Entries that match no case of the suite. */
  readonly unmatched: readonly KnownFailure[];
  /** Unsupported cases or ranges that the baseline does not list. */
  readonly unsupported: readonly string[];
  /** Losses that were required and that the adapter does not support. */
  readonly missing: readonly string[];
  /** Cases close to their allowance that fall to its other side, on another processor than the baseline's: no news. */
  readonly borderline: readonly string[];
  readonly known: number;
}

/** Within this factor of its allowance an answer may fall to either side on another processor. */
const BORDERLINE = 4;

/** Whether another processor's rounding may turn this verdict round: a number that lies close to its allowance. */
function isBorderline({ verdict, kind, ratio }: ResultRow): boolean {
  if (typeof ratio !== "number") return false;
  if (verdict === "pass") return ratio > 1 / BORDERLINE;
  return isNumeric(kind) && ratio < BORDERLINE;
}

/** The first tensor that is off decides the kind: where the value comes to lie within its allowance, a gradient may be next. */
function isNumeric(kind: string | undefined): boolean {
  return kind === "value" || kind === "gradient";
}

/** Whether an answer that varies may make this verdict: a wrong number, another one, by chance the right one. */
function mayVary(kind: string | undefined): boolean {
  return kind === undefined || kind === "nonfinite" || isNumeric(kind);
}

/** `pass`-like rows have no kind; a failure is known by its kind, a crash by its verdict. */
export function failureKind(row: ResultRow): string | undefined {
  if (row.verdict === "pass" || row.verdict === "unsupported") return undefined;
  return row.kind ?? row.verdict;
}

/** The ids of the failures that the baseline covers as they are; none where there was no gate. */
export function knownFailures(results: ResultsFile, report: GateReport | undefined): ReadonlySet<string> {
  const known = new Set<string>();
  if (report === undefined) return known;
  for (const row of results.results) if (failureKind(row) !== undefined) known.add(row.id);
  for (const { id } of report.unexpected) known.delete(id);
  for (const { row } of report.changed) known.delete(row.id);
  return known;
}

/**
 * Holds a run against its baseline. Without one, every failure is unexpected and nothing unsupported is. Of the losses in
 * `required` at least one case must have been answered. Entries may name a loss by any of its `aliases`.
 */
export function gate(
  results: ResultsFile,
  baseline: Baseline | undefined,
  allIds: readonly string[],
  required: readonly string[] = [],
  aliases: Aliases = {},
): GateReport {
  const entries = (baseline?.known ?? []).map((known) => ({
    known,
    pattern: canonicalPattern(known.case, aliases),
    matches: idMatcher(known.case, aliases),
    failed: 0,
    passed: 0,
    judged: 0,
    borderline: 0,
  }));
  const isOtherCpu = baseline?.cpu !== undefined && results.run.cpu !== undefined && baseline.cpu !== results.run.cpu;
  const borderline: string[] = [];
  const exact = new Map(entries.filter(({ pattern }) => !/[*?]/.test(pattern)).map((entry) => [entry.pattern, entry]));
  const patterns = entries.filter(({ pattern }) => /[*?]/.test(pattern));
  const unexpected: ResultRow[] = [];
  const changed: { row: ResultRow; known: KnownFailure }[] = [];
  let known = 0;
  for (const row of results.results) {
    const covering = [exact.get(row.id), ...patterns.filter(({ matches }) => matches(row.id))].filter(
      (entry) => entry !== undefined,
    );
    const kind = failureKind(row);
    const mayDiffer = isOtherCpu && isBorderline(row);
    for (const entry of covering) {
      entry.judged++;
      if (mayDiffer) entry.borderline++;
      else if (row.verdict === "pass") entry.passed++;
    }
    if (kind === undefined) continue;
    for (const entry of covering) entry.failed++;
    const [first] = covering;
    if (covering.some((entry) => entry.known.kind === kind || (entry.known.varies && mayVary(kind)))) known++;
    else if (mayDiffer) borderline.push(row.id);
    else if (isOtherCpu && isNumeric(kind) && covering.some((entry) => isNumeric(entry.known.kind)))
      borderline.push(row.id);
    else if (first !== undefined) changed.push({ row, known: first.known });
    else unexpected.push(row);
  }
  const passing = entries.filter(({ known, judged, failed }) => judged > 0 && failed === 0 && !known.varies);
  const isNoNews = (entry: (typeof entries)[number]) =>
    entry.borderline > 0 || (isOtherCpu && entry.known.borderline === true);
  const ids = new Set(allIds);
  const untouched = entries.filter(({ judged }) => judged === 0);
  return {
    unexpected,
    changed,
    known,
    passing: passing.filter((entry) => !isNoNews(entry)).map((entry) => entry.known),
    partly: entries
      .filter(({ known, failed, passed }) => failed > 0 && passed > 0 && !known.varies)
      .map(({ known, passed, judged }) => ({ known, passing: passed, judged })),
    borderline: [...borderline, ...passing.filter(isNoNews).map((entry) => entry.known.case)],
    // An entry that no row matched may lie outside of what was selected; only one that no case matches is stale.
    unmatched: untouched
      .filter(({ pattern, matches }) => !ids.has(pattern) && !allIds.some(matches))
      .map((entry) => entry.known),
    unsupported: baseline === undefined ? [] : unlisted(results, baseline.unsupported ?? [], aliases),
    missing: notSupported(results.results, required),
  };
}

export function isClean(report: GateReport): boolean {
  const { unexpected, changed, passing, unmatched, unsupported, missing } = report;
  return [unexpected, changed, passing, unmatched, unsupported, missing].every((list) => list.length === 0);
}

/**
 * The baseline that makes this run pass. Entries that still hold keep their place, reason and link, and so do those of cases that
 * this run did not judge; what is new is added behind, as patterns for the families, arguments and dtypes of a loss that fail as a
 * whole, else case by case. `allIds` are the cases of the suite: what matches none of them goes.
 */
export function updateBaseline(
  results: ResultsFile,
  previous: Baseline | undefined,
  allIds: readonly string[],
  aliases: Aliases = {},
): Baseline {
  const failing = results.results.filter((row) => failureKind(row) !== undefined);
  const varying = (previous?.known ?? [])
    .filter(({ varies }) => varies)
    .map(({ case: pattern }) => idMatcher(pattern, aliases));
  const kept = (previous?.known ?? []).filter(({ case: pattern, kind, varies }) => {
    const matches = idMatcher(pattern, aliases);
    if (varies) return allIds.some(matches);
    // What an entry that varies covers by now would have to fail in the same way each time.
    if (mayVary(kind) && varying.some((covers) => covers(pattern))) return false;
    if (failing.some((row) => failureKind(row) === kind && matches(row.id))) return true;
    return !results.results.some(({ id }) => matches(id)) && mayBeElsewhere(results, matches, allIds);
  });
  const keptMatchers = kept.map((known) => ({ ...known, matches: idMatcher(known.case, aliases) }));
  const isKept = (row: ResultRow) =>
    keptMatchers.some(({ kind, varies, matches }) => {
      const now = failureKind(row);
      return (kind === now || (varies && mayVary(now))) && matches(row.id);
    });
  const fresh = failing.filter((row) => !isKept(row));
  const added: KnownFailure[] = [];
  for (const kind of new Set(fresh.map((row) => failureKind(row)!))) {
    const ids = fresh.filter((row) => failureKind(row) === kind).map(({ id }) => id);
    for (const pattern of patternsOf(results, ids, FAILURE_PATTERNS)) added.push({ case: pattern, kind });
  }
  added.sort((a, b) => (a.case < b.case ? -1 : a.case > b.case ? 1 : 0));
  const unsupported = updateUnsupported(results, previous?.unsupported ?? [], allIds, aliases);
  return {
    format: 1,
    adapter: results.adapter.name,
    ...(results.run.cpu !== undefined && { cpu: results.run.cpu }),
    known: [...kept, ...added].map((entry) => marked(entry, failing, aliases)),
    ...(unsupported.length > 0 && { unsupported }),
  };
}

// --- internal ---

/** An entry is borderline where all that it covers is; what was not judged stays as it was. */
function marked(entry: KnownFailure, failing: readonly ResultRow[], aliases: Aliases): KnownFailure {
  const matches = idMatcher(entry.case, aliases);
  const rows = failing.filter((row) => failureKind(row) === entry.kind && matches(row.id));
  if (rows.length === 0) return entry;
  const { borderline: _, ...rest } = entry;
  return rows.every(isBorderline) ? { ...rest, borderline: true } : rest;
}

function notSupported(rows: readonly ResultRow[], required: readonly string[]): string[] {
  const supported = new Set<string>();
  for (const { id, verdict } of rows) if (verdict !== "unsupported") supported.add(id.slice(0, id.indexOf("/")));
  return required.filter((loss) => !supported.has(loss));
}

function unlisted(results: ResultsFile, patterns: readonly string[], aliases: Aliases): string[] {
  const listed = new Set(patterns.map((pattern) => canonicalPattern(pattern, aliases)));
  const matchers = patterns.map((pattern) => idMatcher(pattern, aliases));
  const isListed = (id: string) => listed.has(id) || matchers.some((matches) => matches(id));
  return [
    ...results.unsupportedRanges.map(({ pattern }) => pattern).filter((pattern) => !isListed(pattern)),
    ...results.results.filter(({ verdict, id }) => verdict === "unsupported" && !isListed(id)).map(({ id }) => id),
  ];
}

/** Families first: a family that fails as a whole is what a reader knows by name. */
const FAILURE_PATTERNS: readonly PatternKind[] = ["family", "argument", "value", "dtype"];

/** Patterns for cases of a run, which cover no other case of it. Only a run of everything can say that all cases of a kind are alike. */
function patternsOf(results: ResultsFile, ids: readonly string[], kinds?: readonly PatternKind[]): readonly string[] {
  if (isNarrowed(results)) return ids;
  const members = new Set(ids);
  const others = results.results.map(({ id }) => id).filter((id) => !members.has(id));
  return casePatterns(ids, others, kinds);
}

/** Whether the run was asked for a part of the cases only. */
function isNarrowed({ run }: ResultsFile): boolean {
  return run.shard !== undefined || run.selection !== undefined;
}

/** Whether a pattern that matches nothing in a run may match what the run was not asked for. */
function mayBeElsewhere(results: ResultsFile, matches: (id: string) => boolean, allIds: readonly string[]): boolean {
  return isNarrowed(results) && allIds.some(matches);
}

/** What still covers something, or is outside of this run, stays; what nothing covers is added. */
function updateUnsupported(
  results: ResultsFile,
  previous: readonly string[],
  allIds: readonly string[],
  aliases: Aliases,
): string[] {
  const now = [
    ...results.unsupportedRanges.map(({ pattern }) => pattern),
    ...results.results.filter(({ verdict }) => verdict === "unsupported").map(({ id }) => id),
  ];
  const kept = previous.filter((pattern) => {
    const matches = idMatcher(pattern, aliases);
    if (now.some((id) => id === pattern || matches(id))) return true;
    return !results.results.some(({ id }) => matches(id)) && mayBeElsewhere(results, matches, allIds);
  });
  const matchers = kept.map((pattern) => idMatcher(pattern, aliases));
  const isListed = (id: string) => kept.includes(id) || matchers.some((matches) => matches(id));
  const added = unsupportedPatterns(results).filter((pattern) => !isListed(pattern));
  return [...new Set([...kept, ...added])].sort();
}

function unsupportedPatterns(results: ResultsFile): string[] {
  const patterns = results.unsupportedRanges.map(({ pattern }) => pattern);
  const ids = results.results.filter(({ verdict }) => verdict === "unsupported").map(({ id }) => id);
  patterns.push(...patternsOf(results, ids));
  return [...new Set(patterns)].sort();
}
