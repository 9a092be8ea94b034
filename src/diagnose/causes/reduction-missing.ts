import { tensorAgrees } from "../agreement.ts";
import { widest } from "../allowance.ts";
import { goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { answerReducedLike, reducedLike, reductionOf } from "../roles.ts";
import { reduced } from "../tensors.ts";

/** One number an element, or a row, is answered where their mean or sum is due. */
export const reductionMissing = defineDiagnosis({
  code: "REDUCTION_MISSING",
  title: "A reduction is missing",
  sentence: ({ over, how }) => `does not reduce: the ${how} over ${over} of its answer is what is expected`,
  suggest: () =>
    ["mean", "sum"].flatMap((how) => [
      { how, over: ALL },
      { how, over: LAST },
    ]),
  // As many numbers as are expected is one dimension too many: KEEPS_DIMENSION.
  isProvenBy: (explained) =>
    explained.some(({ actual, expected }) => actual?.value.data.length !== expected?.value.tensor.data.length),
  explains: (failure, { over, how }, world) => {
    const { actual, expected, testCase } = failure;
    if (actual === undefined || expected === undefined) return false;
    // A mean by weights is no mean of what it weighs.
    if (over === ALL && reductionOf(testCase, world) === how) {
      if (failure.isPredictedBy(answerReducedLike(testCase, world, "none"))) return true;
    }
    const { value } = actual;
    const axis = over === ALL ? "all" : value.shape.length - 1;
    if (value.shape.length === 0 || value.data.length === 0 || value.shape.length <= expected.value.tensor.shape.length)
      return false;
    const allowance = widest(expected.value.allowance) * 2;
    return tensorAgrees(reduced(value, axis, how as "mean" | "sum"), { tensor: expected.value.tensor, allowance });
  },
  // What is not reduced shows in every answer of this kind of more than one element.
  contradicts: (passing, _, { over, how }, world) => {
    if (over === LAST || reductionOf(passing, world) !== how) return false;
    const golden = goldenAnswer(passing);
    const whole = goldenAnswer(reducedLike(passing, world, "none") ?? passing);
    return (
      golden !== undefined && whole !== undefined && whole.value.tensor.shape.length > golden.value.tensor.shape.length
    );
  },
});

// --- internal ---

const ALL = "everything";
const LAST = "the last axis";
