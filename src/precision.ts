import { type Dtype, isFloatDtype } from "./format/tensor.ts";
import { FLOAT_FORMATS, type FloatName } from "./tensor/float.ts";

/** A tensor's dtype and elements, whatever else it is. */
export interface Numbers {
  readonly dtype: Dtype;
  readonly values: readonly number[];
}

/** A float64 tensor all of whose elements are float32 numbers went through float32 inside (Keras reduces in it). */
export function precisionOf({ dtype, values }: Numbers): FloatName {
  if (dtype !== "float64") return dtype as FloatName;
  return values.every((value) => Object.is(Math.fround(value), value)) ? "float32" : "float64";
}

/**
 * The coarsest precision that a framework went through inside to get an answer. Keras and tf.compat.v1 take float64 calls through float32:
 * where one tensor of an answer shows that, in a number that float32 has but chance would not give (more than twelve significant
 * bits), every tensor of the answer may have gone through it. PyTorch computes in the dtype it is given.
 */
export function precisionInside(loss: string, tensors: readonly Numbers[]): FloatName {
  if (!loss.startsWith("tf.")) return "float64";
  return tensors
    .filter(({ dtype, values }) => isFloatDtype(dtype) && values.some((value) => !isShort(value)))
    .map(precisionOf)
    .reduce(coarser, "float64");
}

export function coarser(a: FloatName, b: FloatName): FloatName {
  return FLOAT_FORMATS[a].precision < FLOAT_FORMATS[b].precision ? a : b;
}

// --- internal ---

function isShort(value: number): boolean {
  if (value === 0 || !Number.isFinite(value)) return true;
  return Number.isInteger(value / 2 ** (Math.floor(Math.log2(Math.abs(value))) - 12));
}
