import type { SuiteCase } from "../cases/load.ts";
import { numbers } from "../tensor/tensor.ts";
import type { Prediction } from "./define.ts";
import { inputNamed } from "./roles.ts";
import { mapTensor } from "./tensors.ts";
import type { World } from "./world.ts";

/** The answer to the case with f applied to each element of its prediction; its gradient follows by the chain rule. */
export function predictionThrough(
  testCase: SuiteCase,
  world: World,
  f: (x: number) => number,
  derivative: (x: number) => number,
): Prediction {
  const name = inputNamed(testCase, world, "prediction");
  const prediction = name === undefined ? undefined : testCase.inputs()[name];
  if (name === undefined || prediction === undefined) return undefined;
  const x = numbers(prediction);
  if (!x.every((each) => Number.isFinite(f(each)))) return undefined;
  const answer = world.asked(testCase, { ...testCase.inputs(), [name]: mapTensor(prediction, f) });
  if (answer === undefined || answer === "rejected") return undefined;
  const gradient = answer.gradients[name];
  if (gradient === undefined) return answer;
  const tensor = mapTensor(gradient.tensor, (each, i) => each * derivative(x[i]!));
  return { ...answer, gradients: { ...answer.gradients, [name]: { ...gradient, tensor } } };
}
