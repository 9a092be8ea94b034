import { sumTo } from "../engine/reduce.ts";
import { constant, type Variable, withGradient } from "../engine/variable.ts";
import { type Reduction, reduceBy } from "./torch.ts";

/** The derivative by one input: `g` is the cotangent of each element's loss, not yet divided by their number. */
export type Derivative = readonly [Variable, (g: Variable) => Variable];

/**
 * A loss whose backward is a kernel of its own, in which the factor of the mean stands where ATen has it: for finite numbers it is
 * all the same, but where something overflows it is not.
 */
export function fused(losses: Variable, reduction: Reduction, derivatives: readonly Derivative[]): Variable {
  const { tape, dtype, shape, data } = losses;
  const value = reduceBy(constant(tape, dtype, shape, data), reduction);
  const spread = (g: Variable) =>
    reduction === "none" ? g : constant(tape, dtype, shape, new Array<number>(data.length).fill(g.data[0]!));
  return withGradient(
    value,
    derivatives.map(([input, derivative]) => [input, (g) => summedTo(input, derivative(spread(g)))]),
  );
}

/** 1 ÷ the number of elements for a mean, 1 otherwise: `norm` in ATen's backward kernels. */
export function normOf(x: Variable, reduction: Reduction): number {
  return reduction === "mean" ? 1 / x.data.length : 1;
}

// --- internal ---

function summedTo(input: Variable, gradient: Variable): Variable {
  const { tape, dtype, data, shape } = gradient;
  return constant(tape, dtype, input.shape, sumTo(tape, dtype, data, shape, input.shape));
}
