import { sameShape } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { areRefusals } from "../failure.ts";
import { inputNamed } from "../roles.ts";

/** The answer is that to the same call with two inputs exchanged: prediction and target, or, by their names, others that are needed. */
export const inputsSwapped = defineDiagnosis({
  code: "INPUTS_SWAPPED",
  title: "The inputs are swapped",
  sentence: ({ first = "the prediction", second = "the target" }) =>
    `takes ${first} for ${second} and ${second} for ${first}`,
  *suggest({ testCase }, world) {
    yield {};
    const known = world.lossOf(testCase.loss)?.inputs ?? {};
    const needed = Object.keys(known).filter((name) => !known[name]!.optional);
    for (const [i, first] of needed.entries()) {
      for (const second of needed.slice(i + 1)) {
        const roles = [known[first]!.role, known[second]!.role];
        if (!(roles.includes("prediction") && roles.includes("target"))) yield { first, second };
      }
    }
  },
  isProvenBy: (explained) => !areRefusals(explained),
  predict: (testCase, args, world) => {
    const inputs = testCase.inputs();
    const first = String(args.first ?? inputNamed(testCase, world, "prediction"));
    const second = String(args.second ?? inputNamed(testCase, world, "target"));
    const [a, b] = [inputs[first], inputs[second]];
    if (a === undefined || b === undefined || !sameShape(a.shape, b.shape)) return undefined;
    const swapped = { ...inputs, [first]: { ...b, dtype: a.dtype }, [second]: { ...a, dtype: b.dtype } };
    const answer = world.asked(testCase, swapped);
    if (answer === undefined || answer === "rejected") return answer;
    // The gradient by what was given as the first is the one by what was taken for the second.
    const { [first]: byFirst, [second]: bySecond, ...rest } = answer.gradients;
    const gradients = {
      ...rest,
      ...(bySecond !== undefined && { [first]: bySecond }),
      ...(byFirst !== undefined && { [second]: byFirst }),
    };
    return { value: answer.value, gradients };
  },
});
