import { defineDiagnosis } from "../define.ts";
import { predictionThrough } from "../transformed.ts";

/** The answer to log(prediction): the logarithm is taken once more than it is due. */
export const logDoubled = defineDiagnosis({
  code: "LOG_DOUBLED",
  title: "A logarithm too many",
  sentence: () => "takes a logarithm of the prediction that is not due",
  suggest: () => [{}],
  predict: (testCase, _, world) => predictionThrough(testCase, world, Math.log, (x) => 1 / x),
});
