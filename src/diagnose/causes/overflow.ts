import { numbers } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { failingTensor } from "../failure.ts";
import { isWrongOnlyAt } from "../local.ts";
import { placesOf } from "../places.ts";

/** Infinite or undefined only where the inputs are large, finite ones among them: an exponential or a square overflows. */
export const overflow = defineDiagnosis({
  code: "OVERFLOW",
  title: "Overflows for large inputs",
  sentence: () => "overflows for large inputs that the framework still answers",
  scope: (testCase, world) => placesOf(testCase, world).isLarge.includes(true),
  suggest: ({ testCase }, world) => (placesOf(testCase, world).hasNonFinite ? [] : [{}]),
  explains: (failure, _, world) => {
    const { isLarge, hasNonFinite } = placesOf(failure.testCase, world);
    const failing = failingTensor(failure);
    if (failing === undefined) return false;
    const { given, golden } = failing;
    const wanted = numbers(golden.tensor);
    const isInfinite = numbers(given).some(
      (x, i) => !Number.isFinite(x) && (hasNonFinite || Number.isFinite(wanted[i])),
    );
    return isInfinite && isWrongOnlyAt(failure, isLarge, world);
  },
});
