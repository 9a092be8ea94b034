import { buildAtlas } from "../atlas/atlas.ts";
import { readAtlasFiles } from "../atlas/load.ts";
import { renderPages } from "../atlas/markdown.ts";
import { terminalText } from "../atlas/terminal-text.ts";
import { nearest, Problem } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

/** `lossparity differences [concept] [--all]`: the pages of `reports/differences/`, printed. */
export async function differences(cli: Cli): Promise<number> {
  const { positionals, values } = parseFlags(cli, { all: { type: "boolean" } });
  if (positionals.length > 1) throw new Problem("differences takes one concept: lossparity differences kl-divergence");
  const suite = openSuite(cli);
  const catalogue = suite.catalogue();
  const wanted = positionals[0] ?? "README";
  // A concept's page needs its own files only.
  const needed = suite.manifest.files.filter(
    ({ loss }) => !catalogue.concepts[wanted] || catalogue.losses[loss]?.concept === wanted,
  );
  const atlas = buildAtlas({ files: needed.map(suite.caseFile), catalogue, ...readAtlasFiles(suite.dir) });
  const pages = renderPages(atlas);
  const page = pages.find(({ name }) => name === `${wanted}.md`);
  if (!page) {
    const names = pages.map(({ name }) => name.replace(/\.md$/, "")).filter((name) => name !== "README");
    const alike = nearest(wanted, names, 3);
    throw new Problem(
      `There is no concept ${wanted}.${alike.length > 0 ? ` Did you mean ${alike.join(" or ")}?` : ""} There are: ${names.join(", ")}.`,
    );
  }
  cli.stdout.write(terminalText(page.text, { width: widthOf(cli), all: values.all === true }));
  return 0;
}

// --- internal ---

/** What the terminal has, within what reads well. */
function widthOf({ stdout, env }: Cli): number {
  const columns = stdout.columns ?? (Number(env.COLUMNS) || 100);
  return Math.min(120, Math.max(60, columns));
}
