import { readFileSync } from "node:fs";
import path from "node:path";
import type { Adapter } from "./adapter.ts";
import { type Baseline, type GateReport, gate, isClean } from "./baseline.ts";
import type { Suite } from "./cases/load.ts";
import type { ResultsFile } from "./format/results.ts";
import { schemaProblem } from "./format/validate.ts";
import { Problem } from "./problem.ts";
import { judgeAdapter, selectionOf } from "./run/judge-adapter.ts";
import { packagedSuite } from "./run/package.ts";
import type { Profile } from "./run/profile.ts";
import { requiredLosses } from "./run/required.ts";
import { selectCases } from "./run/select.ts";

export interface ConformanceOptions {
  /** Patterns of losses, canonical names or aliases, in which `*` matches any run of characters; all where absent. */
  readonly losses?: readonly string[];
  /** Patterns of case ids. */
  readonly cases?: readonly string[];
  /** Dtypes of the prediction. */
  readonly dtypes?: readonly string[];
  /** `core`: every family and every argument value once, for a quick gate. */
  readonly profile?: Profile;
  /** `I/N`: the I-th of N parts, the same on every machine. */
  readonly shard?: string;
  /** Known failures, or the file that holds them. */
  readonly baseline?: Baseline | string;
  /** Losses that must be supported. */
  readonly require?: readonly string[];
  /** How long a call may take, in ms; 30,000 unless told. A call in this process cannot be stopped. */
  readonly timeoutMs?: number;
  /** Processes that share the work, for an adapter that is named; 1 unless told. */
  readonly jobs?: number;
  /** Runs an adapter that is named in this process: quicker, but its crash is yours. */
  readonly inProcess?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Where module paths, commands and the baseline are looked up; the working directory unless told. */
  readonly cwd?: string;
  /** Other cases than those of this package. */
  readonly suite?: Suite;
}

export interface ConformanceOutcome {
  /** What `lossparity run` writes to `<out>/results/`. */
  readonly results: ResultsFile;
  /** What is unexpected, by kind. */
  readonly gate: GateReport;
  /** Whether nothing is unexpected and nothing is left to ask. */
  readonly ok: boolean;
}

/**
 * Judges an adapter as `lossparity run` does, and writes nothing. The adapter is an object made by `defineAdapter`, which runs in this
 * process, or what the command line takes: a bundled name, a module path, or `exec:` with a command, which run in processes of
 * their own.
 * @throws Problem, whose message is fit for people, where options or files are wrong or the adapter does not start.
 */
export async function runConformance(
  adapter: Adapter | string,
  options: ConformanceOptions = {},
): Promise<ConformanceOutcome> {
  const { losses, cases: ids, dtypes, profile, shard, cwd = process.cwd(), suite = packagedSuite() } = options;
  const baseline = typeof options.baseline === "string" ? baselineFrom(options.baseline, cwd) : options.baseline;
  const selection = selectionOf({ losses, cases: ids, dtypes, profile });
  const cases = selectCases(suite, {
    ...(losses && { losses }),
    ...(ids && { cases: ids }),
    ...(dtypes && { dtypes }),
    ...(profile && { profile }),
    ...(shard !== undefined && { shard }),
  });
  const required = requiredLosses(suite, cases, options.require ?? []);
  const { results, gaveUp } = await judgeAdapter(adapter, {
    ...{ suite, cases, selection, shard, cwd },
    timeoutMs: options.timeoutMs ?? 30_000,
    jobs: options.jobs ?? 1,
    inProcess: options.inProcess ?? false,
    signal: options.signal ?? new AbortController().signal,
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const report = gate(
    results,
    baseline,
    baseline === undefined ? [] : suiteIds(suite),
    required,
    suite.manifest.aliases,
  );
  return { results, gate: report, ok: isClean(report) && !gaveUp && results.run.partial === undefined };
}

/**
 * A file of known failures.
 * @throws Problem where it cannot be read or is none.
 */
export function baselineFrom(file: string, cwd: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path.resolve(cwd, file), "utf8"));
  } catch (error) {
    throw new Problem(`Cannot read the baseline ${file}: ${(error as NodeJS.ErrnoException).code ?? error}.`);
  }
  const problem = schemaProblem("baseline", value);
  if (problem !== undefined) throw new Problem(`${file} is no valid baseline: ${problem}.`);
  return value as Baseline;
}

export function suiteIds(suite: Suite): readonly string[] {
  return suite.manifest.files.flatMap((file) => suite.casesOf(file).map(({ id }) => id));
}
