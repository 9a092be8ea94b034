import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ConceptCurves } from "./curves/data.ts";
import type { ExperimentFile } from "./experiment.ts";
import type { RecipeFile } from "./recipe.ts";

/** What stands beside the cases for the atlas; empty where a folder of cases has none of it. */
export function readAtlasFiles(dir: string | undefined): { recipes: RecipeFile; experiments: ExperimentFile } {
  return {
    recipes: read(dir, "recipes.json") ?? {
      format: 1,
      versions: { pytorch: "", tensorflow: "", tfjs: "" },
      recipes: [],
      impossible: [],
    },
    experiments: read(dir, "experiments.json") ?? {
      format: 1,
      versions: { pytorch: "", tensorflow: "" },
      prelude: { pytorch: "", tensorflow: "" },
      experiments: [],
    },
  };
}

/** The curves of every concept that can be drawn; none where a folder of cases has none. */
export function readCurves(dir: string | undefined): readonly ConceptCurves[] {
  return read(dir, "curves.json") ?? [];
}

// --- internal ---

function read<T>(dir: string | undefined, name: string): T | undefined {
  const file = dir === undefined ? "" : path.join(dir, name);
  return dir !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}
