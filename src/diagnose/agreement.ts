import { compareTensor, type ExpectedAnswer, type ExpectedTensor } from "../compare.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Whether a tensor lies within `slack` allowances of another. */
export function tensorAgrees(actual: Tensor, expected: ExpectedTensor, slack = 1): boolean {
  const { ok, ratio, kind } = compareTensor(actual, expected);
  return ok || (kind === "value" && ratio <= slack);
}

/** Whether the value and each gradient that both have lie within `slack` allowances of another answer's. */
export function agrees(actual: ExpectedAnswer, expected: ExpectedAnswer, wrt: readonly string[], slack = 1): boolean {
  if (!tensorAgrees(actual.value.tensor, expected.value, slack)) return false;
  return wrt.every((input) => {
    const [given, golden] = [actual.gradients[input], expected.gradients[input]];
    return given === undefined || golden === undefined || tensorAgrees(given.tensor, golden, slack);
  });
}
