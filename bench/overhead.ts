import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { loadSuite } from "../src/cases/load.ts";
import type { CaseFile, Manifest } from "../src/format/case-file.ts";
import { selectCases } from "../src/run/select.ts";
import { alternate, atMost, ROOT, type Row, timed } from "./measure.ts";

const CASES = path.join(ROOT, "cases");
const ROUNDS = 5;

/** What it costs to begin: the cases read and indexed, `--help` printed. */
export async function overhead(): Promise<Row[]> {
  const node = (args: readonly string[]) => () => timed(() => spawnSync(process.execPath, args, { stdio: "ignore" }));
  const [whole, indexed, empty, help] = (await alternate(
    ROUNDS,
    () => timed(parseAll),
    () => timed(() => selectCases(loadSuite(CASES, "bench"), {})),
    node(["-e", "0"]),
    node([path.join(ROOT, "dist/cli/bin.js"), "--help"]),
  )) as [number, number, number, number];
  return [
    atMost("parse and index all of cases/", whole / 1000, 2, "s"),
    atMost("  as a run does, line by line", indexed / 1000, 2, "s"),
    atMost("lossparity --help, beyond an empty Node", help - empty, 150, "ms"),
  ];
}

// --- internal ---

function parseAll(): number {
  const manifest = JSON.parse(readFileSync(path.join(CASES, "manifest.json"), "utf8")) as Manifest;
  const index = new Map<string, unknown>();
  for (const { path: file } of manifest.files) {
    for (const testCase of (JSON.parse(readFileSync(path.join(CASES, file), "utf8")) as CaseFile).cases)
      index.set(testCase.id, testCase);
  }
  return index.size;
}
