import type { SuiteCase } from "../../cases/load.ts";
import { widest } from "../allowance.ts";
import { goldenAnswer } from "../answers.ts";
import { defineDiagnosis, type Prediction } from "../define.ts";
import { answerReducedLike, reductionOf, sumReduction } from "../roles.ts";
import { reduced } from "../tensors.ts";

/** The mean or sum is answered where one number an element, or a row, is due. */
export const reductionExtra = defineDiagnosis({
  code: "REDUCTION_EXTRA",
  title: "A reduction too many",
  sentence: ({ how, over }) => `answers the ${how} over ${over} where nothing should be reduced`,
  suggest: () => ["mean", "sum"].flatMap((how) => Object.keys(AXES).map((over) => ({ how, over }))),
  predict: (testCase, { how, over }, world) => {
    const kind = reductionOf(testCase, world);
    if ((kind ?? "none") !== "none") return undefined;
    if (kind === "none" && over === EVERYTHING) {
      return answerReducedLike(testCase, world, how === "sum" ? sumReduction(testCase.loss) : undefined);
    }
    return reducedGolden(testCase, how as "mean" | "sum", String(over));
  },
});

// --- internal ---

const EVERYTHING = "everything";

const AXES: { readonly [over: string]: (rank: number) => number | "all" } = {
  [EVERYTHING]: () => "all",
  "the last axis": (rank) => rank - 1,
  "the first axis": () => 0,
};

function reducedGolden(testCase: SuiteCase, how: "mean" | "sum", over: string): Prediction {
  const golden = goldenAnswer(testCase);
  if (golden === undefined || golden.value.tensor.shape.length === 0) return undefined;
  const { tensor, allowance } = golden.value;
  if (tensor.data.length === 0) return undefined;
  const value = reduced(tensor, AXES[over]!(tensor.shape.length), how);
  const terms = how === "sum" ? tensor.data.length / value.data.length : 1;
  return { value: { tensor: value, allowance: widest(allowance) * terms }, gradients: {} };
}
