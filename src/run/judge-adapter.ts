import { hostname } from "node:os";
import type { Adapter } from "../adapter.ts";
import type { ResultsFile } from "../format/results.ts";
import { adapterCommand, loadAdapter } from "./adapters.ts";
import { processor } from "./processor.ts";
import { type RunOptions, runCommand, runInProcess } from "./run.ts";

export interface JudgeAdapterOptions extends RunOptions {
  /** Where module paths and commands are looked up. */
  readonly cwd: string;
  readonly inProcess: boolean;
  /** The Chromium of adapters that run in a page, where none is to be looked for. */
  readonly browserPath?: string | undefined;
  readonly shard?: string | undefined;
  /** What was selected, where not everything was; written into the results. */
  readonly selection: { readonly [flag: string]: string };
}

/**
 * Judges an adapter, given as on the command line or as an object (which runs in this process), and gives its results file.
 * @throws Problem, with exit code 3 where the adapter does not start.
 */
export async function judgeAdapter(
  adapter: string | Adapter,
  options: JudgeAdapterOptions,
): Promise<{ readonly results: ResultsFile; readonly gaveUp: boolean }> {
  const startedAt = new Date();
  const outcome =
    typeof adapter === "string" && !options.inProcess
      ? await runCommand(adapterCommand(adapter, options.cwd, options.browserPath), options)
      : await runInProcess(typeof adapter === "string" ? await loadAdapter(adapter, options.cwd) : adapter, options);
  const { partial, gaveUp, environment, ...rest } = outcome;
  const why = partial ?? gaveUp;
  const results: ResultsFile = {
    ...rest,
    run: {
      startedAt: startedAt.toISOString(),
      elapsedMs: Date.now() - startedAt.getTime(),
      host: hostname(),
      ...processor(),
      ...(environment !== undefined && { environment }),
      ...(options.shard !== undefined && { shard: options.shard }),
      ...(Object.keys(options.selection).length > 0 && { selection: options.selection }),
      ...(why !== undefined && { partial: why }),
    },
  };
  return { results, gaveUp: gaveUp !== undefined };
}

/** The `selection` of a results file: the flags that narrow a run, in a fixed order. */
export function selectionOf(flags: {
  readonly losses?: readonly string[] | undefined;
  readonly cases?: readonly string[] | undefined;
  readonly dtypes?: readonly string[] | undefined;
  readonly profile?: string | undefined;
}): { readonly [flag: string]: string } {
  const { losses, cases, dtypes, profile } = flags;
  const given = { loss: losses, case: cases, dtype: dtypes, profile: profile === undefined ? undefined : [profile] };
  return Object.fromEntries(
    Object.entries(given).flatMap(([flag, values]) =>
      values === undefined || values.length === 0 ? [] : [[flag, values.join(" ")]],
    ),
  );
}
