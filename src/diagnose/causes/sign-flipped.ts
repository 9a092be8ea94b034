import { answerLike, goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { scaled } from "../tensors.ts";

/** The answer is the golden times −1. */
export const signFlipped = defineDiagnosis({
  code: "SIGN_FLIPPED",
  title: "The sign is flipped",
  sentence: () => "answers with the opposite sign",
  suggest: ({ gradientOf }) => (gradientOf === undefined ? [{}] : []),
  isOfValues: true,
  predict: (testCase) => {
    const golden = goldenAnswer(testCase);
    return golden && answerLike(golden, (tensor) => scaled(tensor, -1));
  },
});
