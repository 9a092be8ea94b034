import { type Dtype, isFloatDtype } from "../../format/tensor.ts";
import { refusal } from "../refusal.ts";
import type { Variable } from "./variable.ts";

/* Which kernels there are for which dtypes on the CPU: torch 1.7.0, ATen/native/cpu; tensorflow 2.3.4, the attribute T of an op. */

/** Transcendental functions: all floats in TensorFlow, in PyTorch float16 is missing. */
export function needsFloatFunctions(x: Variable, kernel: string): void {
  if (!isFloatDtype(x.dtype)) throw missing(x.dtype, kernel);
  needsSingleOrDouble(x, kernel);
}

/** PyTorch's kernels for float32 and float64, not float16. */
export function needsSingleOrDouble(x: Variable, kernel: string): void {
  if (x.tape.framework === "pytorch" && x.dtype !== "float32" && x.dtype !== "float64") throw missing(x.dtype, kernel);
}

/** Kernels for all floats, float16 among them. */
export function needsFloat(x: Variable, kernel: string): void {
  if (x.tape.framework === "pytorch" && !isFloatDtype(x.dtype)) throw missing(x.dtype, kernel);
}

/** Kernels for all but float16 and booleans. */
export function needsFullPrecision(x: Variable, kernel: string): void {
  if (x.tape.framework === "pytorch" && (x.dtype === "float16" || x.dtype === "bool")) throw missing(x.dtype, kernel);
}

/** Subtraction is refused where an operand is boolean. */
export function needsNumbers(x: Variable, kernel: string): void {
  if (x.tape.framework === "pytorch" && x.dtype === "bool") throw missing(x.dtype, kernel);
}

// --- internal ---

function missing(dtype: Dtype, kernel: string): Error {
  return refusal("RuntimeError", `"${kernel}" not implemented for '${dtype}'`);
}
