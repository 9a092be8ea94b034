import { writeFile } from "node:fs/promises";
import path from "node:path";
import { buildCurves } from "../src/atlas/curves.ts";
import { loadSuite } from "../src/cases/load.ts";
import { CASES } from "./frameworks.ts";

// Writes cases/curves.json of the reference and of the cases that are there, a concept a line.
const suite = loadSuite(CASES, "");
const curves = buildCurves({ files: suite.manifest.files.map(suite.caseFile), catalogue: suite.catalogue() });
const text = `[\n${curves.map((concept) => JSON.stringify(concept)).join(",\n")}\n]\n`;
await writeFile(path.join(CASES, "curves.json"), text);
