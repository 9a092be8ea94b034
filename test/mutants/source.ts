import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import type { Adapter, AdapterResult } from "../../src/adapter.ts";
import type { Evaluate, Mutation } from "./mutant.ts";

const REFERENCE = path.resolve(import.meta.dirname, "../../src/reference");

/** One piece of source and what stands in its place. */
export type Replacement = readonly [from: string, to: string];

/**
 * The reference with pieces of a file's source replaced: for constants, clamps and kinks inside a formula. Each piece must occur exactly
 * once, so that a change of the reference cannot leave a mutant that mutates nothing.
 */
export function source(file: string, ...replacements: readonly Replacement[]): Mutation {
  return () => {
    let text = readFileSync(path.join(REFERENCE, file), "utf8");
    for (const [from, to] of replacements) {
      const parts = text.split(from);
      if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} occurs ${parts.length - 1} times in ${file}`);
      text = parts.join(to);
    }
    return bundled(file, text);
  };
}

// --- internal ---

async function bundled(file: string, contents: string): Promise<Evaluate> {
  const { outputFiles } = await build({
    entryPoints: [path.join(REFERENCE, "index.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    logLevel: "silent",
    plugins: [
      {
        name: "mutant",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, ({ path: loaded }) =>
            loaded === path.join(REFERENCE, file) ? { contents, loader: "ts" } : undefined,
          );
        },
      },
    ],
  });
  const made: { exports: { reference?: Adapter } } = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]!.text)(
    made,
    made.exports,
    createRequire(import.meta.url),
  );
  const { reference } = made.exports;
  if (reference === undefined) throw new Error(`the bundle of ${file} exports no reference`);
  return (call) => reference.evaluate(call) as AdapterResult;
}
