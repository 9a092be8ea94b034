import { writeFile } from "node:fs/promises";
import path from "node:path";
import { loadSuite } from "../../src/cases/load.ts";
import { recordExperiments } from "../experiments/record.ts";
import { CASES } from "../frameworks.ts";
import { printRecords } from "./print.ts";
import { recordRecipes } from "./record.ts";

// Records what stands beside the cases: conversions and experiments, of the cases that are there.
const progress = (line: string) => process.stderr.write(`${line}\n`);
const only = process.argv[2];
if (only !== "experiments") {
  await writeFile(path.join(CASES, "recipes.json"), printRecords(await recordRecipes(loadSuite(CASES, ""), progress)));
}
if (only !== "recipes") {
  await writeFile(path.join(CASES, "experiments.json"), printRecords(await recordExperiments(progress)));
}
