import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TREES } from "../adapters/library.ts";

/** What became of a program. */
export type Ran = { readonly printed: string } | { readonly threw: string } | { readonly died: string };

/** Runs programs one after the other in a process that has a library's tree beside it; one that dies takes only itself along. */
export async function runPrograms(tree: string, programs: readonly string[]): Promise<Ran[]> {
  const modules = path.join(TREES, tree, "node_modules");
  if (!existsSync(modules)) throw new Error(`${tree} is not installed. Run: npm run setup:adapters ${tree}`);
  const dir = mkdtempSync(path.join(tmpdir(), "lossparity-findings-"));
  try {
    symlinkSync(modules, path.join(dir, "node_modules"));
    writeFileSync(path.join(dir, "package.json"), '{"type":"module"}');
    writeFileSync(path.join(dir, "runner.mjs"), RUNNER);
    for (const [at, code] of programs.entries()) writeFileSync(path.join(dir, `${at}.mjs`), code);
    const ran: Ran[] = [];
    while (ran.length < programs.length) {
      const from = ran.length;
      const { lines, log } = await batch(dir, from, programs.length);
      ran.push(...lines);
      if (ran.length < programs.length) ran.push({ died: log.trim().split("\n").at(-1) ?? "" });
    }
    return ran;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The numbers in what a program printed, in order. */
export function printedNumbers(printed: string): number[] {
  const words = printed.match(/-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Infinity)|NaN/g) ?? [];
  return words.map(Number);
}

// --- internal ---

/** Prints a line of JSON for each program, whatever the libraries print. */
const RUNNER = `
import { inspect } from "node:util";
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const [from, to] = process.argv.slice(2).map(Number);
const options = { depth: Infinity, breakLength: 100, maxArrayLength: null };
for (let at = from; at < to; at++) {
  let printed = [];
  console.log = (value) => printed.push(typeof value === "string" ? value : inspect(value, options));
  let ran;
  try {
    await import("./" + at + ".mjs");
    ran = { printed: printed.join("\\n") };
  } catch (error) {
    // After a trap the module's memory is in no known state: the next program begins in a new process.
    if (error instanceof WebAssembly.RuntimeError) {
      process.stderr.write(error.message + "\\n");
      process.exit(4);
    }
    ran = { threw: error instanceof Error ? error.message : String(error) };
  }
  write(JSON.stringify(ran) + "\\n");
}
process.exit(0);
`;

/** Longer than all programs of the slowest library take together. */
const LIMIT_MS = 120_000;

function batch(dir: string, from: number, to: number): Promise<{ lines: Ran[]; log: string }> {
  return new Promise((resolve, reject) => {
    // tfjs-node's native library greets on stderr; 2 leaves its errors.
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2" };
    const child = spawn(process.execPath, ["runner.mjs", String(from), String(to)], {
      cwd: dir,
      env,
      timeout: LIMIT_MS,
    });
    let out = "";
    let log = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      log = (log + chunk).slice(-2_000);
    });
    child.on("error", reject);
    child.on("close", () => {
      const lines = out
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Ran);
      resolve({ lines, log });
    });
  });
}
