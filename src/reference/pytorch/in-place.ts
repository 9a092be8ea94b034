import { sameShape } from "../../tensor/tensor.ts";
import { cast } from "../engine/dtypes.ts";
import { commonShape } from "../engine/elementwise.ts";
import { add, isFloating, mul } from "../engine/operations.ts";
import type { Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";

/** a.mul_(b): the result keeps the shape and dtype of `a`, and a wider `b` is refused. */
export function mulInPlace(a: Variable, b: Variable): Variable {
  checkInPlace(a, b);
  return cast(mul(a, b), a.dtype);
}

/** a.add_(b). */
export function addInPlace(a: Variable, b: Variable): Variable {
  checkInPlace(a, b);
  return cast(add(a, b), a.dtype);
}

// --- internal ---

function checkInPlace(a: Variable, b: Variable): void {
  if (isFloating(b) && !isFloating(a)) {
    throw refusal("RuntimeError", `result type ${b.dtype} can't be cast to the desired output type ${a.dtype}`);
  }
  if (sameShape(commonShape(a, b, "mul_"), a.shape)) return;
  throw refusal("RuntimeError", `output with shape [${a.shape}] doesn't match the broadcast shape`);
}
