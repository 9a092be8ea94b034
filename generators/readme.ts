import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Manifest } from "../src/format/case-file.ts";
import { ROOT } from "./frameworks.ts";

const BLOCK = /<!-- totals -->[\s\S]*<!-- \/totals -->/;

/** What the README says of the recorded cases: generated, never typed. */
export function totals(manifest: Manifest): string {
  const rows = Object.entries(manifest.frameworks).map(([framework, provenance]) => {
    const files = manifest.files.filter((file) => file.framework === framework);
    const cases = files.reduce((sum, file) => sum + file.cases, 0);
    const name = framework === "pytorch" ? "PyTorch" : "TensorFlow";
    return `| ${name} ${provenance.version} | ${files.length} | ${cases.toLocaleString("en")} |`;
  });
  const all = manifest.files.reduce((sum, { cases }) => sum + cases, 0);
  const table = ["| framework | losses, classes and functions | cases |", "|---|---|---|", ...rows].join("\n");
  return `<!-- totals -->\n${table}\n| together | ${manifest.files.length} | ${all.toLocaleString("en")} |\n<!-- /totals -->`;
}

/** Writes the totals into the README. */
export async function updateReadme(manifest: Manifest): Promise<void> {
  const file = path.join(ROOT, "README.md");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(BLOCK, totals(manifest)));
}
