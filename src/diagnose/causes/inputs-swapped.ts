import { sameShape } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { inputNamed } from "../roles.ts";

/** The answer is that to the same call with prediction and target exchanged. */
export const inputsSwapped = defineDiagnosis({
  code: "INPUTS_SWAPPED",
  title: "The inputs are swapped",
  sentence: () => "takes the prediction for the target and the target for the prediction",
  suggest: () => [{}],
  predict: (testCase, _, world) => {
    const prediction = inputNamed(testCase, world, "prediction");
    const target = inputNamed(testCase, world, "target");
    if (prediction === undefined || target === undefined) return undefined;
    const inputs = testCase.inputs();
    const [p, t] = [inputs[prediction]!, inputs[target]!];
    if (!sameShape(p.shape, t.shape)) return undefined;
    const swapped = { ...inputs, [prediction]: { ...t, dtype: p.dtype }, [target]: { ...p, dtype: t.dtype } };
    const answer = world.asked(testCase, swapped);
    if (answer === undefined || answer === "rejected") return answer;
    // The gradient by what was given as the prediction is the one by what was taken for the target.
    const { [prediction]: byPrediction, [target]: byTarget, ...rest } = answer.gradients;
    const gradients = {
      ...rest,
      ...(byTarget !== undefined && { [prediction]: byTarget }),
      ...(byPrediction !== undefined && { [target]: byPrediction }),
    };
    return { value: answer.value, gradients };
  },
});
