import { defineDiagnosis } from "../define.ts";
import { predictionThrough } from "../transformed.ts";

/** The answer to exp(prediction): a logarithm that the loss takes of its prediction, or expects to have been taken, is not there. */
export const logMissing = defineDiagnosis({
  code: "LOG_MISSING",
  title: "A logarithm is missing",
  sentence: () => "lacks the logarithm of the prediction",
  suggest: () => [{}],
  predict: (testCase, _, world) => predictionThrough(testCase, world, Math.exp, Math.exp),
});
