import { defineDiagnosis } from "../define.ts";
import { areRefusals } from "../failure.ts";
import { goldenOf } from "../world.ts";

/** One value of an argument, or every value, gives the golden of another. */
export const argumentTreatedAs = defineDiagnosis({
  code: "ARGUMENT_TREATED_AS",
  title: "A value of an argument is treated as another",
  sentence: ({ argument, given, as }) =>
    `treats ${given === ANY ? `every ${argument}` : `${argument}=${given}`} as ${argument}=${as}`,
  *suggest({ testCase }, world) {
    for (const [argument, given] of world.factsOf(testCase).named) {
      const { values = [], default: usual } = world.lossOf(testCase.loss)?.arguments[argument] ?? {};
      for (const { name } of values) {
        if (name === given) continue;
        // That every value is treated as the default is ARGUMENT_IGNORED.
        if (name !== usual) yield { argument, given: ANY, as: name };
        yield { argument, given, as: name };
      }
    }
  },
  predict: (testCase, { argument, given, as }, world) => {
    const value = world.factsOf(testCase).named.get(String(argument));
    // That a refused value is answered at all says more than as what: ACCEPTS_ILLEGAL.
    if (goldenOf(testCase) === "rejected" || value === as || (given === ANY ? value === undefined : value !== given))
      return undefined;
    return world.answerTo(testCase, { [argument!]: String(as) });
  },
  isProvenBy: (explained) => !areRefusals(explained),
});

// --- internal ---

const ANY = "*";
