import { numbers, sameShape, type Tensor } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { failingTensor } from "../failure.ts";
import { placesOf } from "../places.ts";

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
    return areOfOtherClass(failing.given, failing.golden.tensor);
  },
});

// --- internal ---

function areOfOtherClass(given: Tensor, golden: Tensor): boolean {
  const y = numbers(golden);
  return sameShape(given.shape, golden.shape) && numbers(given).some((x, i) => classOf(x) !== classOf(y[i]!));
}

function classOf(x: number): string {
  return Number.isFinite(x) ? "finite" : String(x);
}
