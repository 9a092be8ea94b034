import path from "node:path";
import { readFileSync } from "node:fs";
import type { Catalogue, CatalogueLoss } from "../../src/format/catalogue.ts";

const CATALOGUE = path.resolve(import.meta.dirname, "../../cases/catalogue.json");

/** Every loss of the catalogue. */
export const LOSSES: { readonly [loss: string]: CatalogueLoss } = (
  JSON.parse(readFileSync(CATALOGUE, "utf8")) as Catalogue
).losses;

/** One loss of each pair of class and function, in turn the one and the other, and every loss that has no such counterpart. */
export const SPECIMENS: readonly string[] = chosen();

/** The losses whose answers are scalars by an argument `reduction`. */
export const REDUCING: readonly string[] = Object.keys(LOSSES).filter(
  (loss) => LOSSES[loss]!.arguments.reduction !== undefined,
);

/** The name of the input that a role stands for in a loss. */
export function inputOfRole(loss: string, ...roles: readonly string[]): string | undefined {
  const { inputs } = LOSSES[loss]!;
  return Object.keys(inputs).find((name) => roles.includes(inputs[name]!.role));
}

// --- internal ---

function chosen(): string[] {
  const paired = Object.entries(LOSSES).filter(([, { form, counterpart }]) => form === "class" && counterpart);
  const single = Object.entries(LOSSES).filter(([, { counterpart }]) => counterpart === undefined);
  const ofPairs = paired.map(([loss, { counterpart }], i) => (i % 2 === 0 ? loss : counterpart!));
  return [...ofPairs, ...single.map(([loss]) => loss)].sort();
}
