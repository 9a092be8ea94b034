import { numbers } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { failingTensor } from "../failure.ts";
import { clampedPlaces, isUnbounded, isWrongOnlyAt } from "../local.ts";
import { worstRelativeError } from "../worst.ts";

/** Wrong where the framework clips or saturates, finite there, and elsewhere by little: another epsilon, or a bound that it does not have. */
export const clippingDifferent = defineDiagnosis({
  code: "CLIPPING_DIFFERENT",
  title: "Clips at another bound",
  sentence: () => "clips at another bound or epsilon: it is off only near 0, near 1, or where numbers are too large",
  scope: (testCase, world) => clampedPlaces(testCase, world).includes(true),
  // Where all values are right it is the derivative that is another: GRADIENT_SATURATED.
  // Where most have no bound at all a clamp is missing: CLIPPING_ABSENT.
  isProvenBy: (explained) =>
    explained.some(({ gradientOf }) => gradientOf === undefined) &&
    explained.filter(isUnbounded).length <= 0.5 * explained.length,
  suggest: (failure) => (failure.gradientOf === undefined && worstRelativeError(failure) > LITTLE ? [{}] : []),
  explains: (failure, _, world) => {
    const failing = failingTensor(failure);
    if (failing === undefined) return false;
    const wanted = numbers(failing.golden.tensor);
    if (!numbers(failing.given).every((x, i) => Number.isFinite(x) || Object.is(x, wanted[i]))) return false;
    // An epsilon that is added shows a little everywhere.
    return isWrongOnlyAt(failure, clampedPlaces(failure.testCase, world), world, LITTLE);
  },
});

// --- internal ---

/** An epsilon of 1e-6 in place of 1e-7 is this much of a probability of a hundredth. */
const LITTLE = 1e-4;
