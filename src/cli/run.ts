import { existsSync } from "node:fs";
import path from "node:path";
import { type Baseline, type GateReport, gate, isClean, updateBaseline } from "../baseline.ts";
import type { Suite, SuiteCase } from "../cases/load.ts";
import type { ResultsFile } from "../format/results.ts";
import { Problem, printable } from "../problem.ts";
import { adapterCommand, loadAdapter } from "../run/adapters.ts";
import { type RunOutcome, runCommand, runInProcess } from "../run/run.ts";
import { selectCases } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags, positive, readBaseline, writeAtomically } from "./context.ts";
import { exitCode, type Happened } from "./exit-code.ts";
import { type Reporter, reporters } from "./reporters.ts";
import { resultsPath } from "./results-path.ts";

/** An adapter with the baseline it is held against. */
export interface Gated {
  readonly adapter: string;
  readonly baseline?: string;
}

export interface JudgeOptions {
  readonly suite: Suite;
  readonly cases: readonly SuiteCase[];
  /** Every id of the suite; reads all case files. */
  readonly allIds: () => readonly string[];
  readonly out: string;
  readonly timeoutMs: number;
  readonly jobs: number;
  readonly inProcess: boolean;
  readonly updateBaseline: boolean;
  readonly shard?: string;
  readonly selection: { readonly [flag: string]: string };
  readonly reporters: readonly Reporter[];
}

/** `lossparity run <adapter>…` */
export async function run(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, {
    loss: { type: "string", multiple: true },
    case: { type: "string", multiple: true },
    dtype: { type: "string", multiple: true },
    shard: { type: "string" },
    jobs: { type: "string" },
    timeout: { type: "string" },
    out: { type: "string" },
    baseline: { type: "string" },
    "update-baseline": { type: "boolean" },
    "in-process": { type: "boolean" },
    reporter: { type: "string", multiple: true },
  });
  if (positionals.length === 0)
    throw new Problem(
      'run needs an adapter: a bundled name (tfjs-node), a module path, or "exec:python3 my_adapter.py".',
    );
  if (values["update-baseline"] && values.baseline === undefined)
    throw new Problem("--update-baseline goes with --baseline FILE.");
  if (values.baseline !== undefined && positionals.length > 1)
    throw new Problem("--baseline belongs to one adapter; name one.");
  // Everything that can be wrong with the flags is said before anything is run.
  for (const adapter of positionals) adapterCommand(adapter, cli.cwd);
  const baseline = values.baseline === undefined ? undefined : path.resolve(cli.cwd, values.baseline);
  if (baseline !== undefined && (!values["update-baseline"] || existsSync(baseline))) readBaseline(baseline);
  const suite = openSuite(cli);
  const cases = selectCases(suite, {
    losses: values.loss ?? [],
    cases: values.case ?? [],
    dtypes: values.dtype ?? [],
    ...(values.shard !== undefined && { shard: values.shard }),
  });
  const selection = Object.fromEntries(
    Object.entries({ loss: values.loss, case: values.case, dtype: values.dtype }).flatMap(([flag, given]) =>
      given === undefined ? [] : [[flag, given.join(" ")]],
    ),
  );
  return judgeAll(
    cli,
    positionals.map((adapter) => ({ adapter, ...(baseline !== undefined && { baseline }) })),
    {
      suite,
      cases,
      allIds: () => suite.manifest.files.flatMap((file) => suite.casesOf(file).map(({ id }) => id)),
      out: path.resolve(cli.cwd, values.out ?? "reports"),
      timeoutMs: positive("timeout", values.timeout ?? "30000"),
      jobs: positive("jobs", values.jobs ?? "1"),
      inProcess: values["in-process"] ?? false,
      updateBaseline: values["update-baseline"] ?? false,
      ...(values.shard !== undefined && { shard: values.shard }),
      selection,
      reporters: reporters(values.reporter ?? ["terminal"], cli),
    },
  );
}

/** Judges one adapter after the other, writes results and report, and gives the exit code of all together. */
export async function judgeAll(cli: Cli, gated: readonly Gated[], options: JudgeOptions): Promise<number> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const all: ResultsFile[] = [];
  const happened: { -readonly [K in keyof Happened]: Happened[K] } = {};
  try {
    for (const { adapter, baseline: baselineFile } of gated) {
      if (abort.signal.aborted) break;
      const judged = await judgeOne(cli, adapter, options, abort.signal);
      if (typeof judged === "string") {
        // The user who interrupts a start knows why the adapter is gone.
        if (abort.signal.aborted) break;
        cli.stderr.write(`${printable(judged, 4000)}\n`);
        happened.adapterLost = true;
        continue;
      }
      const { results, gaveUp } = judged;
      all.push(results);
      if (gaveUp) happened.adapterLost = true;
      writeAtomically(resultsPath(options.out, results, options.shard, all), `${JSON.stringify(results)}\n`);
      const report = hold(results, baselineFile, options);
      if (options.updateBaseline && results.run.partial !== undefined) {
        cli.stderr.write(
          `The baseline was not updated, because the run is not complete: ${printable(results.run.partial)}.\n`,
        );
      }
      if (!isClean(report)) happened.unexpected = true;
      for (const reporter of options.reporters)
        reporter.onResults(results, report, baselineFile && path.relative(cli.cwd, baselineFile));
    }
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  if (abort.signal.aborted) happened.interrupted = true;
  if (all.length > 0) {
    const { renderHtml } = await import("../reporters/html.ts");
    const index = path.join(options.out, "index.html");
    writeAtomically(index, await renderHtml({ results: all, suite: options.suite }));
    for (const reporter of options.reporters) await reporter.onEnd(all, index);
  }
  return exitCode(happened);
}

// --- internal ---

async function judgeOne(cli: Cli, adapter: string, options: JudgeOptions, signal: AbortSignal) {
  const startedAt = new Date();
  let shown = -1;
  const runOptions = {
    suite: options.suite,
    cases: options.cases,
    timeoutMs: options.timeoutMs,
    jobs: options.jobs,
    signal,
    onProgress: (done: number, total: number) => {
      const percent = Math.floor((100 * done) / total);
      if (!cli.stderr.isTTY || percent === shown) return;
      shown = percent;
      cli.stderr.write(done === total ? "\r\u001b[K" : `\r${adapter}: ${percent} % of ${total} cases`);
    },
  };
  let outcome: RunOutcome;
  try {
    outcome = options.inProcess
      ? await runInProcess(await loadAdapter(adapter, cli.cwd), runOptions)
      : await runCommand(adapterCommand(adapter, cli.cwd), runOptions);
  } catch (error) {
    // One adapter that does not start must not cost the others' results.
    if (error instanceof Problem && error.exitCode === 3) return error.message;
    throw error;
  }
  const { partial, gaveUp, ...rest } = outcome;
  const { hostname } = await import("node:os");
  const results: ResultsFile = {
    ...rest,
    run: {
      startedAt: startedAt.toISOString(),
      elapsedMs: Date.now() - startedAt.getTime(),
      host: hostname(),
      ...(options.shard !== undefined && { shard: options.shard }),
      ...(Object.keys(options.selection).length > 0 && { selection: options.selection }),
      ...((partial ?? gaveUp) !== undefined && { partial: (partial ?? gaveUp)! }),
    },
  };
  return { results, gaveUp: gaveUp !== undefined };
}

function hold(results: ResultsFile, baselineFile: string | undefined, options: JudgeOptions): GateReport {
  let baseline: Baseline | undefined;
  if (baselineFile !== undefined && existsSync(baselineFile)) baseline = readBaseline(baselineFile);
  if (baselineFile === undefined) return gate(results, undefined, []);
  if (options.updateBaseline && results.run.partial === undefined) {
    baseline = updateBaseline(results, baseline, options.allIds());
    writeAtomically(baselineFile, `${JSON.stringify(baseline, undefined, 1)}\n`);
  }
  return gate(results, baseline, options.allIds());
}
