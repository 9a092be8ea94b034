import { buildAtlas } from "../atlas/atlas.ts";
import { readAtlasFiles } from "../atlas/load.ts";
import { renderPages } from "../atlas/markdown.ts";
import { nearest, Problem } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

/** `lossparity differences [concept]`: the pages of `reports/differences/`, printed. */
export async function differences(cli: Cli): Promise<number> {
  const { positionals } = parseFlags(cli, {});
  if (positionals.length > 1) throw new Problem("differences takes one concept: lossparity differences kl-divergence");
  const suite = openSuite(cli);
  const files = suite.manifest.files.map(suite.caseFile);
  const atlas = buildAtlas({ files, catalogue: suite.catalogue(), ...readAtlasFiles(suite.dir) });
  const wanted = positionals[0] ?? "README";
  const pages = renderPages(atlas);
  const page = pages.find(({ name }) => name === `${wanted}.md`);
  if (!page) {
    const names = pages.map(({ name }) => name.replace(/\.md$/, "")).filter((name) => name !== "README");
    const alike = nearest(wanted, names, 3);
    throw new Problem(
      `There is no concept ${wanted}.${alike.length > 0 ? ` Did you mean ${alike.join(" or ")}?` : ""} There are: ${names.join(", ")}.`,
    );
  }
  cli.stdout.write(asTerminalText(page.text));
  return 0;
}

// --- internal ---

/** Markdown without what only a web page folds, links or escapes. */
function asTerminalText(text: string): string {
  return text
    .replace(/<details><summary>(.*?)<\/summary>/g, "— $1")
    .replace(/<\/details>\n?|<a id="[^"]*"><\/a>\n?/g, "")
    .replaceAll("<br>", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("\\|", "|")
    .replace(/\[([^\]]+)\]\(([\w-]+)\.md\)/g, "$1 ($2)")
    .replace(/\n{3,}/g, "\n\n");
}
