import type { Argument } from "../../../src/format/argument.ts";
import type { CatalogueArgument } from "../../../src/format/catalogue.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import type { Mutant, MutantKind } from "../mutant.ts";
import { LOSSES, SPECIMENS } from "../specimens.ts";
import { defaulting, treating } from "../wrappers.ts";

/** Arguments that other kinds of mutants are about, or that nothing depends on. */
const ELSEWHERE = new Set(["reduction", "size_average", "reduce", "name", "scope", "loss_collection", "seed"]);

/** Old and new names of one argument: whoever gives both is refused. */
const ALIASES: { readonly [name: string]: readonly string[] } = { axis: ["dim"], dim: ["axis"] };

/** Each number, switch or name that a loss takes by default, replaced by another one that it was recorded with. */
export const defaults: MutantKind = {
  kind: "an argument has another default",
  mutants: pairs().flatMap(([loss, name, argument]) => {
    // None stands for the last axis.
    const other = plainValues(argument).find((value) => !(name in ALIASES && value === -1));
    return other === undefined ? [] : [anotherDefault(loss, name, other)];
  }),
};

/** One value of an argument that is not its default, taken for another one. */
export const treatments: MutantKind = {
  kind: "a value of an argument is taken for another",
  mutants: pairs().flatMap(([loss, name, argument]) => {
    const [given, as] = plainValues(argument);
    return given === undefined || as === undefined ? [] : [anotherValue(loss, name, given, as)];
  }),
};

// --- internal ---

function pairs(): (readonly [string, string, CatalogueArgument])[] {
  return SPECIMENS.flatMap((loss) =>
    Object.entries(LOSSES[loss]!.arguments)
      .filter(([name, { default: usual }]) => usual !== undefined && !ELSEWHERE.has(name))
      .map(([name, argument]) => [loss, name, argument] as const),
  );
}

/** What its values besides the default are, of those that are recorded in combinations and that a name in a case id spells out. */
function plainValues({ default: usual, values }: CatalogueArgument): Argument<Tensor>[] {
  const usable = values.filter(({ name, recorded, suspect }) => name !== usual && recorded !== "rejected" && !suspect);
  return usable.flatMap(({ name }): Argument<Tensor>[] => {
    if (name === "true" || name === "false") return [name === "true"];
    return name !== "" && Number.isFinite(Number(name)) ? [Number(name)] : [];
  });
}

function anotherDefault(loss: string, name: string, value: Argument<Tensor>): Mutant {
  const alike = name === "from_logits" ? ["PROBABILITIES_AS_LOGITS"] : [];
  // Labels do not have the axis of the classes: with another one every shape is refused.
  if (name === "axis" && /sparse/i.test(loss)) alike.push("REJECTS_LEGAL");
  return {
    loss,
    what: `takes ${name}=${value} by default`,
    expected: ["WRONG_DEFAULT", ...alike],
    mutation: defaulting(name, value, ...(ALIASES[name] ?? [])),
  };
}

function anotherValue(loss: string, name: string, given: Argument<Tensor>, as: Argument<Tensor>): Mutant {
  return {
    loss,
    what: `takes ${name}=${given} for ${as}`,
    expected: ["ARGUMENT_TREATED_AS"],
    mutation: treating(name, given, as),
  };
}
