import type { SuiteCase } from "../cases/load.ts";
import type { Argument } from "../format/argument.ts";
import { sameShape, sizeOf, type Tensor } from "../tensor/tensor.ts";
import type { Prediction } from "./define.ts";
import type { World } from "./world.ts";

/** The name of the loss's input with one of the roles. */
export function inputNamed(testCase: SuiteCase, world: World, ...roles: readonly string[]): string | undefined {
  const inputs = world.lossOf(testCase.loss)?.inputs ?? {};
  return Object.keys(inputs).find((name) => roles.includes(inputs[name]!.role) && name in testCase.raw.inputs);
}

/** The tensor that the case gives for a role. */
export function inputOf(testCase: SuiteCase, world: World, ...roles: readonly string[]): Tensor | undefined {
  const name = inputNamed(testCase, world, ...roles);
  return name === undefined ? undefined : testCase.inputs()[name];
}

/** The tensor that weighs the losses of a case: its sample weights, or the argument `weight`. */
export function weightsOf(testCase: SuiteCase, world: World): Tensor | undefined {
  return sampleWeightsOf(testCase, world) ?? tensorArgument(testCase.args().weight);
}

/** The weights of the samples: an input, or the argument `weights`, which may be one number. */
export function sampleWeightsOf(testCase: SuiteCase, world: World): Tensor | undefined {
  const { weights } = testCase.args();
  if (typeof weights === "number") return { dtype: "float32", shape: [], data: [weights] };
  return inputOf(testCase, world, "weights") ?? tensorArgument(weights);
}

/** What a numeric argument is in a case: as given, or its default. */
export function numericArguments(testCase: SuiteCase, world: World): Map<string, number> {
  const found = new Map<string, number>();
  const { named } = world.factsOf(testCase);
  for (const [name, { default: usual }] of Object.entries(world.lossOf(testCase.loss)?.arguments ?? {})) {
    const value = Number(named.get(name) ?? usual ?? "");
    if ((named.get(name) ?? usual ?? "") !== "" && Number.isFinite(value)) found.set(name, value);
  }
  return found;
}

export type ReductionKind = "none" | "sum" | "mean" | "batchmean";

/** How a case reduces; `undefined` for a loss that has no such argument. PyTorch's legacy arguments come before it. */
export function reductionOf(testCase: SuiteCase, world: World): ReductionKind | undefined {
  if (world.lossOf(testCase.loss)?.arguments.reduction === undefined) return undefined;
  const { named } = world.factsOf(testCase);
  // It divides by the batch whatever the legacy arguments say.
  if (named.get("reduction") === "batchmean") return "batchmean";
  const [average, reduce] = [named.get("size_average"), named.get("reduce")];
  if (average !== undefined || reduce !== undefined) {
    if (reduce === "false") return "none";
    return average === "false" ? "sum" : "mean";
  }
  const reduction = named.get("reduction") ?? "";
  if (/^none$/i.test(reduction)) return "none";
  return /^(weighted_)?sum$/i.test(reduction) ? "sum" : "mean";
}

/** The same call with another reduction, as recorded. */
export function reducedLike(testCase: SuiteCase, world: World, reduction: string | undefined): SuiteCase | undefined {
  return world.sibling(testCase, { size_average: undefined, reduce: undefined, reduction });
}

/** The name of the reduction that adds. */
export function sumReduction(loss: string): string {
  return loss.startsWith("tf.compat.v1.losses.") ? "weighted_sum" : "sum";
}

/** The answer to the same call with another reduction. */
export function answerReducedLike(testCase: SuiteCase, world: World, reduction: string | undefined): Prediction {
  return world.answerTo(testCase, { size_average: undefined, reduce: undefined, reduction });
}

/** The shape of what a case reduces: that of the recorded answer that does not. */
export function shapeOfLosses(testCase: SuiteCase, world: World): readonly number[] | undefined {
  if (reductionOf(testCase, world) === undefined) return undefined;
  // Where the unreduced call was not recorded with these arguments it was without them, and they change no shape.
  const others = Object.fromEntries([...world.factsOf(testCase).named.keys()].map((name) => [name, undefined]));
  const unreduced =
    reductionOf(testCase, world) === "none"
      ? testCase
      : (reducedLike(testCase, world, "none") ?? world.sibling(testCase, { ...others, reduction: "none" }));
  const like = unreduced ?? unreducedOf(testCase, world);
  const shape = like && answeredShape(like);
  if (shape !== undefined) return shape;
  // Of other inputs of the same rank: as many of the leading axes as there are left.
  const other = unreducedOf(testCase, world, true);
  const [ours, theirs] = [testCase, other].map((each) => each && inputOf(each, world, "prediction")?.shape);
  const left = other && answeredShape(other);
  const isLeading = left?.every((extent, axis) => extent === theirs?.[axis]);
  return isLeading ? ours?.slice(0, left!.length) : undefined;
}

/** How many losses a case reduces. */
export function lossCount(testCase: SuiteCase, world: World): number | undefined {
  const shape = shapeOfLosses(testCase, world);
  return shape && sizeOf(shape);
}

// --- internal ---

const unreduced = new WeakMap<World, Map<string, SuiteCase | undefined>>();

function answeredShape(testCase: SuiteCase): readonly number[] | undefined {
  const golden = testCase.expected();
  return "rejected" in golden ? undefined : golden.value.tensor.shape;
}

/** Any answered case that does not reduce, on the same inputs or on others that broadcast alike. */
function unreducedOf(testCase: SuiteCase, world: World, anyFamily = false): SuiteCase | undefined {
  const known = unreduced.get(world) ?? new Map<string, SuiteCase | undefined>();
  unreduced.set(world, known);
  const { loss, family } = world.factsOf(testCase);
  const key = `${loss}/${anyFamily ? layoutOf(testCase, world) : family}`;
  if (!known.has(key)) {
    const found = [...world.casesOf(loss).values()].find(
      (other) =>
        (anyFamily ? layoutOf(other, world) === layoutOf(testCase, world) : world.factsOf(other).family === family) &&
        reductionOf(other, world) === "none" &&
        !("rejected" in other.expected()),
    );
    known.set(key, found);
  }
  return known.get(key);
}

/** The rank of the prediction, and how the target's shape lies to its. */
function layoutOf(testCase: SuiteCase, world: World): string {
  const [prediction, target] = ["prediction", "target"].map((role) => inputOf(testCase, world, role)?.shape);
  const isAlike = prediction && target && sameShape(prediction, target);
  return isAlike ? `${prediction.length} alike` : `${prediction?.length} ${target?.length}`;
}

function tensorArgument(argument: Argument<Tensor> | undefined): Tensor | undefined {
  return argument !== null && typeof argument === "object" && "tensor" in argument ? argument.tensor : undefined;
}
