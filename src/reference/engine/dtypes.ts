import { type Dtype, isFloatDtype } from "../../format/tensor.ts";
import { refusal } from "../refusal.ts";
import { operation, roundOf, type Variable } from "./variable.ts";

/** The same numbers in another dtype; the gradient is cast back. */
export function cast(x: Variable, dtype: Dtype): Variable {
  if (x.dtype === dtype) return x;
  const round = castRounding(x, dtype);
  const back = roundOf(x);
  return operation({ dtype, shape: x.shape, data: x.data.map(round) }, [x], [(g) => g.map(back)]);
}

/**
 * The dtype two operands are computed in. TensorFlow wants them equal; PyTorch promotes (c10/core/ScalarType.h,
 * aten/src/ATen/native/TypeProperties.cpp, torch 1.7.0): floats before integers before booleans, and a tensor without dimensions does not widen
 * one of its own category.
 */
export function commonDtype(a: Variable, b: Variable, operator: string): Dtype {
  if (a.dtype === b.dtype) return a.dtype;
  if (a.tape.framework === "tensorflow") {
    throw refusal(
      "InvalidArgumentError",
      `cannot compute ${operator} as input #1(zero-based) was expected to be a ${a.dtype} tensor but is a ${b.dtype} tensor`,
    );
  }
  const [ca, cb] = [category(a.dtype), category(b.dtype)];
  if (ca !== cb) return ca > cb ? a.dtype : b.dtype;
  if ((a.shape.length === 0) !== (b.shape.length === 0)) return a.shape.length === 0 ? b.dtype : a.dtype;
  return promoted(a.dtype, b.dtype);
}

// --- internal ---

const WIDTHS: Record<Dtype, number> = {
  bool: 0,
  uint8: 1,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  float16: 2,
  float32: 4,
  float64: 8,
};

function category(dtype: Dtype): number {
  return isFloatDtype(dtype) ? 2 : dtype === "bool" ? 0 : 1;
}

function promoted(a: Dtype, b: Dtype): Dtype {
  // The one pair of equal width: its least common type is int16.
  if (WIDTHS[a] === WIDTHS[b]) return "int16";
  return WIDTHS[a] > WIDTHS[b] ? a : b;
}

function castRounding(x: Variable, dtype: Dtype): (value: number) => number {
  if (dtype === "bool") return (value) => (value === 0 ? 0 : 1);
  if (isFloatDtype(dtype)) return x.tape.rounding(dtype);
  return Math.trunc;
}
