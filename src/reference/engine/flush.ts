import type { Dtype } from "../../format/tensor.ts";
import { FLOAT_FORMATS } from "../../tensor/float.ts";
import type { Round } from "./arithmetic.ts";

/*
 * TensorFlow runs its kernels with subnormal numbers flushed to 0 (tensorflow 2.3.4, core/common_runtime/eager/kernel_and_device.cc:
 * ScopedFlushDenormal). float16 is computed in float32, where its own subnormal numbers are normal.
 */

/** Rounding that flushes what is subnormal. */
export function flushing(rounding: (dtype: Dtype) => Round): (dtype: Dtype) => Round {
  const known = new Map<Dtype, Round>();
  return (dtype) => {
    let round = known.get(dtype);
    if (round === undefined) {
      round = flushingOne(rounding(dtype), dtype);
      known.set(dtype, round);
    }
    return round;
  };
}

/** The numbers as a kernel reads them. */
export function flushed(data: readonly number[], dtype: Dtype): readonly number[] {
  const smallest = smallestNormal(dtype);
  const isSubnormal = (value: number) => value !== 0 && Math.abs(value) < smallest;
  return data.some(isSubnormal) ? data.map((value) => (isSubnormal(value) ? 0 : value)) : data;
}

// --- internal ---

function flushingOne(round: Round, dtype: Dtype): Round {
  const smallest = smallestNormal(dtype);
  if (smallest === 0) return round;
  return (value) => {
    const rounded = round(value);
    return rounded < smallest && rounded > -smallest ? 0 : rounded;
  };
}

function smallestNormal(dtype: Dtype): number {
  return dtype === "float32" || dtype === "float64" ? 2 ** FLOAT_FORMATS[dtype].minExponent : 0;
}
