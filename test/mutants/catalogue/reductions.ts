import type { Call } from "../../../src/adapter.ts";
import { reductionName } from "../../../src/reference/pytorch/torch.ts";
import type { Mutant, MutantKind } from "../mutant.ts";
import { REDUCING } from "../specimens.ts";
import { ofCall } from "../wrappers.ts";

/** A sum where the mean is due, in every loss that has a reduction. */
export const sumsForMeans: MutantKind = {
  kind: "the sum for the mean",
  mutants: REDUCING.map((loss) => reducing(loss, "sums for the mean", "mean", "sum", ["SUM_FOR_MEAN"])),
};

/** A mean where the sum is due. */
export const meansForSums: MutantKind = {
  kind: "the mean for the sum",
  mutants: REDUCING.map((loss) => reducing(loss, "averages for the sum", "sum", "mean", ["MEAN_FOR_SUM"])),
};

/** Nothing is reduced where the mean is due. */
export const missingReductions: MutantKind = {
  kind: "no reduction for the mean",
  mutants: REDUCING.map((loss) => reducing(loss, "does not reduce to the mean", "mean", "none", ["REDUCTION_MISSING"])),
};

/** The mean where nothing is to be reduced. */
export const extraReductions: MutantKind = {
  kind: "the mean for no reduction",
  mutants: REDUCING.map((loss) =>
    reducing(loss, "averages where nothing is reduced", "none", "mean", ["REDUCTION_EXTRA"]),
  ),
};

// --- internal ---

type Kind = "none" | "sum" | "mean";

function reducing(loss: string, what: string, from: Kind, to: Kind, expected: readonly string[]): Mutant {
  // That one value of the one argument is taken for another is the same observation.
  const mutation = ofCall((call) => (kindOf(call) === from ? { args: reducedBy(call, to) } : {}));
  return { loss, what, expected: [...expected, "ARGUMENT_TREATED_AS"], mutation };
}

function kindOf({ loss, args }: Call): Kind | undefined {
  const name = loss.startsWith("torch.") ? reductionName(args) : (args.reduction ?? "auto");
  if (/^none$/i.test(String(name))) return "none";
  if (name === "sum" || name === "weighted_sum") return "sum";
  return /^(auto|mean|elementwise_mean|sum_over_batch_size|weighted_mean|weighted_sum_(by|over)_\w+)$/.test(
    String(name),
  )
    ? "mean"
    : undefined;
}

function reducedBy({ loss, args }: Call, to: Kind): Call["args"] {
  const { reduction: _, size_average: __, reduce: ___, ...rest } = args;
  if (to === "mean") return rest;
  return { ...rest, reduction: to === "sum" && loss.startsWith("tf.compat.v1.") ? "weighted_sum" : to };
}
