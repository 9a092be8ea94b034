import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { unsupported } from "../src/adapter.ts";
import { loadSuite } from "../src/cases/load.ts";
import type { CaseFile, Manifest } from "../src/format/case-file.ts";
import { runInProcess } from "../src/run/run.ts";
import { selectCases } from "../src/run/select.ts";

/**
 * What the runner itself costs: a run of all cases with an adapter that does nothing, against reading the case files and looping over
 * them; and how long `--help` takes, against an empty Node. Both sides alternate, because this kind of machine is noisy.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const CASES = path.join(ROOT, "cases");
const ROUNDS = 7;

function readAndLoop(): number {
  const manifest = JSON.parse(readFileSync(path.join(CASES, "manifest.json"), "utf8")) as Manifest;
  let seen = 0;
  for (const { path: file } of manifest.files) {
    for (const testCase of (JSON.parse(readFileSync(path.join(CASES, file), "utf8")) as CaseFile).cases) {
      if (testCase.id !== "") seen++;
    }
  }
  return seen;
}

async function runNoop(): Promise<number> {
  const suite = loadSuite(CASES, "bench");
  const nothing = unsupported("nothing");
  const adapter = {
    name: "noop",
    version: "0",
    losses: ["*"],
    dtypes: ["float32"] as const,
    gradients: false,
    evaluate: () => nothing,
  };
  const options = {
    suite,
    cases: selectCases(suite, {}),
    timeoutMs: 1000,
    jobs: 1,
    signal: new AbortController().signal,
  };
  return (await runInProcess(adapter, options)).summary.total;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const timed = async (action: () => unknown) => {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
};

const loop: number[] = [];
const noop: number[] = [];
await runNoop();
for (let round = 0; round < ROUNDS; round++) {
  loop.push(await timed(readAndLoop));
  noop.push(await timed(runNoop));
}
const cases = readAndLoop();
console.log(`read and loop over ${cases} cases: ${median(loop).toFixed(0)} ms`);
console.log(
  `run with a no-op adapter:  ${median(noop).toFixed(0)} ms, ${(median(noop) / median(loop)).toFixed(2)}× (goal ≤ 2×)`,
);

const node = (args: readonly string[]) => () => spawnSync(process.execPath, args, { stdio: "ignore" });
const empty: number[] = [];
const help: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  empty.push(await timed(node(["-e", "0"])));
  help.push(await timed(node([path.join(ROOT, "dist/cli/bin.js"), "--help"])));
}
console.log(`lossparity --help: ${(median(help) - median(empty)).toFixed(0)} ms more than node -e 0 (goal ≤ 150 ms)`);
