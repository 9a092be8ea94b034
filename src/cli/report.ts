import path from "node:path";
import { Problem } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags, readResults } from "./context.ts";
import { writeReport } from "./write-report.ts";

/** `lossparity report <results>…`: the HTML report of results files, without running anything. */
export async function report(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, {
    out: { type: "string" },
    against: { type: "string", multiple: true },
    force: { type: "boolean" },
  });
  if (positionals.length === 0)
    throw new Problem("report takes results files: lossparity report reports/results/*.json");
  const read = (file: string) => readResults(path.resolve(cli.cwd, file));
  const results = positionals.map(read);
  const against = (values.against ?? []).map(read);
  for (const { adapter } of against) {
    const isAlone = results.length === 1 && against.length === 1;
    if (!isAlone && !results.some((after) => after.adapter.name === adapter.name)) {
      throw new Problem(
        `--against: there is no run of ${adapter.name} among the results; earlier runs are held against the run of the same adapter.`,
      );
    }
  }
  const target = path.join(path.resolve(cli.cwd, values.out ?? "reports"), "index.html");
  await writeReport(cli, target, { results, suite: openSuite(cli), against, force: values.force ?? false });
  cli.stdout.write(`${path.relative(cli.cwd, target)}\n`);
  return 0;
}
