import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Adapter } from "../../adapter.ts";
import { tfjsAdapter } from "./adapter.ts";
import { BUNDLED_TREE, LoadFailure, loadLibraries, WHY_ABSENT } from "./libraries.ts";

const PACKAGE = "@tensorflow/tfjs-node";

export async function load(project: string = process.cwd()): Promise<Adapter> {
  restoreUtil();
  // The native library greets on stderr with what the processor can do; 2 leaves its errors.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  const tf = loadTfjsNode(project);
  return tfjsAdapter("tfjs-node", tf.version["tfjs-node"], { core: tf, layers: tf, backend: "tensorflow" });
}

// --- internal ---

/** tfjs-node 4.22.0 calls two functions of node:util that Node.js 23 removed. */
function restoreUtil(): void {
  const util = createRequire(import.meta.url)("node:util");
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

function loadTfjsNode(project: string) {
  try {
    return loadLibraries("tfjs-node", [PACKAGE], project).modules[0];
  } catch (error) {
    if (!(error instanceof LoadFailure)) throw error;
    const bundled = error.root === BUNDLED_TREE;
    const why = bundled && existsSync(WHY_ABSENT) ? readFileSync(WHY_ABSENT, "utf8").trim() : error.message;
    const next = bundled
      ? `Try again with "npm run prepare", or install it in your project: npm install ${PACKAGE}`
      : `Reinstall it in your project: npm install ${PACKAGE}`;
    throw new Error(`The adapter tfjs-node could not load ${PACKAGE}: ${why}\n${next}`, { cause: error });
  }
}
