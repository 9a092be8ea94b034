import type { Dtype } from "../format/tensor.ts";
import { sizeOf, type Tensor } from "./tensor.ts";

/**
 * What a value's gradient is contracted with: 1 for a scalar, else c_i = (1 + (5·i mod 7))/4 over the flat index, so that a
 * wrong gradient of one element cannot hide in a sum. All of them are exact in float16.
 */
export function cotangentOf(value: { readonly shape: readonly number[]; readonly dtype: Dtype }): Tensor {
  const size = sizeOf(value.shape);
  const data = value.shape.length === 0 ? [1] : Array.from({ length: size }, (_, i) => (1 + ((5 * i) % 7)) / 4);
  return Object.freeze({ dtype: value.dtype, shape: value.shape, data: Object.freeze(data) });
}
