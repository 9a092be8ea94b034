import type { Atlas, ConceptAtlas } from "../../atlas/atlas.ts";
import type { Difference } from "../../atlas/differences.ts";
import type { Experiment } from "../../atlas/experiment.ts";
import type { Note } from "../../atlas/note.ts";
import type { Pair } from "../../atlas/pairs.ts";
import type { Impossible, Recipe } from "../../atlas/recipe.ts";
import type { CheckedStatement } from "../../atlas/statements.ts";
import { pairText } from "../../atlas/words.ts";
import type { Framework } from "../../format/case-file.ts";

/** The atlas as the page holds it: an index that is there at once, and a block for each page. */
export interface AtlasPages {
  readonly index: AtlasIndex;
  readonly concepts: readonly ConceptPage[];
  readonly general: GeneralPage;
  readonly statements: readonly CheckedStatement[];
}

export interface AtlasIndex {
  readonly versions: Atlas["versions"];
  readonly concepts: readonly ConceptEntry[];
  readonly experiments: number;
  readonly statements: number;
  readonly wrong: number;
}

export interface ConceptEntry {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly losses: readonly string[];
  /** What a reader should know first. */
  readonly first: readonly string[];
  readonly only?: Framework;
  readonly compared: number;
  readonly agreeing: number;
  readonly differences: number;
  readonly recipes: number;
}

export interface ConceptPage {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly losses: ConceptAtlas["losses"];
  readonly compared: number;
  readonly agreeing: number;
  readonly highlights: readonly HighlightEntry[];
  readonly differences: readonly DifferenceEntry[];
  readonly recipes: readonly Recipe[];
  readonly impossible: readonly Impossible[];
  readonly experiments: readonly Experiment[];
  readonly prelude: Atlas["prelude"];
}

export interface HighlightEntry {
  readonly note: Pick<Note, "title" | "text" | "main">;
  readonly pair: Pair;
  readonly relation: string;
  readonly pairs: number;
}

export interface DifferenceEntry {
  readonly left: string;
  readonly right: string;
  readonly kind: Pair["kind"];
  readonly text: string;
  readonly on: readonly string[];
  readonly dtypes: readonly string[];
  readonly pairs: number;
  readonly why?: string;
  readonly isOfLogarithm: boolean;
}

export interface GeneralPage {
  readonly experiments: readonly Experiment[];
  readonly prelude: Atlas["prelude"];
}

export function atlasPages(atlas: Atlas): AtlasPages {
  const { concepts, general, statements, versions, prelude } = atlas;
  return {
    index: {
      versions,
      concepts: concepts.map(entryOf),
      experiments: general.length,
      statements: statements.length,
      wrong: statements.filter(({ verdict }) => verdict !== "holds").length,
    },
    concepts: concepts.map((concept) => pageOf(concept, prelude)),
    general: { experiments: general, prelude },
    statements,
  };
}

/** A call as one would write it. */
export function callText({ loss, args }: { readonly loss: string; readonly args: string }): string {
  return args === "" ? loss : `${loss}(${args})`;
}

// --- internal ---

function entryOf(concept: ConceptAtlas): ConceptEntry {
  const { name, title, about, losses, highlights, compared, agreeing, differences, recipes } = concept;
  const main = highlights.filter(({ note }) => note.main);
  const only = losses.pytorch.length === 0 ? "tensorflow" : losses.tensorflow.length === 0 ? "pytorch" : undefined;
  return {
    name,
    title,
    about,
    losses: [...losses.tensorflow, ...losses.pytorch],
    first: (main.length > 0 ? main : highlights.slice(0, 1)).map(({ note }) => note.title),
    ...(only && { only }),
    compared,
    agreeing,
    differences: differences.length,
    recipes: recipes.length,
  };
}

function pageOf(concept: ConceptAtlas, prelude: Atlas["prelude"]): ConceptPage {
  const { highlights, differences, ...rest } = concept;
  return {
    ...rest,
    highlights: highlights.map(({ note: { title, text, main }, pair, pairs }) => ({
      note: { title, text, ...(main && { main }) },
      pair,
      relation: pairText(pair),
      pairs,
    })),
    differences: differences.map(differenceOf),
    prelude,
  };
}

function differenceOf({ example, kind, text, families, dtypes, pairs, note }: Difference): DifferenceEntry {
  return {
    left: callText(example.left),
    right: callText(example.right),
    kind,
    text,
    on: families,
    dtypes,
    pairs,
    ...(note && { why: note.title }),
    isOfLogarithm: example.conversion === "log",
  };
}
