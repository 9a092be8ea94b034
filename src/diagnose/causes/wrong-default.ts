import { defineDiagnosis } from "../define.ts";
import { areRefusals } from "../failure.ts";

/** Where the argument is not given, the answer is the golden of the same call with another value of it. */
export const wrongDefault = defineDiagnosis({
  code: "WRONG_DEFAULT",
  title: "An argument has another default",
  sentence: ({ argument, as }) => `takes ${argument}=${as} where ${argument} is not given`,
  *suggest({ testCase }, world) {
    const { named } = world.factsOf(testCase);
    for (const [argument, { values }] of Object.entries(world.lossOf(testCase.loss)?.arguments ?? {})) {
      if (named.has(argument)) continue;
      for (const { name } of values) yield { argument, as: name };
    }
  },
  predict: (testCase, { argument, as }, world) => {
    if (world.factsOf(testCase).named.has(String(argument))) return undefined;
    return world.answerTo(testCase, { [argument!]: String(as) });
  },
  isProvenBy: (explained) => !areRefusals(explained),
});
