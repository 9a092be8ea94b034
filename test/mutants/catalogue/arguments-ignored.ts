import type { CatalogueArgument } from "../../../src/format/catalogue.ts";
import type { Mutant, MutantKind } from "../mutant.ts";
import { LOSSES, SPECIMENS } from "../specimens.ts";
import { ignoring } from "../wrappers.ts";

/** Arguments on which no answer depends, with the reason. */
const INERT: { readonly [argument: string]: string } = {
  name: "names the operation; no answer depends on it",
  scope: "names the operations in a graph; no answer depends on it",
  loss_collection: "says where a graph collects the loss; no answer depends on it",
  seed: "seeds the sampler, but every sample is given",
};

/** Each argument and each optional input, ignored. */
export const argumentsIgnored: MutantKind = {
  kind: "an argument is ignored",
  mutants: SPECIMENS.flatMap((loss) =>
    Object.entries(LOSSES[loss]!.arguments)
      .filter(([, argument]) => canBeIgnored(argument))
      .map(([name]) => ignored(loss, name)),
  ),
};

// --- internal ---

/** It has a default, and a value besides it that was accepted once. */
function canBeIgnored({ default: usual, values }: CatalogueArgument): boolean {
  return usual !== undefined && values.some(({ name, recorded }) => name !== usual && recorded !== "rejected");
}

function ignored(loss: string, name: string): Mutant {
  const equivalent = INERT[name];
  return {
    loss,
    what: `ignores ${name}`,
    expected: ["ARGUMENT_IGNORED"],
    ...(equivalent !== undefined && { equivalent }),
    mutation: ignoring(name),
  };
}
