import { EVERY_INPUT, goldenAnswer, withGradients } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { shown } from "../factor.ts";
import { measuredFactors, namedFactor } from "../measure.ts";
import { scaled } from "../tensors.ts";

/** The value is right, its gradient is the golden one times a constant, an extent of the inputs or an argument. */
export const gradientScaled = defineDiagnosis({
  code: "GRADIENT_SCALED",
  title: "The gradient is scaled",
  sentence: ({ input, by }) => `answers ${shown(by!)} times the gradient of ${input}`,
  *suggest({ actual, expected, gradientOf, testCase }, world) {
    const given = gradientOf === undefined ? undefined : actual?.gradients?.[gradientOf];
    const golden = gradientOf === undefined ? undefined : expected?.gradients[gradientOf];
    if (given === undefined || golden === undefined || gradientOf === undefined) return;
    for (const by of measuredFactors(given, golden, testCase, world)) {
      yield { input: EVERY_INPUT, by };
      yield { input: gradientOf, by };
    }
  },
  isMeasured: ({ by }) => typeof by === "number",
  predict: (testCase, { input, by }, world) => {
    const golden = goldenAnswer(testCase);
    const factor = namedFactor(by!, testCase, world);
    if (golden === undefined || factor === undefined || factor === 1) return undefined;
    return withGradients(golden, String(input), (gradient) => scaled(gradient, factor));
  },
});
