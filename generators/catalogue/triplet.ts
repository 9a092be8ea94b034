import { CALLABLES, type CallableName } from "../../src/format/argument.ts";
import { domain, flag, literal, TORCH_REDUCTION, unchecked } from "../domains.ts";
import { TRIPLETS } from "../inputs/triplets.ts";
import { defineConcept, type LossSpec, type Value } from "../types.ts";
import { torch } from "./build.ts";

const inputs = { anchor: ["prediction"], positive: ["positive"], negative: ["negative"] };
const margin = unchecked([1, 0, 0.5, -1, 2]);
const swap = flag(false);
const p = domain(
  [2, 1, 3, 0.5, 0, Number.POSITIVE_INFINITY].map((value) => literal(value)),
  [-1, Number.NEGATIVE_INFINITY, Number.NaN, "a", null].map((value) => literal(value)),
);
// 1e-8 is no suspect, but its product with everything else would be a megabyte that says nothing new.
const eps = domain(
  [1e-6, 0, 0.001].map((value) => literal(value)),
  [1e-8, -1, Number.POSITIVE_INFINITY, Number.NaN, "a"].map((value) => literal(value)),
);

const callable = (name: CallableName): Value => ({ name, make: () => ({ callable: name }) });
const distance = domain(
  [literal(null), ...CALLABLES.filter((name) => name !== "wrong_shape").map(callable)],
  [callable("wrong_shape"), literal("a")],
);

const withDistance = (loss: string, form: LossSpec["form"], counterpart: string): LossSpec => ({
  loss,
  framework: "pytorch",
  form,
  inputs,
  args: { distance_function: distance, margin, swap, reduction: TORCH_REDUCTION },
  counterpart,
});

const CLASS = "torch.nn.TripletMarginWithDistanceLoss";
const FUNCTION = "torch.nn.functional.triplet_margin_with_distance_loss";

export const tripletMargin = defineConcept({
  name: "triplet-margin",
  title: "Triplet margin",
  about: "Whether the anchor is nearer to the positive than to the negative by a margin; PyTorch only.",
  families: TRIPLETS,
  losses: [
    ...torch("TripletMarginLoss", "triplet_margin_loss", inputs, { margin, p, eps, swap }),
    withDistance(CLASS, "class", FUNCTION),
    withDistance(FUNCTION, "function", CLASS),
  ],
});
