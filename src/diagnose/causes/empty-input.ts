import type { SuiteCase } from "../../cases/load.ts";
import { defineDiagnosis } from "../define.ts";
import { denominatorsOf } from "../extents.ts";
import { failingTensor } from "../failure.ts";
import { placesOf } from "../places.ts";
import { reductionOf } from "../roles.ts";
import type { World } from "../world.ts";

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

// --- internal ---

function whatIsVoid(testCase: SuiteCase, world: World): string | undefined {
  if (placesOf(testCase, world).isEmpty) return "no elements";
  if (reductionOf(testCase, world) !== "mean") return undefined;
  const denominators = denominatorsOf(testCase, world);
  const isVoid = denominators["the number of labels not ignored"] === 0 || denominators["the sum of the weights"] === 0;
  return isVoid ? "every label is ignored, or the weights add up to nothing" : undefined;
}
