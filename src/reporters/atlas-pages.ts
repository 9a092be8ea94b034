import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildAtlas } from "../atlas/atlas.ts";
import { readAtlasFiles } from "../atlas/load.ts";
import { type AtlasPages, atlasPages } from "../report/data/atlas-pages.ts";
import type { ReportSuite } from "../report/data/suite.ts";
import { stringifyJson } from "../tensor/json.ts";

/** How the frameworks differ: what the build found in the cases of the package, or found now in cases of another kind. */
export async function atlasOf(suite: ReportSuite): Promise<AtlasPages> {
  const text = await readFile(BUILT, "utf8").catch(() => undefined);
  const known = text === undefined ? undefined : (JSON.parse(text) as Built);
  return known?.key === keyOf(suite) ? known.pages : find(suite);
}

/** Writes what the cases show next to the compiled sources, because finding it takes longer than all the rest of a report. */
export async function writeAtlas(suite: ReportSuite): Promise<void> {
  const built: Built = { key: keyOf(suite), pages: find(suite) };
  await writeFile(BUILT, stringifyJson(built));
}

// --- internal ---

interface Built {
  readonly key: string;
  readonly pages: AtlasPages;
}

const BUILT = new URL("../report/atlas.json", import.meta.url);

function find(suite: ReportSuite): AtlasPages {
  const files = suite.manifest.files.map(suite.caseFile);
  return atlasPages(buildAtlas({ files, catalogue: suite.catalogue(), ...readAtlasFiles(suite.dir) }));
}

/** Changes with the cases and with what stands beside them. */
function keyOf({ digest, dir }: ReportSuite): string {
  const hash = createHash("sha256").update(digest);
  for (const name of ["catalogue.json", "recipes.json", "experiments.json"]) {
    const file = path.join(dir ?? "", name);
    if (dir !== undefined && existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}
