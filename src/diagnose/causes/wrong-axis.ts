import { defineDiagnosis } from "../define.ts";
import { inputOf } from "../roles.ts";
import { movedAxis } from "../tensors.ts";

/** The answer is that to the same call with another axis and the last exchanged; which of the two the loss works along is its own affair. */
export const wrongAxis = defineDiagnosis({
  code: "WRONG_AXIS",
  title: "Works along another axis",
  sentence: ({ axis }) => `takes axis ${axis} and the last for each other`,
  suggest: ({ testCase }, world) => {
    const rank = inputOf(testCase, world, "prediction")?.shape.length ?? 0;
    return Array.from({ length: Math.max(0, rank - 1) }, (_, axis) => ({ axis }));
  },
  predict: (testCase, { axis }, world) => {
    const rank = inputOf(testCase, world, "prediction")?.shape.length ?? 0;
    const from = Number(axis);
    if (from >= rank - 1) return undefined;
    const moved = Object.entries(testCase.inputs()).map(([name, tensor]) => [
      name,
      tensor.shape.length === rank ? movedAxis(tensor, from, rank - 1) : tensor,
    ]);
    const answer = world.asked(testCase, Object.fromEntries(moved));
    if (answer === undefined || answer === "rejected") return undefined;
    const gradients = Object.entries(answer.gradients).map(([name, { tensor, allowance }]) => [
      name,
      { allowance, tensor: tensor.shape.length === rank ? movedAxis(tensor, rank - 1, from) : tensor },
    ]);
    return { value: answer.value, gradients: Object.fromEntries(gradients) };
  },
});
