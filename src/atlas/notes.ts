import type { Note } from "./note.ts";
import { NOTES_ON_ANY_LOSS } from "./notes-on-any-loss.ts";
import { NOTES_ON_CROSSENTROPIES } from "./notes-on-crossentropies.ts";
import { NOTES_ON_DISTANCES } from "./notes-on-distances.ts";
import { NOTES_ON_DIVERGENCES } from "./notes-on-divergences.ts";
import { NOTES_ON_REDUCTIONS } from "./notes-on-reductions.ts";
import { NOTES_ON_REJECTIONS } from "./notes-on-rejections.ts";
import type { Pair } from "./pairs.ts";

/** In the order in which they are asked: the first that fits explains. */
export const NOTES: readonly Note[] = [
  ...NOTES_ON_REJECTIONS,
  ...NOTES_ON_DIVERGENCES,
  ...NOTES_ON_REDUCTIONS,
  ...NOTES_ON_CROSSENTROPIES,
  ...NOTES_ON_DISTANCES,
  ...NOTES_ON_ANY_LOSS,
];

/** The note that explains what a pair shows. */
export function explain(pair: Pair): Note | undefined {
  const agrees = pair.relation.code === "equal" && !pair.gradient && pair.precision === undefined;
  if (agrees) return AGREEMENTS.find((note) => fits(pair, note));
  return NOTES.find((note) => fits(pair, note));
}

// --- internal ---

/** The notes on what agrees after a conversion; everything else that agrees needs none. */
const AGREEMENTS = NOTES.filter((note) => note.codes?.join() === "equal" && !note.gradient && !note.precision);

function fits(pair: Pair, note: Note): boolean {
  const { left, right, gradient, conversion, codes, rejects, reduction } = note;
  const rejected = pair.left.rejected ?? pair.right.rejected;
  return (
    (note.concepts?.includes(pair.concept) ?? true) &&
    pair.kind === (note.kind ?? "frameworks") &&
    (codes?.includes(pair.relation.code) ?? true) &&
    (note.family?.test(pair.family) ?? true) &&
    (note.dtypes?.test(pair.dtypes) ?? true) &&
    (left?.test(`${pair.left.loss}(${pair.left.args})`) ?? true) &&
    (right?.test(`${pair.right.loss}(${pair.right.args})`) ?? true) &&
    // A refusal is explained by its own words only.
    (rejected ? (rejects?.test(`${rejected.error}: ${rejected.message}`) ?? false) : !rejects) &&
    (!reduction || reduction.test(reductionAlone(pair) ?? "")) &&
    (!gradient || pair.gradient !== undefined) &&
    (!note.precision || pair.precision !== undefined) &&
    (conversion ?? pair.conversion ?? "none") === (pair.conversion ?? "none")
  );
}

/** What a reduction alone explains: `part` where TensorFlow’s value is one of PyTorch’s, `whole` the other way round, or the factor between two scalars. */
function reductionAlone({ relation, gradient }: Pair): string | undefined {
  const factors = [relation, gradient].flatMap((each) => (each && each.code !== "equal" ? [each] : []));
  const [first, ...others] = factors;
  if (first?.code === "reduced" && first.how === "mean" && others.length === 0 && !first.rest) {
    return first.which === "tensorflow" ? "part" : "whole";
  }
  const meanings = new Set(factors.map((each) => (each.code === "scaled" ? each.meaning : undefined)));
  return meanings.size === 1 ? [...meanings][0] : undefined;
}
