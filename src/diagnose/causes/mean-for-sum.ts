import { defineDiagnosis } from "../define.ts";
import { answerReducedLike, reductionOf } from "../roles.ts";

/** A sum is answered with the mean. */
export const meanForSum = defineDiagnosis({
  code: "MEAN_FOR_SUM",
  title: "The mean where the sum is due",
  sentence: () => "averages where it should add",
  suggest: () => [{}],
  predict: (testCase, _, world) =>
    reductionOf(testCase, world) === "sum" ? answerReducedLike(testCase, world, undefined) : undefined,
});
