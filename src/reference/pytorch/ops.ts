import { binary, type Operand, unary } from "../engine/elementwise.ts";
import { needsFullPrecision } from "../engine/kernels.ts";
import { sub } from "../engine/operations.ts";
import { constant, roundOf, type Variable } from "../engine/variable.ts";

/* PyTorch's own conventions at kinks and ties: torch 1.7.0, tools/autograd/derivatives.yaml. */

/** max(x, low), NaN for NaN; on the bound the gradient passes (clamp_min: grad * (self >= min)). */
export function clampMin(x: Variable, low: number): Variable {
  needsFullPrecision(x, "clamp_min_cpu");
  return unary(x, { value: (v) => (v < low ? low : v), gradient: (g, v) => (v >= low ? g : 0) });
}

/** min(a, b); at a tie the gradient goes to `b` alone (min(self, other): masked_fill_(self >= other, 0)). */
export function minimum(a: Operand, b: Operand): Variable {
  return binary(a, b, {
    name: "min",
    value: (x, y) => (y < x ? y : x),
    gradientA: (g, x, y) => (x >= y ? 0 : g),
    gradientB: (g, x, y) => (x < y ? 0 : g),
  });
}

/** `scalar - tensor` in ATen's own code: the scalar becomes a tensor of the other's dtype, truncated for integers. */
export function scalarMinus(scalar: number, x: Variable): Variable {
  return sub(constant(x.tape, x.dtype, [], [roundOf(x)(scalar)]), x);
}
