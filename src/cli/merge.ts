import path from "node:path";
import { isClean } from "../baseline.ts";
import { mergeResults } from "../merge.ts";
import { diagnosed } from "../run/diagnosis.ts";
import { requiredLosses } from "../run/required.ts";
import { selectCases } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags, readResults, writeAtomically } from "./context.ts";
import { exitCode } from "./exit-code.ts";
import { baselineFlag, hold } from "./hold.ts";
import { reporters } from "./reporters.ts";
import { resultsPaths } from "./results-path.ts";
import { writeReport } from "./write-report.ts";

/**
 * `lossparity merge <results>…`: the shards of one run into `<out>/results/<slug>.json`. With a baseline, required losses or
 * reporters it is the gate of the whole run, as `lossparity run` would have been.
 */
export async function merge(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, {
    out: { type: "string" },
    baseline: { type: "string" },
    "update-baseline": { type: "boolean" },
    require: { type: "string", multiple: true },
    reporter: { type: "string", multiple: true },
    force: { type: "boolean" },
  });
  const baselineFile = baselineFlag(cli, values);
  const out = path.resolve(cli.cwd, values.out ?? "reports");
  const asked = reporters(values.reporter ?? [], cli);
  const shards = positionals.map((file) => readResults(path.resolve(cli.cwd, file)));
  const whole = mergeResults(shards, { force: values.force ?? false });
  const suite = openSuite(cli);
  // Without the cases that the shards were run against there is nothing to hold a cause against.
  const merged = suite.digest === whole.suite.cases ? await diagnosed(suite, whole) : whole;
  const target = resultsPaths(out)(merged.adapter.name, "merged");
  writeAtomically(target, `${JSON.stringify(merged)}\n`);
  cli.stdout.write(
    `${merged.summary.total} cases of ${positionals.length} shards in ${path.relative(cli.cwd, target)}\n`,
  );
  if (values.baseline === undefined && values.require === undefined && values.reporter === undefined) return 0;
  const required = requiredLosses(suite, selectCases(suite, {}), values.require ?? []);
  const report = hold(cli, merged, baselineFile, {
    suite,
    required,
    updateBaseline: values["update-baseline"] ?? false,
  });
  const index = path.join(out, "index.html");
  await writeReport(cli, index, { results: [merged], suite, force: true });
  for (const reporter of asked) {
    reporter.onResults(merged, report, baselineFile && path.relative(cli.cwd, baselineFile));
    await reporter.onEnd([merged], index);
  }
  return exitCode({ unexpected: !isClean(report) });
}
