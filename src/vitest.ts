import { afterAll, beforeAll, describe, test } from "vitest";
import type { Adapter } from "./adapter.ts";
import { type Baseline, type GateReport, gate, isClean, type KnownFailure } from "./baseline.ts";
import { type Aliases, idMatcher } from "./case-patterns.ts";
import type { Suite, SuiteCase } from "./cases/load.ts";
import { baselineFrom, suiteIds } from "./conformance.ts";
import { parseCaseId } from "./format/case-id.ts";
import type { ResultRow, ResultsFile } from "./format/results.ts";
import { loadAdapter } from "./run/adapters.ts";
import { judgeAdapter, selectionOf } from "./run/judge-adapter.ts";
import { packagedSuite } from "./run/package.ts";
import { processor } from "./run/processor.ts";
import type { Profile } from "./run/profile.ts";
import { selectCases } from "./run/select.ts";

export interface DescribeConformanceOptions {
  /** Patterns of losses, canonical names or aliases; what the adapter declares where absent. */
  readonly losses?: readonly string[];
  readonly dtypes?: readonly string[];
  readonly profile?: Profile;
  /** Known failures, or the file that holds them, from the working directory. */
  readonly baseline?: Baseline | string;
  /** How long the cases of one family of one loss may take, in ms; 60,000 unless told. */
  readonly timeoutMs?: number;
  /** Other cases than those of this package. */
  readonly suite?: Suite;
}

/** Failures shown of one family; `lossparity run` has all of them. */
const SHOWN = 3;

/**
 * A Vitest suite that judges an adapter: one test for each family of each loss, which fails with the cases, the numbers and how to
 * replay them. The adapter runs in the process of the test, so that breakpoints in it work. A family of which the adapter supports
 * nothing is skipped; with a baseline only where the baseline lists it.
 */
export function describeConformance(adapter: Adapter | string, options: DescribeConformanceOptions = {}): void {
  const { losses, dtypes, profile, suite = packagedSuite(), timeoutMs = 60_000 } = options;
  const cwd = process.cwd();
  const { aliases } = suite.manifest;
  const baseline = typeof options.baseline === "string" ? baselineFrom(options.baseline, cwd) : options.baseline;
  const declared = typeof adapter === "string" ? undefined : adapter.losses;
  const cases = selectCases(suite, {
    losses: losses ?? declared ?? [],
    ...(dtypes && { dtypes }),
    ...(profile && { profile }),
  });
  const title = typeof adapter === "string" ? adapter : `${adapter.name} ${adapter.version}`;
  describe(`lossparity: ${title}`, () => {
    let loaded: Adapter;
    const rows = new Map<string, ResultRow>();
    beforeAll(async () => {
      loaded = typeof adapter === "string" ? await loadAdapter(adapter, cwd) : adapter;
    });
    afterAll(async () => {
      await loaded?.close?.();
    });
    for (const [loss, families] of byLossAndFamily(cases)) {
      describe(loss, () => {
        for (const [family, members] of families) {
          test(
            family,
            async ({ skip }) => {
              const { results } = await judgeAdapter(withoutClose(loaded), {
                ...{ suite, cases: members, cwd, timeoutMs, jobs: 1, inProcess: true },
                selection: selectionOf({ losses, dtypes, profile, cases: [`${loss}/${family}/*`] }),
                signal: new AbortController().signal,
              });
              for (const row of results.results) rows.set(row.id, row);
              // Whether an entry is stale is known when all its cases are judged: see below.
              const report = { ...gate(results, baseline, [], [], aliases), passing: [], unmatched: [] };
              if (!isClean(report)) throw new Error(readable(report, results, title));
              const { unsupported, total } = results.summary;
              if (total === 0) skip("no case here has an answer that reproduces");
              if (unsupported === total) skip(reasonOf(results));
            },
            timeoutMs,
          );
        }
      });
    }
    if (baseline !== undefined) {
      test(
        "the baseline lists nothing that passes now or is no case",
        () => {
          const all = {
            results: [...rows.values()],
            unsupportedRanges: [],
            run: processor(),
          } as unknown as ResultsFile;
          const { passing, unmatched } = gate(all, baseline, suiteIds(suite), [], aliases);
          const isJudged = whollyJudged(cases, rows, aliases);
          const lines = [
            ...passing.filter(isJudged).map((known) => `passes now, remove it from the baseline: ${known.case}`),
            ...unmatched.map((known) => `matches no case, remove it from the baseline: ${known.case}`),
          ];
          if (lines.length > 0) throw new Error(lines.join("\n"));
        },
        timeoutMs,
      );
    }
  });
}

// --- internal ---

function byLossAndFamily(cases: readonly SuiteCase[]): Map<string, Map<string, SuiteCase[]>> {
  const losses = new Map<string, Map<string, SuiteCase[]>>();
  for (const testCase of cases) {
    const family = parseCaseId(testCase.id)?.family ?? testCase.id;
    const families = losses.get(testCase.loss) ?? new Map<string, SuiteCase[]>();
    losses.set(testCase.loss, families);
    const members = families.get(family);
    if (members === undefined) families.set(family, [testCase]);
    else members.push(testCase);
  }
  return losses;
}

/** `close` belongs to the end of all tests, not to that of one family. */
function withoutClose(adapter: Adapter): Adapter {
  const { close: _, ...rest } = adapter;
  return { ...rest, evaluate: (call) => adapter.evaluate(call) };
}

/** Whether every case of an entry was judged: where only some tests ran, nothing can be said of the others. */
function whollyJudged(cases: readonly SuiteCase[], rows: ReadonlyMap<string, ResultRow>, aliases: Aliases) {
  const open = cases.filter(({ id, isUnstable }) => !isUnstable && !rows.has(id)).map(({ id }) => id);
  return (entry: KnownFailure) => !open.some(idMatcher(entry.case, aliases));
}

function reasonOf({ results, unsupportedRanges }: ResultsFile): string {
  return unsupportedRanges[0]?.reason ?? results[0]?.message ?? "unsupported";
}

function readable(report: GateReport, results: ResultsFile, title: string): string {
  const { summary } = results;
  const lines = [`${summary.pass} of ${summary.total} cases pass`];
  const add = <T>(items: readonly T[], show: (item: T) => readonly string[]) => {
    for (const item of items.slice(0, SHOWN)) lines.push(...show(item));
    if (items.length > SHOWN) lines.push(`… and ${items.length - SHOWN} more of these`);
  };
  add(report.unexpected, (row) => [
    `${label(row)} ${row.id}`,
    `  ${row.message ?? ""}`,
    `  Explained: npx lossparity explain "${row.id}"`,
  ]);
  add(report.changed, ({ row, known }) => [`${row.id}: known as ${known.kind}, now ${label(row)}`]);
  add(report.unsupported, (pattern) => [`unsupported, and the baseline does not list it: ${pattern}`]);
  return `${title}: ${lines.join("\n")}`;
}

function label({ verdict, kind }: ResultRow): string {
  return kind === undefined ? verdict : `${verdict} (${kind})`;
}
