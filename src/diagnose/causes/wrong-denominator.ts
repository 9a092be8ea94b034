import type { SuiteCase } from "../../cases/load.ts";
import { numbers } from "../../tensor/tensor.ts";
import { answerLike, goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { denominatorsOf } from "../extents.ts";
import { ratioOf } from "../factor.ts";
import { inputNamed, reductionOf } from "../roles.ts";
import { scaled } from "../tensors.ts";
import type { World } from "../world.ts";

/** A mean divides by something else: the weights' sum for their number, the batch for the elements. */
export const wrongDenominator = defineDiagnosis({
  code: "WRONG_DENOMINATOR",
  title: "A mean divides by something else",
  sentence: ({ by, due }) => `divides by ${by} where the mean is due over ${due}`,
  *suggest({ actual, expected, testCase, gradientOf }, world) {
    if (actual === undefined || expected === undefined || gradientOf !== undefined) return;
    if (expected.value.tensor.shape.length > 0 || actual.value.shape.length > 0) return;
    const ratio = ratioOf(numbers(actual.value), numbers(expected.value.tensor))?.ratio;
    if (ratio === undefined) return;
    const names = Object.entries(denominatorsOf(testCase, world));
    for (const [due, divisor] of names) {
      for (const [by, other] of names) {
        if (divisor !== other && Math.abs(ratio - divisor / other) <= 1e-3 * Math.abs(ratio)) yield { by, due };
      }
    }
  },
  isOfValues: true,
  predict: (testCase, { by, due }, world) => {
    const factor = ratioInstead(testCase, String(by), String(due), world);
    const golden = goldenAnswer(testCase);
    if (golden === undefined || factor === undefined) return undefined;
    const { value, gradients } = answerLike(golden, (tensor) => scaled(tensor, factor));
    // Where the weights are divided by, too, their gradient has another term.
    const weights = inputNamed(testCase, world, "weights");
    return { value, gradients: Object.fromEntries(Object.entries(gradients).filter(([input]) => input !== weights)) };
  },
});

// --- internal ---

function ratioInstead(testCase: SuiteCase, by: string, due: string, world: World): number | undefined {
  if (!/mean/.test(reductionOf(testCase, world) ?? "none")) return undefined;
  const denominators = denominatorsOf(testCase, world);
  const [divisor, other] = [denominators[due], denominators[by]];
  if (divisor === undefined || other === undefined || divisor === 0) return undefined;
  return divisor / other;
}
