import { existsSync } from "node:fs";
import type { ResultRow, ResultsFile } from "../format/results.ts";
import { Problem, printable } from "../problem.ts";
import type { DeclaredAdapter } from "../run/run.ts";
import { readResults } from "./context.ts";

/**
 * The rows of an earlier, partial run that `--resume` goes on from: all but the cases that were not really asked. None where there
 * is no earlier run, so that a CI job can always say `--resume`.
 * @throws Problem (exit code 2) where the earlier run was of other cases or of another adapter.
 */
export function rowsToKeep(
  file: string,
  adapter: DeclaredAdapter,
  now: Pick<ResultsFile, "suite"> & { readonly run: Pick<ResultsFile["run"], "shard" | "selection"> },
): readonly ResultRow[] {
  if (!existsSync(file)) return [];
  const before = readResults(file);
  const differs = (what: string) =>
    new Problem(`--resume: ${file} is of ${what}. Run again without --resume, or with another --out.`);
  if (before.suite.cases !== now.suite.cases) throw differs("other cases");
  if (before.suite.version !== now.suite.version) throw differs(`lossparity ${printable(before.suite.version)}`);
  const { name, version } = before.adapter;
  if (name !== adapter.name || version !== adapter.version) throw differs(printable(`${name} ${version}`));
  const asked = ({ shard, selection = {} }: typeof now.run) => JSON.stringify([shard ?? "", selection]);
  if (asked(before.run) !== asked(now.run)) throw differs("a run with other flags");
  const { partial } = before.run;
  // A process that was given up has charged what it never asked; that is asked now.
  const isAsked = ({ verdict, message }: ResultRow) =>
    partial === undefined || verdict !== "crash" || message === undefined || !partial.includes(message);
  return before.results.filter(isAsked);
}
