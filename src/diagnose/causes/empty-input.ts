import { defineDiagnosis } from "../define.ts";
import { whatIsVoid } from "../extents.ts";
import { failingTensor } from "../failure.ts";

/** Wrong where there is nothing to average: no elements, only ignored labels, weights that add up to 0. */
export const emptyInput = defineDiagnosis({
  code: "EMPTY_INPUT",
  title: "Nothing to average is handled otherwise",
  sentence: ({ what }) => `answers otherwise where there is nothing to average: ${what}`,
  scope: (testCase, world) => whatIsVoid(testCase, world) !== undefined,
  suggest: ({ testCase }, world) => {
    const what = whatIsVoid(testCase, world);
    return what === undefined ? [] : [{ what }];
  },
  explains: (failure, { what }, world) => {
    const failing = failingTensor(failure);
    return failing !== undefined && whatIsVoid(failure.testCase, world) === what;
  },
});
