import { defineDiagnosis } from "../define.ts";
import { failingTensor } from "../failure.ts";
import { placesOf } from "../places.ts";
import { differInClass } from "../tensors.ts";

/** Wrong only for inputs with NaN or an infinity in them, and there in the class of the number, not in its size. */
export const nonfiniteInput = defineDiagnosis({
  code: "NONFINITE_INPUT",
  title: "NaN or infinities are handled otherwise",
  sentence: () => "handles NaN or infinities among its inputs otherwise",
  scope: (testCase, world) => placesOf(testCase, world).hasNonFinite,
  suggest: () => [{}],
  explains: (failure, _, world) => {
    const failing = failingTensor(failure);
    if (failing === undefined || !placesOf(failure.testCase, world).hasNonFinite) return false;
    return differInClass(failing.given, failing.golden.tensor);
  },
});
