import type { Dtype } from "../../format/tensor.ts";
import { isFloatDtype } from "../../format/tensor.ts";
import { refusal } from "../refusal.ts";
import type { Round } from "./arithmetic.ts";
import { cast, commonDtype } from "./dtypes.ts";
import { sumTo } from "./reduce.ts";
import { broadcastIndex, broadcastShapes } from "./shapes.ts";
import { constant, operation, roundOf, type Variable } from "./variable.ts";

/** A tensor or a Python float, which takes the dtype of the other operand. */
export type Operand = Variable | number;

/** A function of one number with the framework's derivative: `gradient` is g·f′(x), y being f(x). */
export interface UnaryRule {
  readonly value: (x: number, round: Round) => number;
  readonly gradient: (g: number, x: number, y: number, round: Round) => number;
}

/** A function of two numbers with g times its two derivatives. */
export interface BinaryRule {
  readonly name: string;
  readonly value: (a: number, b: number, round: Round) => number;
  readonly gradientA: (g: number, a: number, b: number, round: Round) => number;
  readonly gradientB: (g: number, a: number, b: number, round: Round) => number;
}

/** Applies a function element by element; every result is rounded to the dtype. */
export function unary(x: Variable, rule: UnaryRule): Variable {
  const round = roundOf(x);
  const { dtype, shape, data } = x;
  const size = data.length;
  const y = new Array<number>(size);
  for (let i = 0; i < size; i++) y[i] = round(rule.value(data[i]!, round));
  return operation(
    { dtype, shape, data: y },
    [x],
    [
      (g) => {
        const gradient = new Array<number>(size);
        for (let i = 0; i < size; i++) gradient[i] = round(rule.gradient(g[i]!, data[i]!, y[i]!, round));
        return gradient;
      },
    ],
  );
}

/** Applies a function of two broadcast operands. */
export function binary(a: Operand, b: Operand, rule: BinaryRule): Variable {
  const [left, right] = operands(a, b, rule.name);
  const { dtype } = left;
  const round = roundOf(left);
  const shape = commonShape(left, right, rule.name);
  const [x, y] = [spread(left, shape), spread(right, shape)];
  const size = x.length;
  const data = new Array<number>(size);
  for (let i = 0; i < size; i++) data[i] = round(rule.value(x[i]!, y[i]!, round));
  const pull = (derivative: BinaryRule["gradientA"], to: Variable) => (g: readonly number[]) => {
    const gradient = new Array<number>(size);
    for (let i = 0; i < size; i++) gradient[i] = round(derivative(g[i]!, x[i]!, y[i]!, round));
    return sumTo(to.tape, dtype, gradient, shape, to.shape);
  };
  return operation({ dtype, shape, data }, [left, right], [pull(rule.gradientA, left), pull(rule.gradientB, right)]);
}

/** Two operands in their common dtype; a number becomes a tensor of the other's dtype. */
export function operands(a: Operand, b: Operand, name: string): readonly [Variable, Variable] {
  if (typeof a === "number") {
    if (typeof b === "number") throw new TypeError("one operand must be a tensor");
    return [scalarLike(b, a), floating(b)];
  }
  if (typeof b === "number") return [floating(a), scalarLike(a, b)];
  if (a.dtype === b.dtype) return [a, b];
  const dtype = commonDtype(a, b, name);
  return [cast(a, dtype), cast(b, dtype)];
}

/**
 * A Python float as a tensor like `x`.
 * @throws where TensorFlow cannot convert it: into an integer tensor.
 */
export function scalarLike(x: Variable, value: number): Variable {
  const dtype = scalarDtype(x, value);
  return constant(x.tape, dtype, [], [x.tape.rounding(dtype)(value)]);
}

/** The shape two tensors broadcast to; refused as the framework refuses it. */
export function commonShape(a: Variable, b: Variable, name: string): readonly number[] {
  const shape = sameShapes(a.shape, b.shape) ? a.shape : broadcastShapes(a.shape, b.shape);
  if (shape !== undefined) return shape;
  throw a.tape.framework === "tensorflow"
    ? refusal("InvalidArgumentError", `Incompatible shapes: [${a.shape}] vs. [${b.shape}] [Op:${name}]`)
    : refusal("RuntimeError", `The size of tensor a [${a.shape}] must match the size of tensor b [${b.shape}]`);
}

/** The elements of `x` broadcast to a shape. */
export function spread(x: Variable, shape: readonly number[]): readonly number[] {
  if (sameShapes(x.shape, shape)) return x.data;
  const { data } = x;
  return broadcastIndex(x.shape, shape).map((at) => data[at]!);
}

// --- internal ---

/** PyTorch computes an integer tensor with a float scalar in the default dtype, float32. */
function floating(x: Variable): Variable {
  return isFloatDtype(x.dtype) || x.tape.framework === "tensorflow" ? x : cast(x, "float32");
}

function scalarDtype(x: Variable, value: number): Dtype {
  if (isFloatDtype(x.dtype)) return x.dtype;
  if (x.tape.framework === "pytorch") return "float32";
  throw refusal("TypeError", `Cannot convert ${value} to EagerTensor of dtype ${x.dtype}`);
}

function sameShapes(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}
