import { existsSync } from "node:fs";
import path from "node:path";
import { printTable, ROOT, type Row } from "./measure.ts";
import { overhead } from "./overhead.ts";
import { peers } from "./peers.ts";
import { throughput } from "./throughput.ts";

/**
 * npm run bench: every figure that the project sets itself, in one table. Both sides of a ratio are taken in turn, and the best of each counts;
 * figures a second say something on a quiet machine only. `npm run bench -- overhead throughput` takes a part.
 */
const PARTS: { readonly [name: string]: () => Promise<Row[]> } = {
  overhead,
  throughput,
  peers,
  recording: async () => {
    if (!existsSync(path.join(ROOT, ".venvs", "pytorch-1.7"))) {
      console.log("The recorder is left out: npm run setup:frameworks sets its frameworks up.");
      return [];
    }
    return (await import("./recording.ts")).recording();
  },
};

const asked = process.argv.slice(2);
const rows: Row[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) rows.push(...(await PARTS[name]!()));
printTable(rows);
