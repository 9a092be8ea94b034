import path from "node:path";
import { build } from "esbuild";
import type { Adapter } from "../../src/adapter.ts";

/** Makes fresh copies of the reference below a folder: a mutant of what runs when a file is loaded needs its own. */
export async function referenceIn(root: string): Promise<() => Adapter> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "src/reference/index.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    logLevel: "silent",
  });
  const make = new Function("module", "exports", outputFiles[0]!.text);
  return () => {
    const made: { exports: { reference?: Adapter } } = { exports: {} };
    make(made, made.exports);
    return made.exports.reference!;
  };
}
