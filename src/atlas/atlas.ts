import type { CaseFile, Framework } from "../format/case-file.ts";
import type { Catalogue } from "../format/catalogue.ts";
import { type Difference, findDifferences, isDifference, readability } from "./differences.ts";
import type { Experiment, ExperimentFile } from "./experiment.ts";
import type { Note } from "./note.ts";
import { explain, NOTES } from "./notes.ts";
import { findPairs, type Pair } from "./pairs.ts";
import type { Impossible, Recipe, RecipeFile } from "./recipe.ts";
import { type CheckedStatement, checkStatements } from "./statements.ts";

/** A note with the pair of goldens that shows it best, and how many show it. */
export interface Highlight {
  readonly note: Note;
  readonly pair: Pair;
  readonly pairs: number;
}

/** All there is to say about one concept. */
export interface ConceptAtlas {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly losses: { readonly [framework in Framework]: readonly string[] };
  readonly highlights: readonly Highlight[];
  readonly differences: readonly Difference[];
  /** Pairs that were compared, and those of them that agree in value and gradient. */
  readonly compared: number;
  readonly agreeing: number;
  readonly recipes: readonly Recipe[];
  readonly impossible: readonly Impossible[];
  readonly experiments: readonly Experiment[];
}

export interface Atlas {
  readonly versions: { readonly [framework in Framework]: string };
  readonly concepts: readonly ConceptAtlas[];
  /** What concerns no concept more than another. */
  readonly general: readonly Experiment[];
  readonly statements: readonly CheckedStatement[];
  readonly prelude: ExperimentFile["prelude"];
}

/** Everything that the goldens, the recipes' runs and the experiments show of how the frameworks differ. */
export function buildAtlas(input: {
  readonly files: Iterable<CaseFile>;
  readonly catalogue: Pick<Catalogue, "losses" | "concepts">;
  readonly recipes: RecipeFile;
  readonly experiments: ExperimentFile;
}): Atlas {
  const { catalogue, recipes, experiments } = input;
  const pairs = groupBy(findPairs(input.files, catalogue), ({ concept }) => concept);
  const concepts = Object.entries(catalogue.concepts).map(([name, { title, about }]): ConceptAtlas => {
    const own = pairs.get(name) ?? [];
    const found = findDifferences(own);
    const members = Object.entries(catalogue.losses).filter(([, { concept }]) => concept === name);
    const of = (framework: Framework) =>
      members.filter(([, loss]) => loss.framework === framework).map(([loss]) => loss);
    return {
      name,
      title,
      about,
      losses: { tensorflow: of("tensorflow"), pytorch: of("pytorch") },
      highlights: findHighlights(own),
      differences: found.filter(isDifference),
      compared: own.length,
      agreeing: found.filter((each) => !isDifference(each)).reduce((sum, each) => sum + each.pairs, 0),
      recipes: recipes.recipes.filter(({ concept }) => concept === name),
      impossible: recipes.impossible.filter(({ concept }) => concept === name),
      experiments: experiments.experiments.filter(({ concept }) => concept === name),
    };
  });
  return {
    versions: experiments.versions,
    concepts: concepts.sort((a, b) => (a.title < b.title ? -1 : 1)),
    general: experiments.experiments.filter(({ concept }) => !concept || !catalogue.concepts[concept]),
    statements: experiments.experiments.length === 0 ? [] : checkStatements(experiments),
    prelude: experiments.prelude,
  };
}

/** The notes that these pairs bear out, each with its best example: the main ones first, those on forms last. */
export function findHighlights(pairs: readonly Pair[]): Highlight[] {
  const byNote = groupBy(pairs, (pair) => explain(pair));
  const found = NOTES.flatMap((note) => {
    const fitting = byNote.get(note) ?? [];
    const [pair] = [...fitting].sort((a, b) => readability(a) - readability(b));
    return pair ? [{ note, pair, pairs: fitting.length }] : [];
  });
  // What most pairs show is what a reader most likely came for.
  return found.sort((a, b) => rank(a.note) - rank(b.note) || b.pairs - a.pairs);
}

// --- internal ---

function rank({ main, kind, concepts }: Note): number {
  if (main) return concepts ? 0 : 1;
  return kind === "forms" ? 3 : 2;
}

/** `Map.groupBy`, which Node 20 does not have. */
function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
