import path from "node:path";
import { Problem } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags, readResults, writeAtomically } from "./context.ts";

/** `lossparity report <results>…`: the HTML report of results files, without running anything. */
export async function report(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, { out: { type: "string" } });
  if (positionals.length === 0)
    throw new Problem("report takes results files: lossparity report reports/results/*.json");
  const results = positionals.map((file) => readResults(path.resolve(cli.cwd, file)));
  const { renderHtml } = await import("../reporters/html.ts");
  const target = path.join(path.resolve(cli.cwd, values.out ?? "reports"), "index.html");
  writeAtomically(target, await renderHtml({ results, suite: openSuite(cli) }));
  cli.stdout.write(`${path.relative(cli.cwd, target)}\n`);
  return 0;
}
