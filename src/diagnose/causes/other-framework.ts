import { defineDiagnosis } from "../define.ts";
import { goldenOfOther, otherLosses } from "../twins.ts";

/** The answer is the other framework's golden on the same inputs. */
export const otherFramework = defineDiagnosis({
  code: "OTHER_FRAMEWORK",
  title: "Behaves like the other framework",
  sentence: ({ loss }) => `behaves like ${loss}`,
  suggest: ({ testCase }, world) => {
    const own = world.lossOf(testCase.loss)?.framework;
    return otherLosses(testCase.loss, world)
      .filter((loss) => world.lossOf(loss)!.framework !== own)
      .map((loss) => ({ loss }));
  },
  predict: (testCase, { loss }, world) => goldenOfOther(testCase, String(loss), world),
});
