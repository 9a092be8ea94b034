import { EVERY_INPUT, goldenAnswer, withGradients } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { mapTensor } from "../tensors.ts";

/** The value is right, its gradient is zero everywhere. */
export const gradientZero = defineDiagnosis({
  code: "GRADIENT_ZERO",
  title: "The gradient is zero",
  sentence: ({ input }) => `answers a gradient of ${input} that is zero everywhere`,
  suggest: ({ gradientOf }) => (gradientOf === undefined ? [] : [{ input: EVERY_INPUT }, { input: gradientOf }]),
  predict: (testCase, { input }) => {
    const golden = goldenAnswer(testCase);
    return (
      golden &&
      withGradients(golden, String(input), ({ tensor }) => ({ tensor: mapTensor(tensor, () => 0), allowance: 0 }))
    );
  },
});
