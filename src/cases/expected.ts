import type { ExpectedAnswer } from "../compare.ts";
import type { GoldenAnswer, TensorRef } from "../format/case-file.ts";
import { decodeTensor } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A golden with its tensors decoded; `named` gives those that stand in the file's `tensors`. */
export function expectedAnswer(golden: GoldenAnswer, named: (name: string) => Tensor): ExpectedAnswer {
  const resolve = (ref: TensorRef) => (typeof ref === "string" ? named(ref) : decodeTensor(ref));
  return {
    value: { tensor: resolve(golden.value), allowance: golden.tolerance.value },
    gradients: Object.fromEntries(
      Object.entries(golden.gradients ?? {}).map(([input, ref]) => [
        input,
        { tensor: resolve(ref), allowance: golden.tolerance.gradients?.[input] ?? 0 },
      ]),
    ),
  };
}
