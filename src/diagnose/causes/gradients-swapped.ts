import { goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";

/** The value is right, and each of two gradients stands under the other's name. */
export const gradientsSwapped = defineDiagnosis({
  code: "GRADIENTS_SWAPPED",
  title: "Two gradients are swapped",
  sentence: ({ first, second }) => `answers the gradient of ${first} as that of ${second}`,
  suggest: ({ gradientOf, testCase }) =>
    gradientOf === undefined
      ? []
      : testCase.wrt.filter((input) => input !== gradientOf).map((input) => pair(gradientOf, input)),
  predict: (testCase, { first, second }) => {
    const golden = goldenAnswer(testCase);
    const [one, other] = [golden?.gradients[String(first)], golden?.gradients[String(second)]];
    if (golden === undefined || one === undefined || other === undefined) return undefined;
    return { ...golden, gradients: { ...golden.gradients, [first!]: other, [second!]: one } };
  },
});

// --- internal ---

function pair(a: string, b: string): { readonly first: string; readonly second: string } {
  return a < b ? { first: a, second: b } : { first: b, second: a };
}
