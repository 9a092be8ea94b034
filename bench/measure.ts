import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { transformSync } from "esbuild";

export const ROOT = path.resolve(import.meta.dirname, "..");

/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly measured: string;
  /** As a person reads it, `≥ 20×`; and whether it is met. */
  readonly goal?: { readonly text: string; readonly isMet: boolean };
}

export function atMost(name: string, value: number, goal: number, unit = "×", detail = ""): Row {
  return row(name, value, unit, detail, { text: `≤ ${format(goal)} ${unit}`, isMet: value <= goal });
}

export function atLeast(name: string, value: number, goal: number, unit = "×", detail = ""): Row {
  return row(name, value, unit, detail, { text: `≥ ${format(goal)} ${unit}`, isMet: value >= goal });
}

export function noGoal(name: string, value: number, unit = "×", detail = ""): Row {
  return row(name, value, unit, detail);
}

/** The best of some rounds of each side, taken in turn: this kind of machine is noisy, and noise only ever adds. */
export async function alternate(
  rounds: number,
  ...sides: readonly (() => Promise<number> | number)[]
): Promise<number[]> {
  const best = sides.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [i, side] of sides.entries()) best[i] = Math.min(best[i]!, await side());
  }
  return best;
}

export async function timed(action: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

/** What `bench/side.ts` says of itself: each side in a fresh process, so that none finds what another has warmed. */
export interface SideResult {
  readonly ms: number;
  /** Of this process alone. */
  readonly cpuMs: number;
  readonly cases: number;
  readonly rssMb: number;
}

export function side(mode: string, args: readonly string[] = [], flags: readonly string[] = []): SideResult {
  const argv = [...flags, "--input-type=module", "--eval", script(), "side", mode, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench/side.ts ${mode} failed: ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as SideResult;
}

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map(({ name, measured, goal }) => [
    name,
    measured,
    goal?.text ?? "",
    goal === undefined ? "" : goal.isMet ? "met" : "MISSED",
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((line) => line[column]!.length)));
  for (const line of cells) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

// --- internal ---

let compiled: string | undefined;

/** Compiled here: a loader of TypeScript would take time and memory in what is measured. */
function script(): string {
  compiled ??= transformSync(readFileSync(path.join(ROOT, "bench", "side.ts"), "utf8"), {
    loader: "ts",
    format: "esm",
    target: "node20",
  }).code;
  return compiled;
}

function row(name: string, value: number, unit: string, detail: string, goal?: Row["goal"]): Row {
  const measured = `${format(value)} ${unit}${detail && ` (${detail})`}`;
  return { name, measured, ...(goal && { goal }) };
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}
