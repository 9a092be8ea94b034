import { sameShape } from "../../tensor/tensor.ts";
import { reshape } from "../engine/structure.ts";
import type { Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";

/** TensorShape.assert_is_compatible_with and merge_with, of shapes that are known. */
export function mustHaveShape(a: Variable, b: Variable): void {
  if (sameShape(a.shape, b.shape)) return;
  throw refusal("ValueError", `Shapes (${a.shape}) and (${b.shape}) are incompatible`);
}

/** tf.squeeze of the last axis, which must be 1. */
export function withoutLast(x: Variable): Variable {
  const axis = x.shape.length - 1;
  if (x.shape[axis] === 1) return reshape(x, x.shape.slice(0, -1));
  throw refusal(
    "InvalidArgumentError",
    `Can not squeeze dim[${axis}], expected a dimension of 1, got ${x.shape[axis]}`,
  );
}
