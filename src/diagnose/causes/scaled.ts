import { answerLike, goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { shown } from "../factor.ts";
import { measuredFactors, namedFactor } from "../measure.ts";
import { scaled as times } from "../tensors.ts";

/** The answer is the golden times a constant, an extent of the inputs or an argument. */
export const scaled = defineDiagnosis({
  code: "SCALED",
  title: "Scaled by a constant",
  sentence: ({ by }) => `answers ${shown(by!)} times what is expected`,
  suggest: (failure, world) => {
    const { actual, expected, gradientOf, testCase } = failure;
    if (actual === undefined || expected === undefined || gradientOf !== undefined) return [];
    return measuredFactors(actual.value, expected.value, testCase, world)
      .filter((by) => typeof by === "string" || Math.abs(by - 1) > NEARLY_ONE)
      .map((by) => ({ by }));
  },
  isMeasured: ({ by }) => typeof by === "number",
  isOfValues: true,
  predict: (testCase, { by }, world) => {
    const golden = goldenAnswer(testCase);
    const factor = namedFactor(by!, testCase, world);
    if (golden === undefined || factor === undefined || factor === 1) return undefined;
    return answerLike(golden, (tensor) => times(tensor, factor));
  },
});

// --- internal ---

/** Nearer to 1 it is an error of the arithmetic: RELATIVE_ERROR. */
const NEARLY_ONE = 2e-3;
