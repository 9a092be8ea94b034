import { defineDiagnosis } from "../define.ts";
import { takesLogits } from "../logits.ts";
import { predictionThrough } from "../transformed.ts";

/** The answer to the same logits clipped to [1e-7, 1 − 1e-7], as if they were probabilities. */
export const logitsClipped = defineDiagnosis({
  code: "LOGITS_CLIPPED",
  title: "Logits are clipped like probabilities",
  sentence: () => "clips logits to [1e-7, 1 − 1e-7], as is due to probabilities only",
  suggest: () => [{}],
  predict: (testCase, _, world) =>
    takesLogits(testCase, world) === true
      ? predictionThrough(testCase, world, clip, (x) => (x === clip(x) ? 1 : 0))
      : undefined,
});

// --- internal ---

/** Keras' epsilon. */
const EPSILON = 1e-7;

function clip(x: number): number {
  return Math.min(Math.max(x, EPSILON), 1 - EPSILON);
}
