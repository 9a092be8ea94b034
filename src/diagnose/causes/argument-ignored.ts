import { defineDiagnosis } from "../define.ts";

/** The answer is the golden of the same call without the argument, or without two of them. */
export const argumentIgnored = defineDiagnosis({
  code: "ARGUMENT_IGNORED",
  title: "An argument is ignored",
  sentence: ({ argument }) =>
    `behaves as if ${argument} ${String(argument).includes(" and ") ? "were" : "was"} not given`,
  *suggest({ testCase }, world) {
    const names = [...world.factsOf(testCase).named.keys()];
    for (const argument of names) yield { argument };
    for (const [i, first] of names.entries()) {
      for (const second of names.slice(i + 1)) yield { argument: `${first} and ${second}` };
    }
  },
  predict: (testCase, { argument }, world) => {
    const { named } = world.factsOf(testCase);
    const ignored = String(argument).split(" and ");
    if (!ignored.some((name) => named.has(name))) return undefined;
    return world.answerTo(testCase, Object.fromEntries(ignored.map((name) => [name, undefined])));
  },
});
