import { answerLike, goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { extentsOf } from "../extents.ts";
import { answerReducedLike, reductionOf, sumReduction } from "../roles.ts";
import { scaled } from "../tensors.ts";

/** A mean is answered with the sum: over everything, or over the last axis that Keras' losses average before they reduce. */
export const sumForMean = defineDiagnosis({
  code: "SUM_FOR_MEAN",
  title: "The sum where the mean is due",
  sentence: ({ over }) => `adds over ${over} where it should average`,
  suggest: () => [{ over: ALL }, { over: LAST }],
  predict: (testCase, { over }, world) => {
    if (over === ALL) {
      return reductionOf(testCase, world) === "mean"
        ? answerReducedLike(testCase, world, sumReduction(testCase.loss))
        : undefined;
    }
    const golden = goldenAnswer(testCase);
    const extent = extentsOf(testCase, world)["the length of the last axis"];
    if (
      golden === undefined ||
      extent === undefined ||
      ADDS.has(testCase.concept) ||
      !/^tf\.keras/.test(testCase.loss)
    ) {
      return undefined;
    }
    return answerLike(golden, (tensor) => scaled(tensor, extent));
  },
});

// --- internal ---

const ALL = "all losses";
const LAST = "the last axis";

/** Concepts whose TensorFlow members add over the last axis themselves. */
const ADDS: ReadonlySet<string> = new Set(["crossentropy", "kl-divergence", "cosine-similarity", "categorical-hinge"]);
