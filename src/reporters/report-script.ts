import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The browser code as one script: the bundle that the build made, or a fresh one where the sources are run as they are. */
export async function reportScript(): Promise<string> {
  const built = new URL("../report/bundle.txt", import.meta.url);
  const text = await readFile(built, "utf8").catch(() => undefined);
  return text ?? (await bundle());
}

/** Writes the bundle next to the compiled sources; the last step of the build. */
export async function writeReportScript(): Promise<void> {
  await writeFile(new URL("../report/bundle.txt", import.meta.url), await bundle());
}

// --- internal ---

async function bundle(): Promise<string> {
  // Only the build and the tests come here: an installed package has the bundle and no bundler.
  const { build } = await import("esbuild");
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const result = await build({
    entryPoints: [fileURLToPath(new URL(`../report/app.${extension}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    logLevel: "silent",
  });
  // Inside a script element this sequence would end it.
  return result.outputFiles[0]!.text.trim().replaceAll("</script", "<\\/script");
}
