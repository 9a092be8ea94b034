import { tmpdir } from "node:os";
import path from "node:path";
import { isClean } from "../baseline.ts";
import type { Suite, SuiteCase } from "../cases/load.ts";
import type { ResultsFile } from "../format/results.ts";
import { Problem, printable } from "../problem.ts";
import { judgeAdapter } from "../run/judge-adapter.ts";
import type { DeclaredAdapter } from "../run/run.ts";
import type { Cli } from "./cli.ts";
import { writeAtomically } from "./context.ts";
import { exitCode, type Happened } from "./exit-code.ts";
import { hold } from "./hold.ts";
import { withInterrupt } from "./interrupt.ts";
import { progress } from "./progress.ts";
import type { Reporter } from "./reporters.ts";
import { resultsPaths } from "./results-path.ts";
import { rowsToKeep } from "./resume.ts";
import { writeReport } from "./write-report.ts";

/** An adapter with the baseline it is held against. */
export interface Gated {
  readonly adapter: string;
  readonly baseline?: string;
}

export interface JudgeOptions {
  readonly suite: Suite;
  readonly cases: readonly SuiteCase[];
  readonly out: string;
  readonly timeoutMs: number;
  readonly jobs: number;
  readonly inProcess: boolean;
  readonly browserPath?: string | undefined;
  readonly updateBaseline: boolean;
  readonly resume?: boolean;
  /** Losses that the adapters must support. */
  readonly required?: readonly string[];
  readonly shard?: string;
  readonly selection: { readonly [flag: string]: string };
  readonly reporters: readonly Reporter[];
}

/** Judges one adapter after the other, writes results and report, and gives the exit code of all together. */
export function judgeAll(cli: Cli, gated: readonly Gated[], options: JudgeOptions): Promise<number> {
  return withInterrupt((signal) => judgeEach(cli, gated, options, signal));
}

// --- internal ---

async function judgeEach(cli: Cli, gated: readonly Gated[], options: JudgeOptions, signal: AbortSignal) {
  const all: ResultsFile[] = [];
  const happened: { -readonly [K in keyof Happened]: Happened[K] } = {};
  const pathOf = resultsPaths(options.out, options.shard);
  for (const { adapter, baseline: baselineFile } of gated) {
    if (signal.aborted) break;
    const judged = await judgeOne(cli, adapter, options, (name) => pathOf(name, adapter), signal);
    if (typeof judged === "string") {
      // The user who interrupts a start knows why the adapter is gone.
      if (signal.aborted) break;
      cli.stderr.write(`${printable(judged, 4000)}\n`);
      happened.adapterLost = true;
      continue;
    }
    const { results, gaveUp } = judged;
    all.push(results);
    if (gaveUp) happened.adapterLost = true;
    writeResults(pathOf(results.adapter.name, adapter), results);
    const report = hold(cli, results, baselineFile, options);
    if (results.run.partial !== undefined) cli.stderr.write("Add --resume to the same command to go on from here.\n");
    if (!isClean(report)) happened.unexpected = true;
    for (const reporter of options.reporters)
      reporter.onResults(results, report, baselineFile && path.relative(cli.cwd, baselineFile));
  }
  if (signal.aborted) happened.interrupted = true;
  if (all.length > 0) {
    const index = path.join(options.out, "index.html");
    // The run is over: a large page is better than none.
    await writeReport(cli, index, { results: all, suite: options.suite, force: true });
    for (const reporter of options.reporters) await reporter.onEnd(all, index);
  }
  return exitCode(happened);
}

/** A run may have taken hours: results that do not fit where they belong are kept where there is room. */
function writeResults(file: string, results: ResultsFile): void {
  const text = `${JSON.stringify(results)}\n`;
  try {
    writeAtomically(file, text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const rescue = path.join(tmpdir(), `lossparity-${process.pid}-${path.basename(file)}`);
    try {
      writeAtomically(rescue, text);
    } catch {
      throw error;
    }
    throw new Problem(`${error.message} The results are in ${rescue}.`);
  }
}

/** The results, or why the adapter did not start: that must not cost the others' results. */
async function judgeOne(
  cli: Cli,
  adapter: string,
  options: JudgeOptions,
  pathOf: (name: string) => string,
  signal: AbortSignal,
) {
  const { suite, cases, timeoutMs, jobs, inProcess, browserPath, shard, selection } = options;
  const now = {
    suite: { version: suite.version, cases: suite.digest },
    run: { ...(shard !== undefined && { shard }), selection },
  };
  try {
    return await judgeAdapter(adapter, {
      ...{ suite, cases, timeoutMs, jobs, inProcess, browserPath, shard, selection, signal },
      cwd: cli.cwd,
      ...(options.resume && {
        judged: (declared: DeclaredAdapter) => rowsToKeep(pathOf(declared.name), declared, now),
      }),
      onProgress: progress(cli, adapter),
    });
  } catch (error) {
    if (error instanceof Problem && error.exitCode === 3) return error.message;
    throw error;
  }
}
