import { defineDiagnosis } from "../define.ts";
import { clampedPlaces, isUnbounded, isWrongOnlyAt } from "../local.ts";
import { placesOf } from "../places.ts";

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
