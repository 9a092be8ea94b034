import type { ExpectedTensor } from "../../compare.ts";
import { numbers, sizeOf } from "../../tensor/tensor.ts";
import { widest } from "../allowance.ts";
import { EVERY_INPUT, goldenAnswer, withGradients } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { mapTensor } from "../tensors.ts";

/** The value is right; its gradient is that of the plain sum, whatever the value's gradient is contracted with. */
export const cotangentIgnored = defineDiagnosis({
  code: "COTANGENT_IGNORED",
  title: "The cotangent is ignored",
  sentence: () => "answers the gradient of the sum of its value, whatever it is to be contracted with",
  suggest: ({ gradientOf }) => (gradientOf === undefined ? [] : [{}]),
  predict: (testCase) => {
    const golden = goldenAnswer(testCase);
    const cotangent = testCase.cotangent();
    if (golden === undefined || cotangent === undefined || cotangent.shape.length === 0) return undefined;
    const c = numbers(cotangent);
    return withGradients(golden, EVERY_INPUT, (gradient) => undone(gradient, cotangent.shape, c));
  },
});

// --- internal ---

/** Each element over the cotangent of the value that it is in: the leading axes are the value's, where they agree. */
function undone(gradient: ExpectedTensor, shape: readonly number[], c: readonly number[]): ExpectedTensor {
  const { tensor, allowance } = gradient;
  const isPrefix = shape.every((extent, axis) => tensor.shape[axis] === extent);
  const inner = sizeOf(tensor.shape.slice(shape.length));
  if (!isPrefix || inner === 0) return gradient;
  return { tensor: mapTensor(tensor, (x, i) => x / c[Math.floor(i / inner)]!), allowance: 4 * widest(allowance) };
}
