import { defineDiagnosis } from "../define.ts";
import { areRefusals } from "../failure.ts";
import { readAs } from "../logits.ts";

/** Logits are taken as probabilities: no sigmoid or softmax is applied. */
export const logitsAsProbabilities = defineDiagnosis({
  code: "LOGITS_AS_PROBABILITIES",
  title: "Logits are treated as probabilities",
  sentence: () => "takes logits as if they were probabilities",
  suggest: () => [{}],
  predict: (testCase, _, world) => readAs(testCase, false, world),
  isProvenBy: (explained) => !areRefusals(explained),
});
