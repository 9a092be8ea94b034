import type { CatalogueArgument } from "../../../src/format/catalogue.ts";
import type { Mutant, MutantKind } from "../mutant.ts";
import { LOSSES, SPECIMENS } from "../specimens.ts";
import { ignoring } from "../wrappers.ts";

/** Arguments on which no answer depends: names of operations, where a graph collects losses, the seed of samples that are given. */
const INERT = new Set(["name", "scope", "loss_collection", "seed"]);
/** Arguments without which TensorFlow's CTC losses refuse: there are mutants that refuse. */
const NEEDED = new Set(["labels", "label_length"]);

/** Each argument and each optional input, ignored. */
export const argumentsIgnored: MutantKind = {
  kind: "an argument is ignored",
  mutants: SPECIMENS.flatMap((loss) =>
    Object.entries(LOSSES[loss]!.arguments)
      .filter(([name, argument]) => !INERT.has(name) && !NEEDED.has(name) && canBeIgnored(argument))
      .map(([name]) => ignored(loss, name)),
  ),
};

// --- internal ---

/** It has a default, and a value besides it that was accepted once. */
function canBeIgnored({ default: usual, values }: CatalogueArgument): boolean {
  return usual !== undefined && values.some(({ name, recorded }) => name !== usual && recorded !== "rejected");
}

function ignored(loss: string, name: string): Mutant {
  return {
    loss,
    what: `ignores ${name}`,
    expected: ["ARGUMENT_IGNORED"],
    mutation: ignoring(name),
  };
}
