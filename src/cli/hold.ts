import { existsSync } from "node:fs";
import path from "node:path";
import { type GateReport, gate, updateBaseline } from "../baseline.ts";
import type { Suite } from "../cases/load.ts";
import { suiteIds } from "../conformance.ts";
import type { ResultsFile } from "../format/results.ts";
import { Problem, printable } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { readBaseline, writeAtomically } from "./context.ts";

/**
 * The file that `--baseline` names; what is wrong with it is said before anything is run or written.
 * @throws Problem where it cannot be read, unless it is to be written.
 */
export function baselineFlag(
  cli: Cli,
  flags: { readonly baseline?: string | undefined; readonly "update-baseline"?: boolean | undefined },
): string | undefined {
  const isUpdate = flags["update-baseline"] ?? false;
  if (flags.baseline === undefined) {
    if (isUpdate) throw new Problem("--update-baseline goes with --baseline FILE.");
    return undefined;
  }
  const file = path.resolve(cli.cwd, flags.baseline);
  if (!isUpdate || existsSync(file)) readBaseline(file);
  return file;
}

/** Holds a run against its baseline, which is written first where that is asked for; of a partial run it is not, and that is said. */
export function hold(
  cli: Cli,
  results: ResultsFile,
  baselineFile: string | undefined,
  options: {
    readonly suite: Suite;
    readonly required?: readonly string[] | undefined;
    readonly updateBaseline: boolean;
  },
): GateReport {
  const { suite, required } = options;
  if (baselineFile === undefined) return gate(results, undefined, [], required);
  const { aliases } = suite.manifest;
  const allIds = suiteIds(suite);
  let baseline = existsSync(baselineFile) ? readBaseline(baselineFile) : undefined;
  if (options.updateBaseline && results.run.partial !== undefined) {
    const why = printable(results.run.partial);
    cli.stderr.write(`The baseline was not updated, because the run is not complete: ${why}.\n`);
  } else if (options.updateBaseline) {
    baseline = updateBaseline(results, baseline, allIds, aliases);
    writeAtomically(baselineFile, `${JSON.stringify(baseline, undefined, 1)}\n`);
  }
  return gate(results, baseline, allIds, required, aliases);
}
