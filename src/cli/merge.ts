import path from "node:path";
import { mergeResults } from "../merge.ts";
import type { Cli } from "./cli.ts";
import { parseFlags, readResults, writeAtomically } from "./context.ts";
import { resultsPath } from "./results-path.ts";

/** `lossparity merge <results>…`: the shards of one run into `<out>/results/<slug>.json`. */
export async function merge(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, { out: { type: "string" } });
  const merged = mergeResults(positionals.map((file) => readResults(path.resolve(cli.cwd, file))));
  const target = resultsPath(path.resolve(cli.cwd, values.out ?? "reports"), merged, undefined, [merged]);
  writeAtomically(target, `${JSON.stringify(merged)}\n`);
  cli.stdout.write(
    `${merged.summary.total} cases of ${positionals.length} shards in ${path.relative(cli.cwd, target)}\n`,
  );
  return 0;
}
