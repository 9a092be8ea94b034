import { readFileSync } from "node:fs";
import path from "node:path";
import type { Catalogue, CatalogueLoss } from "../../src/format/catalogue.ts";

const CATALOGUE = path.resolve(import.meta.dirname, "../../cases/catalogue.json");

/** Every loss of the catalogue. */
export const LOSSES: { readonly [loss: string]: CatalogueLoss } = (
  JSON.parse(readFileSync(CATALOGUE, "utf8")) as Catalogue
).losses;

/** One loss of each pair of class and function, in turn the one and the other, and every loss that has no such counterpart. */
export const SPECIMENS: readonly string[] = chosen();

/** Every second specimen, for mutants that the arithmetic of the loss makes no difference to; the others have another such mutant. */
export const EVEN: readonly string[] = SPECIMENS.filter((_, i) => i % 2 === 0);
export const ODD: readonly string[] = SPECIMENS.filter((_, i) => i % 2 === 1);

/** The specimens that have an argument `reduction`. */
export const REDUCING: readonly string[] = SPECIMENS.filter((loss) => LOSSES[loss]!.arguments.reduction !== undefined);

// --- internal ---

function chosen(): string[] {
  const paired = Object.entries(LOSSES).filter(([, { form, counterpart }]) => form === "class" && counterpart);
  const single = Object.entries(LOSSES).filter(([, { counterpart }]) => counterpart === undefined);
  const ofPairs = paired.map(([loss, { counterpart }], i) => (i % 2 === 0 ? loss : counterpart!));
  return [...ofPairs, ...single.map(([loss]) => loss)].sort();
}
