import { numbers } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { failingTensor } from "../failure.ts";
import { isWrongOnlyAt } from "../local.ts";
import { placesOf } from "../places.ts";

/** Finite where the framework's float32 overflows on large, finite inputs: wider arithmetic, or a form that does not overflow. */
export const overflowAbsent = defineDiagnosis({
  code: "OVERFLOW_ABSENT",
  title: "Does not overflow where the framework does",
  sentence: () => "answers finite numbers for large inputs on which the framework overflows",
  scope: (testCase, world) => placesOf(testCase, world).isLarge.includes(true),
  suggest: ({ testCase }, world) => (placesOf(testCase, world).hasNonFinite ? [] : [{}]),
  explains: (failure, _, world) => {
    const { isLarge, hasNonFinite } = placesOf(failure.testCase, world);
    const failing = failingTensor(failure);
    if (failing === undefined || hasNonFinite) return false;
    const given = numbers(failing.given);
    const golden = numbers(failing.golden.tensor);
    const isTamed = golden.some((x, i) => !Number.isFinite(x) && Number.isFinite(given[i]));
    const isWorse = golden.some((x, i) => Number.isFinite(x) && !Number.isFinite(given[i]));
    return isTamed && !isWorse && isWrongOnlyAt(failure, isLarge, world);
  },
});
