import { defineDiagnosis } from "../define.ts";
import { readAs } from "../logits.ts";

/** Probabilities are taken as logits: a sigmoid or softmax too many is applied. */
export const probabilitiesAsLogits = defineDiagnosis({
  code: "PROBABILITIES_AS_LOGITS",
  title: "Probabilities are treated as logits",
  sentence: () => "takes probabilities as if they were logits",
  suggest: () => [{}],
  predict: (testCase, _, world) => readAs(testCase, true, world),
});
