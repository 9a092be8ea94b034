import type { Note } from "./note.ts";
import { explain } from "./notes.ts";
import type { Pair } from "./pairs.ts";
import { pairText } from "./words.ts";

/** All pairs of two losses and two sets of arguments that show one relation. */
export interface Difference {
  readonly kind: Pair["kind"];
  readonly concept: string;
  readonly text: string;
  readonly families: readonly string[];
  readonly dtypes: readonly string[];
  readonly example: Pair;
  readonly pairs: number;
  /** Why it is so, where that is known. */
  readonly note?: Note;
}

/** Groups pairs by what they show, in the order in which they were found. */
export function findDifferences(pairs: Iterable<Pair>): Difference[] {
  const groups = new Map<string, { best: Pair; families: Set<string>; dtypes: Set<string>; pairs: number }>();
  for (const pair of pairs) {
    const { left, right } = pair;
    const note = explain(pair)?.id;
    const key = JSON.stringify([left.loss, left.args, right.loss, right.args, pair.conversion, pairText(pair), note]);
    const group = groups.get(key) ?? { best: pair, families: new Set(), dtypes: new Set(), pairs: 0 };
    groups.set(key, group);
    group.families.add(pair.family);
    group.dtypes.add(pair.dtypes.split("/")[0]!);
    group.pairs++;
    if (readability(pair) < readability(group.best)) group.best = pair;
  }
  return [...groups.values()].map(({ best, families, dtypes, pairs: count }) => {
    const note = explain(best);
    return {
      kind: best.kind,
      concept: best.concept,
      text: pairText(best),
      families: [...families],
      dtypes: [...dtypes],
      example: best,
      pairs: count,
      ...(note && { note }),
    };
  });
}

/** Whether a difference is one: two equal answers to one question are the rule. */
export function isDifference({ example }: Difference): boolean {
  return example.relation.code !== "equal" || example.gradient !== undefined || example.precision !== undefined;
}

/** Small tensors of plain families in float32 make the better example. */
export function readability(pair: Pair): number {
  const values = [...(pair.left.value?.data ?? []), ...(pair.right.value?.data ?? [])];
  const special = values.some((value) => typeof value === "string") ? 50 : 0;
  const plain = /^(canonical|random|prob|saturated-prob|log-prob|logits|labels|one-hot|class|signs|binary)/.test(
    pair.family,
  )
    ? 0
    : 100;
  const zero = values.every((value) => Number(value) === 0) ? 1000 : 0;
  const other = pair.dtypes.startsWith("float32") ? 0 : 2000;
  const foreign = pair.family.startsWith("log-") ? 10 : 0;
  const form = /\.[A-Z][^.]*$/.test(pair.left.loss) ? 0 : 1;
  return other + foreign + zero + plain + special + form + 2 * Math.min(values.length, 40);
}
