import { defineDiagnosis } from "../define.ts";
import { isWrongOnlyAt } from "../local.ts";
import { placesOf } from "../places.ts";

/** The value is right, and its gradient is wrong only where the loss has a kink: another side's derivative is taken there. */
export const gradientAtKink = defineDiagnosis({
  code: "GRADIENT_AT_KINK",
  title: "The gradient takes another side of a kink",
  sentence: ({ input }) => `takes the derivative of another side for ${input} where the loss has a kink`,
  scope: (testCase, world) => placesOf(testCase, world).isAtKink.includes(true),
  suggest: ({ gradientOf }) => (gradientOf === undefined ? [] : [{ input: gradientOf }]),
  explains: (failure, { input }, world) => {
    const { isAtKink } = placesOf(failure.testCase, world);
    return failure.gradientOf === input && isWrongOnlyAt(failure, isAtKink, world);
  },
});
