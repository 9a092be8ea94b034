import type { AtlasPages } from "../data/atlas-pages.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { countText } from "../text.ts";
import { type Entry, entryTable } from "./cases.ts";
import { highlight } from "./concept.ts";
import type { Context } from "./context.ts";
import { differencesIndex } from "./differences.ts";
import { codeBlock, scrolling } from "./parts.ts";

/** What the page shows below its matrix where there are no scripts; ids are the hashes that its links name. */
export function staticPart(
  context: Context,
  failures: { readonly entries: readonly Entry[]; readonly count: number },
  atlas: AtlasPages,
): Child {
  return [
    el("section", { id: "/cases?q=is:failing" }, el("h2", {}, "Failing cases"), failingCases(context, failures)),
    el(
      "section",
      { id: "/differences" },
      ...withoutHeading(differencesIndex(context, atlas.index)),
      ...atlas.concepts.map(concept),
    ),
  ];
}

// --- internal ---

function failingCases(
  context: Context,
  { entries, count }: { readonly entries: readonly Entry[]; readonly count: number },
): Child {
  if (count === 0) return el("p", { class: "empty" }, "No case failed.");
  return [
    scrolling("Failing cases", entryTable(context, entries)),
    entries.length < count &&
      el(
        "p",
        { class: "aside" },
        `The first ${countText(entries.length)} of ${countText(count)}; with scripts this page has all of them.`,
      ),
  ];
}

/** The page's own heading is the overview's. */
function withoutHeading(child: Child): readonly Child[] {
  const [, ...rest] = child as readonly Child[];
  return [el("h2", {}, "Where PyTorch and TensorFlow differ"), ...rest];
}

function concept(page: AtlasPages["concepts"][number]): Markup | undefined {
  const main = page.highlights.filter(({ note }) => note.main);
  if (main.length === 0 && page.recipes.length === 0) return undefined;
  return el(
    "section",
    { id: `/differences/${page.name}` },
    el("h2", {}, page.title),
    el("div", { class: "highlights" }, ...main.map(highlight)),
    ...page.recipes.map(({ title, python }) => [el("h3", {}, title), codeBlock(python, title)]),
  );
}
