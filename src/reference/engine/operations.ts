import { isFloatDtype } from "../../format/tensor.ts";
import { refusal } from "../refusal.ts";
import type { Round } from "./arithmetic.ts";
import { binary, commonShape, type Operand, operands, spread, unary } from "./elementwise.ts";
import { needsFloat, needsFloatFunctions, needsNumbers } from "./kernels.ts";
import { sumTo } from "./reduce.ts";
import { broadcastShapes } from "./shapes.ts";
import { constant, operation, type Variable } from "./variable.ts";

/*
 * What both frameworks compute and differentiate alike: tensorflow 2.3.4, python/ops/math_grad.py; torch 1.7.0,
 * tools/autograd/derivatives.yaml. What they do differently at kinks and ties is in tensorflow/ops.ts and pytorch/ops.ts.
 */

export function add(a: Operand, b: Operand): Variable {
  return binary(a, b, { name: "AddV2", value: (x, y) => x + y, gradientA: (g) => g, gradientB: (g) => g });
}

export function sub(a: Operand, b: Operand): Variable {
  for (const operand of [a, b]) if (typeof operand !== "number") needsNumbers(operand, "sub");
  return binary(a, b, { name: "Sub", value: (x, y) => x - y, gradientA: (g) => g, gradientB: (g) => -g });
}

export function mul(a: Operand, b: Operand): Variable {
  return binary(a, b, {
    name: "Mul",
    value: (x, y) => x * y,
    gradientA: (g, _, y) => g * y,
    gradientB: (g, x) => g * x,
  });
}

/** d(a/b)/db is −(a/b)/b, rounded after each division. */
export function div(a: Operand, b: Operand): Variable {
  const { divide } = formulasOf(a, b);
  return binary(a, b, {
    name: "RealDiv",
    value: divide,
    gradientA: (g, _, y, round) => divide(g, y, round),
    gradientB: (g, x, y, round) => g * divide(divide(-x, y, round), y, round),
  });
}

export function neg(x: Variable): Variable {
  return unary(x, { value: (v) => -v, gradient: (g) => -g });
}

/** sign(0) and sign(NaN) are 0, so the gradient is 0 at the kink. */
export function abs(x: Variable): Variable {
  return unary(x, { value: Math.abs, gradient: (g, v) => g * sign(v) });
}

export function square(x: Variable): Variable {
  return unary(x, { value: (v) => v * v, gradient: (g, v, _, round) => g * round(2 * v) });
}

/** (a − b)², differentiated as 2·g·(a − b). */
export function squaredDifference(a: Variable, b: Variable): Variable {
  needsFloat(a, "mse_cpu");
  return binary(a, b, {
    name: "SquaredDifference",
    value: (x, y, round) => round(x - y) ** 2,
    gradientA: (g, x, y, round) => round(2 * g) * round(x - y),
    gradientB: (g, x, y, round) => -round(2 * g) * round(x - y),
  });
}

export function sqrt(x: Variable): Variable {
  needsFloatFunctions(x, "sqrt");
  return unary(x, { value: Math.sqrt, gradient: (g, _, y, round) => g / round(2 * y) });
}

export function exp(x: Variable): Variable {
  needsFloatFunctions(x, "exp");
  return unary(x, { value: x.tape.arithmetic.formulas.exp, gradient: (g, _, y) => g * y });
}

export function log(x: Variable): Variable {
  needsFloatFunctions(x, "log");
  return unary(x, {
    value: x.tape.arithmetic.formulas.log,
    gradient: (g, v, _, round) => quotientOf(x, g, v, round),
  });
}

export function log1p(x: Variable): Variable {
  needsFloatFunctions(x, "log1p");
  return unary(x, {
    value: x.tape.arithmetic.formulas.log1p,
    gradient: (g, v, _, round) => quotientOf(x, g, round(1 + v), round),
  });
}

export function sigmoid(x: Variable): Variable {
  needsFloatFunctions(x, "sigmoid");
  return unary(x, {
    value: x.tape.arithmetic.formulas.sigmoid,
    gradient: (g, _, y, round) => g * round(y * round(1 - y)),
  });
}

/** A tensor of booleans: where the test holds. It has no gradient. */
export function test(x: Variable, holds: (value: number) => boolean): Variable {
  return constant(
    x.tape,
    "bool",
    x.shape,
    x.data.map((value) => (holds(value) ? 1 : 0)),
  );
}

/** Two tensors compared element by element. */
export function compare(a: Variable, b: Variable, holds: (x: number, y: number) => boolean): Variable {
  const shape = commonShape(a, b, "Compare");
  const y = spread(b, shape);
  return constant(
    a.tape,
    "bool",
    shape,
    spread(a, shape).map((x, i) => (holds(x, y[i]!) ? 1 : 0)),
  );
}

/** Selects; the gradient goes to what was selected, 0 to the other. */
export function where(condition: Variable, a: Operand, b: Operand): Variable {
  const [yes, no] = operands(a, b, "SelectV2");
  const shape = broadcastShapes(condition.shape, commonShape(yes, no, "SelectV2"));
  if (shape === undefined) throw refusal("InvalidArgumentError", "the condition's shape does not broadcast");
  const chosen = spread(condition, shape);
  const [x, y] = [spread(yes, shape), spread(no, shape)];
  const { dtype } = yes;
  const pull = (to: Variable, when: number) => (g: readonly number[]) =>
    sumTo(
      to.tape,
      dtype,
      g.map((gradient, i) => (chosen[i] === when ? gradient : 0)),
      shape,
      to.shape,
    );
  const data = chosen.map((choice, i) => (choice === 1 ? x[i]! : y[i]!));
  return operation({ dtype, shape, data }, [yes, no], [pull(yes, 1), pull(no, 0)]);
}

/** −1, 0 or 1; 0 for NaN, as Eigen's and ATen's kernels compute it: (0 < x) − (x < 0). */
export function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/** A tensor of the shape and dtype of `x` that holds one number. */
export function fullLike(x: Variable, value: number): Variable {
  return constant(x.tape, x.dtype, x.shape, new Array<number>(x.data.length).fill(value));
}

export function isFloating(x: Variable): boolean {
  return isFloatDtype(x.dtype);
}

// --- internal ---

/** g ÷ v. TensorFlow rounds 1/v first, which float16 cannot hold where v is near an epsilon (math_grad.py, _LogGrad, _Log1pGrad). */
function quotientOf(x: Variable, g: number, v: number, round: Round): number {
  const { divide } = x.tape.arithmetic.formulas;
  return x.tape.framework === "tensorflow" ? g * divide(1, v, round) : divide(g, v, round);
}

function formulasOf(a: Operand, b: Operand) {
  const tensor = typeof a === "number" ? b : a;
  if (typeof tensor === "number") throw new TypeError("one operand must be a tensor");
  return tensor.tape.arithmetic.formulas;
}
