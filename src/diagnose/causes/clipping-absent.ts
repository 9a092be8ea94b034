import { numbers } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import type { Failure } from "../failure.ts";
import { clampedPlaces, isWrongOnlyAt } from "../local.ts";
import { differingAt, placesOf } from "../places.ts";

/** Wrong only where the framework clamps, and there without bounds, or with a gradient where the clamp lets none through. */
export const clippingAbsent = defineDiagnosis({
  code: "CLIPPING_ABSENT",
  title: "A clamp is missing",
  sentence: () => "does not clip: it is off only where the framework does, and there it has no bound or a gradient",
  scope: (testCase, world) => clampedPlaces(testCase, world).includes(true),
  // Where all values are right it is the derivative that is another: GRADIENT_SATURATED.
  isProvenBy: (explained) => explained.some(({ gradientOf }) => gradientOf === undefined),
  suggest: (failure, world) => (isUnbounded(failure) && !placesOf(failure.testCase, world).hasNonFinite ? [{}] : []),
  explains: (failure, _, world) => {
    if (failure.gradientOf !== undefined && !isUnbounded(failure)) return false;
    return isWrongOnlyAt(failure, clampedPlaces(failure.testCase, world), world, LITTLE);
  },
});

// --- internal ---

/** An epsilon that is missing, too, shows a little everywhere. */
const LITTLE = 1e-4;

/** Something infinite or undefined where the golden is finite, or a gradient where the golden has none. */
function isUnbounded(failure: Failure): boolean {
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
