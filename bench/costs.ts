import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Framework } from "../src/format/case-file.ts";
import { adapterCommand } from "../src/run/adapters.ts";
import { packagedSuite } from "../src/run/package.ts";
import { coreIds } from "../src/run/profile.ts";
import { runCommand } from "../src/run/run.ts";

/**
 * Measures what a case of each loss costs in its framework, and writes the table that `--shard` balances by: npm run costs, after
 * losses were added. Losses that are not in the table are spread by their ids.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const EXECUTORS: { readonly [framework in Framework]: string } = {
  pytorch: "exec:.venvs/pytorch-1.7/bin/python python/pytorch.py",
  tensorflow: "exec:.venvs/tensorflow-2.3/bin/python python/tensorflow.py",
};

const suite = packagedSuite(process.env.LOSSPARITY_CASES);
const costs: [string, number][] = [];
for (const file of suite.manifest.files) {
  const core = coreIds(suite.casesOf(file).map(({ id }) => id));
  const cases = suite.casesOf(file).filter(({ id, raw }) => core.has(id) && raw.unstable === undefined);
  let first = 0;
  let last = 0;
  await runCommand(adapterCommand(EXECUTORS[file.framework], ROOT), {
    suite,
    cases,
    timeoutMs: 60_000,
    jobs: 1,
    signal: new AbortController().signal,
    // From the first answer on: the start of the framework is no case's cost.
    onProgress: (done) => {
      last = performance.now();
      if (done === 1) first = last;
    },
  });
  const each = (last - first) / Math.max(1, cases.length - 1);
  costs.push([file.loss, Math.max(1, Number((each * file.cases).toPrecision(2)))]);
  console.log(file.loss, each.toFixed(2), "ms a case");
}
costs.sort(([a], [b]) => (a < b ? -1 : 1));
const target = path.join(ROOT, "src", "run", "costs.ts");
const head = readFileSync(target, "utf8").split("= {")[0];
writeFileSync(
  target,
  `${head}= {\n${costs.map(([loss, cost]) => `  ${JSON.stringify(loss)}: ${cost},\n`).join("")}};\n`,
);
