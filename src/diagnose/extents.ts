import type { SuiteCase } from "../cases/load.ts";
import { numbers, type Tensor } from "../tensor/tensor.ts";
import type { Extents } from "./factor.ts";
import { placesOf } from "./places.ts";
import {
  inputOf,
  lossCount,
  numericArguments,
  reductionOf,
  sampleWeightsOf,
  shapeOfLosses,
  weightsOf,
} from "./roles.ts";
import type { World } from "./world.ts";

/** What a factor may be in a case. */
export function extentsOf(testCase: SuiteCase, world: World): Extents {
  const shape = inputOf(testCase, world, "prediction")?.shape ?? Object.values(testCase.inputs())[0]?.shape ?? [];
  const elements = shape.reduce((product, extent) => product * extent, 1);
  const rank = shape.length;
  return {
    "the number of elements": elements,
    ...(rank > 0 && { "the batch size": shape[0]!, "the length of the last axis": shape[rank - 1]! }),
    ...(rank > 2 && { "the length of axis 1": shape[1]! }),
    ...Object.fromEntries(numericArguments(testCase, world)),
  };
}

/** What a mean may divide by, by name; all of them are recorded facts about the case. */
export function denominatorsOf(testCase: SuiteCase, world: World): Extents {
  const prediction = inputOf(testCase, world, "prediction");
  const count = lossCount(testCase, world) ?? prediction?.data.length;
  if (count === undefined) return {};
  const denominators: { [name: string]: number } = { "the number of losses": count };
  denominators["the batch size"] = (shapeOfLosses(testCase, world) ?? prediction?.shape ?? [])[0] ?? 1;
  const weights = weightsOf(testCase, world);
  const counted = countedLabels(testCase, world);
  if (counted !== undefined) denominators["the number of labels not ignored"] = counted.length;
  if (weights !== undefined && weights.data.length > 0) {
    const isOfSamples = sampleWeightsOf(testCase, world) !== undefined;
    const each = weightOfEach(numbers(weights), isOfSamples ? undefined : counted, count);
    denominators["the sum of the weights"] = each.reduce((sum, w) => sum + w, 0);
    denominators["the number of non-zero weights"] = each.filter((w) => w !== 0).length;
  }
  return denominators;
}

/** What a mean has nothing of, as a sentence says it; `undefined` where there is something to average. */
export function whatIsVoid(testCase: SuiteCase, world: World): string | undefined {
  if (placesOf(testCase, world).isEmpty) return "no elements";
  if (reductionOf(testCase, world) !== "mean") return undefined;
  const denominators = denominatorsOf(testCase, world);
  const isVoid = denominators["the number of labels not ignored"] === 0 || denominators["the sum of the weights"] === 0;
  return isVoid ? "every label is ignored, or the weights add up to nothing" : undefined;
}

// --- internal ---

/** The class labels that `ignore_index` leaves. */
function countedLabels(testCase: SuiteCase, world: World): readonly number[] | undefined {
  const labels: Tensor | undefined = inputOf(testCase, world, "labels");
  if (labels === undefined) return undefined;
  const ignored = numericArguments(testCase, world).get("ignore_index");
  return numbers(labels).filter((label) => label !== ignored);
}

/** Class weights are looked up by label; other weights are spread over the losses. */
function weightOfEach(weights: readonly number[], labels: readonly number[] | undefined, count: number): number[] {
  if (labels !== undefined) return labels.map((label) => weights[label] ?? 0);
  return Array.from({ length: count }, (_, i) => weights[Math.floor((i * weights.length) / count)] ?? 0);
}
