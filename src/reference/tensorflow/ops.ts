import { binary, type Operand, unary } from "../engine/elementwise.ts";
import { mul, square } from "../engine/operations.ts";
import { groups, reduction, sum } from "../engine/reduce.ts";
import { largest } from "../engine/softmax.ts";
import { operation, roundOf, type Variable } from "../engine/variable.ts";

/* TensorFlow's own conventions at kinks and ties: tensorflow 2.3.4, python/ops/math_grad.py. */

/** max(a, b); at a tie the gradient goes to `a` alone (_MaximumGrad: x >= y), at a NaN to `b`. */
export function maximum(a: Operand, b: Operand): Variable {
  return binary(a, b, {
    name: "Maximum",
    value: (x, y) => (x < y ? y : x),
    gradientA: (g, x, y) => (x >= y ? g : 0),
    gradientB: (g, x, y) => (x >= y ? 0 : g),
  });
}

/** min(a, b); at a tie the gradient goes to `a` alone (_MinimumGrad: x <= y), at a NaN to `b`. */
export function minimum(a: Operand, b: Operand): Variable {
  return binary(a, b, {
    name: "Minimum",
    value: (x, y) => (y < x ? y : x),
    gradientA: (g, x, y) => (x <= y ? g : 0),
    gradientB: (g, x, y) => (x <= y ? 0 : g),
  });
}

/** tf.clip_by_value: maximum(minimum(x, high), low); on the bounds the gradient passes, beyond them and at a NaN it is 0. */
export function clip(x: Variable, low: number, high: number): Variable {
  return maximum(minimum(x, high), low);
}

/** Largest element along an axis; the gradient is shared equally by all that attain it (_MinOrMaxGrad). */
export function reduceMax(x: Variable, axis: number): Variable {
  const { dtype, shape, data } = largest(x, axis);
  const { index } = reduction(x, axis, false);
  const round = roundOf(x);
  return operation(
    { dtype, shape, data },
    [x],
    [
      (g) => {
        const attained = x.data.map((value, i) => (value === data[index[i]!] ? 1 : 0));
        const ties = groups(attained, index, data.length).map((marks) =>
          marks.reduce((count: number, mark) => count + mark, 0),
        );
        return attained.map((mark, i) => round(round(mark / ties[index[i]!]!) * g[index[i]!]!));
      },
    ],
  );
}

/** max(x, 0); at 0 the gradient is 0 (core/kernels/relu_op_functor.h, ReluGrad: gradients * (features > 0), NaN for an infinite gradient). */
export function relu(x: Variable): Variable {
  return unary(x, { value: (v) => (v < 0 ? 0 : v), gradient: (g, v) => g * (v > 0 ? 1 : 0) });
}

/** log(1 + exp(x)); the gradient is g·sigmoid(x), not the kernel that its name promises (python/ops/nn_grad.py, _SoftplusGrad). */
export function softplus(x: Variable): Variable {
  const { softplus, sigmoid } = x.tape.arithmetic.formulas;
  return unary(x, { value: softplus, gradient: (g, v, _, round) => g * sigmoid(v, round) });
}

/** 1/√x; the gradient is −½·(g·y)·(y·y), and 0 where g is, whatever y is (core/kernels/cwise_ops_gradients.h, scalar_rsqrt_gradient_op). */
export function rsqrt(x: Variable): Variable {
  return unary(x, {
    value: (v, round) => 1 / round(Math.sqrt(v)),
    gradient: (g, _, y, round) => (g === 0 ? 0 : -0.5 * round(g * y) * round(y * y)),
  });
}

/** x·rsqrt(max(Σx², 1e-12)) along an axis, or over all (python/ops/nn_impl.py, l2_normalize). */
export function l2Normalize(x: Variable, axis: number | undefined, epsilon = 1e-12): Variable {
  return mul(x, rsqrt(maximum(sum(square(x), axis, true), epsilon)));
}

/** a ÷ b, and 0 where b is 0, whatever a is (_DivNoNanGrad). */
export function divNoNan(a: Variable, b: Operand): Variable {
  const { divide } = a.tape.arithmetic.formulas;
  const quotient = (x: number, y: number, round: (v: number) => number) => (y === 0 ? 0 : divide(x, y, round));
  return binary(a, b, {
    name: "DivNoNan",
    value: quotient,
    gradientA: (g, _, y, round) => quotient(g, y, round),
    gradientB: (g, x, y, round) => g * quotient(quotient(-x, y, round), y, round),
  });
}
