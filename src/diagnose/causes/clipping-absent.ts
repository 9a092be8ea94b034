import { defineDiagnosis } from "../define.ts";
import { whatIsVoid } from "../extents.ts";
import type { Failure } from "../failure.ts";
import { clampedPlaces, isUnbounded, isWrongOnlyAt } from "../local.ts";
import { placesOf } from "../places.ts";
import type { World } from "../world.ts";

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
    if (isOfOtherCause(failure, world)) return false;
    if (failure.gradientOf !== undefined && !isUnbounded(failure)) return false;
    return isWrongOnlyAt(failure, clampedPlaces(failure.testCase, world), world, LITTLE);
  },
});

// --- internal ---

/** An epsilon that is missing, too, shows a little everywhere. */
const LITTLE = 1e-4;

/** There is nothing to average, or a kink: EMPTY_INPUT, GRADIENT_AT_KINK. */
function isOfOtherCause(failure: Failure, world: World): boolean {
  const { testCase, gradientOf } = failure;
  if (whatIsVoid(testCase, world) !== undefined) return true;
  return gradientOf !== undefined && isWrongOnlyAt(failure, placesOf(testCase, world).isAtKink, world);
}
