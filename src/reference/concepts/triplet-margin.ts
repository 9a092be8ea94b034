import { type Args, boolean, float, truthy } from "../arguments.ts";
import { add, sub } from "../engine/operations.ts";
import type { Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { DISTANCES, pairwiseDistance } from "../pytorch/distances.ts";
import { clampMin, minimum } from "../pytorch/ops.ts";
import { reduceBy, reduced, reductionOf, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";

/**
 * max(0, d(anchor, positive) − d(anchor, negative) + margin); with `swap` the negative's distance is the smaller of those to anchor and
 * positive. PyTorch only.
 */
export const tripletMargin: Losses = {
  // ATen/native/Loss.cpp: triplet_margin_loss
  ...torch("TripletMarginLoss", "triplet_margin_loss", ({ inputs, args }) => {
    const [p, epsilon] = [float(args, "p", 2), float(args, "eps", 1e-6)];
    const distance = (x: Variable, y: Variable) => pairwiseDistance(x, y, p, epsilon);
    const { positive, negative } = distances(inputs, distance, boolean(args, "swap", false));
    return reduced(clampMin(sub(add(positive, float(args, "margin", 1)), negative), 0), args);
  }),

  // nn/functional.py: triplet_margin_with_distance_loss
  ...torch("TripletMarginWithDistanceLoss", "triplet_margin_with_distance_loss", ({ inputs, args }) => {
    const { positive, negative } = distances(inputs, distanceOf(args), truthy(args, "swap"));
    const losses = clampMin(add(sub(positive, negative), float(args, "margin", 1)), 0);
    return reduceBy(losses, reductionOf(args.reduction === undefined ? "mean" : args.reduction));
  }),
};

// --- internal ---

function distances(
  { anchor, positive, negative }: LossCall["inputs"],
  distance: (x: Variable, y: Variable) => Variable,
  swap: boolean,
) {
  const toPositive = distance(anchor!, positive!);
  const toNegative = distance(anchor!, negative!);
  return {
    positive: toPositive,
    negative: swap ? minimum(toNegative, distance(positive!, negative!)) : toNegative,
  };
}

function distanceOf(args: Args): (x: Variable, y: Variable) => Variable {
  const value = args.distance_function ?? null;
  if (value === null) return DISTANCES.pairwise_distance;
  if (typeof value === "object" && "callable" in value) return DISTANCES[value.callable];
  throw refusal("TypeError", "distance_function is not callable");
}
