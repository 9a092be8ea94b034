import { classWeight, IGNORE_INDEX } from "../domains.ts";
import { NLL } from "../inputs/nll.ts";
import { defineConcept, type LossSpec } from "../types.ts";
import { torch } from "./build.ts";

const losses = torch(
  "NLLLoss",
  "nll_loss",
  { input: ["prediction"], target: ["labels"] },
  { weight: classWeight(1), ignore_index: IGNORE_INDEX },
);

/** Not an alias: a subclass that warns of its own deprecation. Its function is that of NLLLoss. */
function nllLoss2d({ counterpart: _, ...spec }: LossSpec): LossSpec {
  return { ...spec, loss: "torch.nn.NLLLoss2d" };
}

const NLL_LOSSES = losses.map(({ loss }) => loss);

export const nll = defineConcept({
  name: "nll",
  title: "Negative log-likelihood",
  about:
    "Picks the log-probability of the true class, negated; the weighted mean divides by the weights that were picked.",
  // The deprecated subclass is asked about the images that its name speaks of, its canonical family and the refusals.
  families: NLL.map((family) =>
    family.full || family.illegal || family.name.includes("image") ? family : { ...family, only: NLL_LOSSES },
  ),
  losses: [...losses, nllLoss2d(losses[0]!)],
});
