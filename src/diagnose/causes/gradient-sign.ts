import { EVERY_INPUT, goldenAnswer, withGradients } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { scaled } from "../tensors.ts";

/** The value is right, its gradient has the opposite sign. */
export const gradientSign = defineDiagnosis({
  code: "GRADIENT_SIGN",
  title: "The gradient's sign is flipped",
  sentence: ({ input }) => `answers the gradient of ${input} with the opposite sign`,
  suggest: ({ gradientOf }) => (gradientOf === undefined ? [] : [{ input: EVERY_INPUT }, { input: gradientOf }]),
  predict: (testCase, { input }) => {
    const golden = goldenAnswer(testCase);
    return golden && withGradients(golden, String(input), (gradient) => scaled(gradient, -1));
  },
});
