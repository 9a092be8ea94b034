import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildAtlas } from "../src/atlas/atlas.ts";
import { readAtlasFiles } from "../src/atlas/load.ts";
import { renderPages } from "../src/atlas/markdown.ts";
import { loadSuite } from "../src/cases/load.ts";
import { CASES, ROOT } from "./frameworks.ts";

// Writes reports/differences/ of the cases, recipes and experiments that are there.
const folder = path.join(ROOT, "reports/differences");
const suite = loadSuite(CASES, "");
const files = suite.manifest.files.map(suite.caseFile);
const pages = renderPages(buildAtlas({ files, catalogue: suite.catalogue(), ...readAtlasFiles(CASES) }));
await mkdir(folder, { recursive: true });
const wanted = new Set(pages.map(({ name }) => name));
for (const name of await readdir(folder)) if (!wanted.has(name)) await rm(path.join(folder, name));
for (const { name, text } of pages) await writeFile(path.join(folder, name), text);
