import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isExplained, isGood, pageOf, resultOf } from "./page.ts";
import type { MutantResult } from "./stryker.ts";

/*
 * `npm run mutants:stryker [-- flag… | file…]`: mutates the reference with StrykerJS, every mutant judged by the recorded cases that run it, and writes
 * docs/mutation-testing.md. `--all` asks all cases of every path, which takes hours; `--page` only writes the page again. With files it
 * mutates those and writes nothing. Exits 1 when fewer than nineteen of twenty are killed of those that a case could kill.
 */

const ROOT = path.resolve(import.meta.dirname, "../..");
const TREE = path.join(ROOT, ".stryker");
const PINS = path.join(import.meta.dirname, "pins");
const RESULTS = path.join(TREE, "results.json");
const PAGE = path.join(ROOT, "docs/mutation-testing.md");
const REFERENCE = ["src/reference/**/*.ts", "!src/reference/honest/**", "!src/reference/index.ts"];
/** Cases of one path differ in numbers only: a mutant that sixteen of them do not tell is hardly told by the next. */
const OF_EACH_PATH = 16;

process.chdir(ROOT);
// Stryker's own processes load the plugin, which is TypeScript.
process.env.NODE_OPTIONS = "--import tsx";
const given = process.argv.slice(2);
const files = given.filter((each) => !each.startsWith("--"));

if (files.length > 0) {
  for (const each of await mutate(files))
    if (each.status === "Survived") console.log(JSON.stringify(resultOf(each, ROOT)));
} else {
  if (!given.includes("--page")) {
    const ofEachPath = given.includes("--all") ? undefined : OF_EACH_PATH;
    const mutants = (await mutate(REFERENCE, ofEachPath)).map((each) => resultOf(each, ROOT));
    const date = new Date().toISOString().slice(0, 10);
    writeFileSync(RESULTS, JSON.stringify({ date, ofEachPath, mutants }));
  }
  const results = JSON.parse(readFileSync(RESULTS, "utf8")) as Parameters<typeof pageOf>[0];
  writeFileSync(PAGE, pageOf(results));
  const open = results.mutants.filter((each) => /Survived|NoCoverage/.test(each.status) && !isExplained(each));
  console.log(`${path.relative(ROOT, PAGE)} is written; ${open.length} survivors are not explained`);
  for (const { file, line, code, replacement } of open) console.log(`${file}:${line} ${code} => ${replacement}`);
  process.exitCode = isGood(results) ? 0 : 1;
}

// --- internal ---

/** Stryker and what it needs are 69 MB: installed when they are asked for, pinned, apart from this package's dependencies. */
function install(): void {
  const [manifest, lock] = ["package.json", "package-lock.json"] as const;
  const isSame = (file: string) =>
    existsSync(path.join(TREE, file)) &&
    readFileSync(path.join(TREE, file)).equals(readFileSync(path.join(PINS, file)));
  if (existsSync(path.join(TREE, "node_modules")) && isSame(lock)) return;
  mkdirSync(TREE, { recursive: true });
  for (const file of [manifest, lock]) copyFileSync(path.join(PINS, file), path.join(TREE, file));
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", TREE];
  const { status } = spawnSync("npm", args, { stdio: "inherit", cwd: TREE, shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci failed, see above");
}

async function mutate(mutated: readonly string[], casesOfEachPath?: number): Promise<readonly MutantResult[]> {
  install();
  const entry = createRequire(path.join(TREE, "package.json")).resolve("@stryker-mutator/core");
  const { Stryker } = await import(pathToFileURL(entry).href);
  return new Stryker({
    plugins: [path.join(import.meta.dirname, "plugin.ts")],
    testRunner: "cases",
    ...(casesOfEachPath !== undefined && { casesOfEachPath }),
    ignorers: ["words"],
    mutate: mutated,
    ignorePatterns: readdirSync(ROOT)
      .filter((name) => name !== "src")
      .map((name) => `/${name}`),
    symlinkNodeModules: false,
    coverageAnalysis: "perTest",
    disableTypeChecks: false,
    allowConsoleColors: false,
    tempDirName: ".stryker/sandbox",
    dryRunTimeoutMinutes: 30,
    // A loop without end is mostly stopped by its own count, in milliseconds.
    timeoutMS: 60_000,
    timeoutFactor: 0.5,
    reporters: ["progress-append-only"],
    warnings: false,
  }).runMutationTest();
}
