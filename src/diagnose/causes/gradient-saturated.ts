import { defineDiagnosis } from "../define.ts";
import { clampedPlaces, isWrongOnlyAt } from "../local.ts";
import { placesOf } from "../places.ts";

/** The value is right, and its gradient is wrong only where the loss clips or saturates. */
export const gradientSaturated = defineDiagnosis({
  code: "GRADIENT_SATURATED",
  title: "The gradient is wrong where the loss saturates",
  sentence: ({ input }) => `answers another gradient of ${input} where the loss clips or saturates`,
  scope: (testCase, world) => clampedPlaces(testCase, world).includes(true),
  suggest: ({ gradientOf }) => (gradientOf === undefined ? [] : [{ input: gradientOf }]),
  explains: (failure, { input }, world) => {
    if (failure.gradientOf !== input || placesOf(failure.testCase, world).hasNonFinite) return false;
    return isWrongOnlyAt(failure, clampedPlaces(failure.testCase, world), world);
  },
});
