import type { Argument } from "../../format/argument.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Args, float, integer, truthy } from "../arguments.ts";
import { add, neg } from "../engine/operations.ts";
import { mean } from "../engine/reduce.ts";
import { gatherRows, matmulTransposed, pick, placeRows, reshape, slice } from "../engine/structure.ts";
import type { Variable } from "../engine/variable.ts";
import type { Losses } from "../loss.ts";
import { logSoftmax } from "../pytorch/log-softmax.ts";
import { refusal } from "../refusal.ts";

/**
 * −log p of the true class under a softmax in two steps: the head holds the frequent classes and one entry for each cluster of rare
 * ones, which has a softmax of its own over a smaller projection. The module's parameters are an input, one after another. PyTorch only.
 */
export const adaptiveLogSoftmax: Losses = {
  // nn/modules/adaptive.py; the value is the `loss` of the pair that the module returns
  "torch.nn.AdaptiveLogSoftmaxWithLoss": ({ inputs, args }) => {
    const layout = layoutOf(args);
    const [input, target] = [inputs.input!, inputs.target!];
    const { head, bias, tail } = parametersOf(inputs.parameters!, layout);
    const batch = target.shape[0] ?? 1;
    if (input.shape[0] !== batch)
      throw refusal("RuntimeError", "Input and target should have the same size in the batch dimension.");
    if (target.dtype !== "int64" || input.dtype !== head.dtype)
      throw refusal("RuntimeError", "expected another scalar type");

    const entries = [...target.data];
    let ofClusters: Variable | undefined;
    for (const [i, low] of [0, ...layout.cutoffs.slice(0, -1)].entries()) {
      const rows = rowsBetween(target, low, layout.cutoffs[i]!);
      if (i === 0 || rows.length === 0) continue;
      const { project, score } = tail[i - 1]!;
      const chosen = gatherRows(
        [input],
        rows.map((row) => ({ table: 0, row })),
      );
      const logProbabilities = logSoftmax(matmulTransposed(matmulTransposed(chosen, project), score), 1);
      const own = pick(
        logProbabilities,
        rows.map((row) => target.data[row]! - low),
      );
      const placed = placeRows(own, rows, batch);
      ofClusters = ofClusters === undefined ? placed : add(ofClusters, placed);
      for (const row of rows) entries[row] = layout.cutoffs[0]! + i - 1;
    }
    if (!target.data.every((label) => label >= 0 && label < layout.cutoffs.at(-1)!)) {
      throw refusal("RuntimeError", `Target values should be in [0, ${layout.cutoffs.at(-1)! - 1}]`);
    }
    const scores = matmulTransposed(input, head);
    const ofHead = pick(logSoftmax(bias === undefined ? scores : add(scores, bias), 1), entries);
    return mean(neg(ofClusters === undefined ? ofHead : add(ofClusters, ofHead)));
  },
};

// --- internal ---

interface Layout {
  readonly features: number;
  /** Where each cluster ends; the first is the size of the head's own part. */
  readonly cutoffs: readonly number[];
  readonly headSize: number;
  readonly hasBias: boolean;
  /** Width of each cluster's projection. */
  readonly widths: readonly number[];
}

function layoutOf(args: Args): Layout {
  const [features, classes] = [integer(args, "in_features", 0), integer(args, "n_classes", 0)];
  const given = cutoffsOf(args.cutoffs);
  const isSorted = given.every((cutoff, i) => Number.isInteger(cutoff) && cutoff > (given[i - 1] ?? 0));
  if (given.length === 0 || !isSorted || given.at(-1)! > classes - 1) {
    throw refusal(
      "ValueError",
      "cutoffs should be a sequence of unique, positive integers sorted in an increasing order",
    );
  }
  const divisor = float(args, "div_value", 4);
  if (divisor === 0) throw refusal("ZeroDivisionError", "float divmod()");
  const widths = given.map((_, i) => Math.floor(features / divisor ** (i + 1)));
  // torch.nn.Linear: neither negative extents nor, because of its initialisation, no inputs at all.
  if (!(features > 0 && widths.every((width) => width > 0)))
    throw refusal("ZeroDivisionError", "float division by zero");
  return {
    features,
    cutoffs: [...given, classes],
    headSize: given[0]! + given.length,
    hasBias: truthy(args, "head_bias"),
    widths,
  };
}

function cutoffsOf(value: Argument<Tensor> | undefined): readonly number[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "number")) return value as readonly number[];
  throw refusal("TypeError", "cutoffs must be a sequence of integers");
}

/** The parameters in the order of the module: the head's weight and bias, then projection and scores of each cluster. */
function parametersOf(vector: Variable, { features, cutoffs, headSize, hasBias, widths }: Layout) {
  let at = 0;
  const take = (...shape: number[]) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (at + size > vector.data.length)
      throw refusal("RuntimeError", `shape '[${shape}]' is invalid for what is left of the parameters`);
    at += size;
    return reshape(slice(vector, at - size, at), shape);
  };
  const head = take(headSize, features);
  const bias = hasBias ? take(headSize) : undefined;
  const tail = widths.map((width, i) => {
    const project = take(width, features);
    return { project, score: take(cutoffs[i + 1]! - cutoffs[i]!, width) };
  });
  return { head, bias, tail };
}

function rowsBetween(target: Variable, low: number, high: number): readonly number[] {
  return [...target.data.keys()].filter((row) => target.data[row]! >= low && target.data[row]! < high);
}
