import type { ConceptCurves } from "../atlas/curves/data.ts";
import type { CheckedStatement } from "../atlas/statements.ts";
import type { AtlasIndex, ConceptPage, GeneralPage } from "./data/atlas-pages.ts";
import type { DetailsBlock, RowsBlock, Summary } from "./data/blocks.ts";
import { type LossTable, openTable } from "./data/table.ts";
import { inflate } from "./inflate.ts";
import { prepareWords } from "./select.ts";
import type { RunDiff } from "./views/diff.ts";

/** The page's data, each block inflated when it is first asked for, and kept. */
export interface Store {
  readonly summary: Summary;
  readonly table: (loss: number) => Promise<LossTable>;
  /** The rows of every loss: what a filter over the whole takes. */
  readonly tables: () => Promise<readonly LossTable[]>;
  readonly details: (loss: number) => Promise<DetailsBlock | undefined>;
  readonly atlas: () => Promise<AtlasIndex | undefined>;
  readonly concept: (name: string) => Promise<ConceptPage | undefined>;
  /** The curves of a concept, where they can be drawn. */
  readonly curves: (concept: string) => Promise<ConceptCurves | undefined>;
  readonly general: () => Promise<GeneralPage | undefined>;
  readonly statements: () => Promise<readonly CheckedStatement[] | undefined>;
  readonly diffs: () => Promise<readonly RunDiff[]>;
}

export async function openStore(): Promise<Store> {
  const summary = await inflate<Summary>("summary");
  if (!summary) throw new Error("the page has lost its data");
  const block = kept(<T>(id: string) => inflate<T>(id)) as <T>(id: string) => Promise<T | undefined>;
  const table = kept(async (loss: number) => {
    const rows = await inflate<RowsBlock>(`rows-${loss}`);
    if (!rows) throw new Error(`the page has no rows of loss ${loss}`);
    return openTable(summary.losses[loss]!.name, rows);
  });
  const all = kept(async () => {
    const tables = await Promise.all(summary.losses.map((_, loss) => table(loss)));
    setTimeout(() => prepareWords(tables), 50);
    return tables;
  });
  return {
    summary,
    table,
    tables: () => all(0),
    details: (loss) => block<DetailsBlock>(`details-${loss}`),
    atlas: () => block<AtlasIndex>("atlas"),
    concept: (name) => block<ConceptPage>(`concept-${name}`),
    curves: (concept) => block<ConceptCurves>(`curves-${concept}`),
    general: () => block<GeneralPage>("concept-any-loss"),
    statements: () => block<readonly CheckedStatement[]>("concept-what-you-may-have-read"),
    diffs: async () => (await block<readonly RunDiff[]>("diffs")) ?? [],
  };
}

// --- internal ---

function kept<K extends string | number, T>(load: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const known = new Map<K, Promise<T>>();
  return (key) => {
    let value = known.get(key);
    if (!value) {
      value = load(key);
      known.set(key, value);
    }
    return value;
  };
}
