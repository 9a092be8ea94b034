import { defineDiagnosis } from "../define.ts";
import { isOfLogits } from "../logits.ts";
import { goldenOfOther, otherLosses } from "../twins.ts";

/** The answer is the golden of another loss of the same framework on the same inputs. */
export const otherLoss = defineDiagnosis({
  code: "OTHER_LOSS",
  title: "Behaves like another loss",
  sentence: ({ loss }) => `behaves like ${loss}`,
  suggest: ({ testCase }, world) => {
    const own = world.lossOf(testCase.loss)?.framework;
    return otherLosses(testCase.loss, world)
      .filter((loss) => world.lossOf(loss)!.framework === own && isOfLogits(loss) === isOfLogits(testCase.loss))
      .map((loss) => ({ loss }));
  },
  predict: (testCase, { loss }, world) => goldenOfOther(testCase, String(loss), world),
});
