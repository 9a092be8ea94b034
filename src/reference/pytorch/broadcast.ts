import { sameShape } from "../../tensor/tensor.ts";
import { commonShape } from "../engine/elementwise.ts";
import { sumTo } from "../engine/reduce.ts";
import { broadcastIndex } from "../engine/shapes.ts";
import { operation, type Variable } from "../engine/variable.ts";

/** torch.broadcast_tensors of two: both in their common shape. */
export function broadcastTensors(a: Variable, b: Variable): readonly [Variable, Variable] {
  const shape = commonShape(a, b, "broadcast_tensors");
  return [expand(a, shape), expand(b, shape)];
}

/** tensor.expand(shape): the gradient is summed back. */
export function expand(x: Variable, shape: readonly number[]): Variable {
  if (sameShape(x.shape, shape)) return x;
  const data = broadcastIndex(x.shape, shape).map((at) => x.data[at]!);
  return operation({ dtype: x.dtype, shape, data }, [x], [(g) => sumTo(x.tape, x.dtype, g, shape, x.shape)]);
}
