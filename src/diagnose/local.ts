import type { SuiteCase } from "../cases/load.ts";
import { compareTensor } from "../compare.ts";
import { numbers } from "../tensor/tensor.ts";
import type { Failure } from "./failure.ts";
import { areWithin, differingAt, placesOf } from "./places.ts";
import type { World } from "./world.ts";

/** Which elements of the prediction a diagnosis of clamps looks at. */
export function clampedPlaces(testCase: SuiteCase, world: World): readonly boolean[] {
  const { isAtEdge, isLarge, isFlat, isSpread } = placesOf(testCase, world);
  // The gradient of an element that is spread over several shows no clamp at one of them.
  return isAtEdge.map((isEdge, i) => isEdge || isLarge[i]! || isFlat[i]! || isSpread);
}

/**
 * Whether everything that is wrong with an answer, its value and its gradients, is at marked elements of the prediction, but for errors of
 * at most `little` of the element.
 */
export function isWrongOnlyAt(failure: Failure, marked: readonly boolean[], world: World, little = 0): boolean {
  const places = placesOf(failure.testCase, world);
  const { expected, actual, testCase } = failure;
  if (expected === undefined || actual === undefined || places.isEmpty) return false;
  if (little === 0 && !marked.includes(true)) return false;
  const inValue = differingAt(failure, undefined, little);
  if (inValue === undefined || !areWithin(inValue, expected.value.tensor.shape, places, marked)) return false;
  return testCase.wrt.every((input) => {
    const [given, golden] = [actual.gradients?.[input], expected.gradients[input]];
    if (given === undefined || golden === undefined || compareTensor(given, golden).ok) return true;
    const at = differingAt(failure, input, little);
    return at !== undefined && areWithin(at, golden.tensor.shape, places, marked);
  });
}

/** Something infinite or undefined where the golden is finite, or a gradient where the golden has none. */
export function isUnbounded(failure: Failure): boolean {
  const { actual, expected, testCase } = failure;
  if (actual === undefined || expected === undefined) return false;
  const isInfinite = differingAt(failure)?.some(
    (i) => !Number.isFinite(numbers(actual.value)[i]) && Number.isFinite(numbers(expected.value.tensor)[i]),
  );
  if (isInfinite) return true;
  return testCase.wrt.some((input) => {
    const [given, golden] = [actual.gradients?.[input], expected.gradients[input]];
    return differingAt(failure, input)?.some((i) => golden?.tensor.data[i] === 0 && given?.data[i] !== 0) ?? false;
  });
}
