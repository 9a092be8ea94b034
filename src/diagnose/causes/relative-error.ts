import { answerLike, goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { shown } from "../factor.ts";
import { measuredFactors, namedFactor } from "../measure.ts";
import { scaled } from "../tensors.ts";

/** The answer is the golden times a constant very near to 1. */
export const relativeError = defineDiagnosis({
  code: "RELATIVE_ERROR",
  title: "Off by a constant relative error",
  sentence: ({ factor }) => `is off by a factor of ${shown(factor!)}, everywhere the same`,
  suggest: ({ actual, expected, gradientOf, testCase }, world) => {
    if (actual === undefined || expected === undefined || gradientOf !== undefined) return [];
    return measuredFactors(actual.value, expected.value, testCase, world)
      .filter((factor) => typeof factor === "number" && Math.abs(factor - 1) <= NEARLY_ONE)
      .map((factor) => ({ factor }));
  },
  isMeasured: () => true,
  isOfValues: true,
  predict: (testCase, { factor }, world) => {
    const golden = goldenAnswer(testCase);
    const by = namedFactor(factor!, testCase, world);
    return golden && by !== undefined ? answerLike(golden, (tensor) => scaled(tensor, by)) : undefined;
  },
});

// --- internal ---

/** Further from 1 it is a constant of the formula: SCALED. */
const NEARLY_ONE = 2e-3;
