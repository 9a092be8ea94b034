import { sameShape } from "../../tensor/tensor.ts";
import { needsSingleOrDouble } from "../engine/kernels.ts";
import { add, div, exp, log, mul, neg, sigmoid, sub } from "../engine/operations.ts";
import { detach, type Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";
import { type Derivative, fused } from "./fused.ts";
import { addInPlace, mulInPlace } from "./in-place.ts";
import { clampMin, scalarMinus } from "./ops.ts";
import type { Reduction } from "./torch.ts";

/* torch 1.7.0, ATen/native/Loss.cpp and tools/autograd/derivatives.yaml. */

/** ATen/native/Loss.cpp: EPSILON, a float32 constant for float64 too. */
const EPSILON = Math.fround(1e-12);

/** What PyTorch's two binary cross-entropies are given. */
export interface BinaryCall {
  readonly input: Variable;
  readonly target: Variable;
  /** Broadcasts over the elements but may not widen them; the mean divides by their number all the same. */
  readonly weight: Variable | undefined;
  readonly reduction: Reduction;
}

/**
 * −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), with the derivative g·(x − t) ÷ max(x·(1 − x), 1e-12): not that of the clamped
 * logarithm, so that it is huge where the value is clamped. There is none for the target.
 */
export function binaryCrossEntropy(call: BinaryCall): Variable {
  const { input, target } = call;
  checkSameShape(input, target);
  needsSingleOrDouble(input, "binary_cross_entropy");
  if (input.dtype !== target.dtype)
    throw refusal("RuntimeError", `Found dtype ${target.dtype} but expected ${input.dtype}`);
  if (!input.data.every((x) => x >= 0 && x <= 1)) {
    throw refusal("RuntimeError", "all elements of input should be between 0 and 1");
  }
  const [x, t] = [detach(input), detach(target)];
  const losses = sub(mul(sub(t, 1), clampMin(log(sub(1, x)), -100)), mul(t, clampMin(log(x), -100)));
  return weightedLoss(losses, call, [[input, (g) => div(mul(g, sub(x, t)), clampMin(mul(sub(1, x), x), EPSILON))]]);
}

/**
 * (1 − t)·x + w·log(1 + exp(−x)), w = 1 + (posWeight − 1)·t, the logarithm computed as log(exp(−m) + exp(−x − m)) + m with m = max(−x, 0): a
 * loss below 6e-8 becomes 0 where log1p would keep it.
 */
export function logisticLoss(call: BinaryCall, posWeight: Variable | undefined): Variable {
  const { input, target } = call;
  checkSameShape(input, target);
  const [x, t] = [detach(input), detach(target)];
  const m = clampMin(neg(x), 0);
  const logarithm = add(log(add(exp(neg(m)), exp(sub(neg(x), m)))), m);
  const factor = posWeight && add(mul(sub(posWeight, 1), t), 1);
  const losses = addInPlace(mulInPlace(scalarMinus(1, t), x), factor ? mul(factor, logarithm) : logarithm);
  return weightedLoss(losses, call, [
    [input, (g) => mul(inputSlope(x, t, posWeight), g)],
    [target, (g) => targetGradient(x, posWeight, g)],
  ]);
}

// --- internal ---

/** binary_cross_entropy_with_logits_backward: σ(x) − t, or (posWeight·t + 1 − t)·σ(x) − posWeight·t. */
function inputSlope(x: Variable, t: Variable, posWeight: Variable | undefined): Variable {
  if (posWeight === undefined) return sub(sigmoid(x), t);
  const positive = mul(posWeight, t);
  return sub(mul(sub(add(positive, 1), t), sigmoid(x)), positive);
}

/** binary_cross_entropy_with_logits_target_backward: −x, or log(1 − σ(x)) − posWeight·log σ(x), infinite where σ saturates. */
function targetGradient(x: Variable, posWeight: Variable | undefined, g: Variable): Variable {
  if (posWeight === undefined) return mul(x, neg(g));
  return mul(sub(log(sub(1, sigmoid(x))), mul(posWeight, log(sigmoid(x)))), g);
}

/** Weighted in place, then reduced; the gradients are weighted and divided last. */
function weightedLoss(losses: Variable, call: BinaryCall, derivatives: readonly Derivative[]): Variable {
  const { weight, reduction, input } = call;
  const value = weight === undefined ? losses : mulInPlace(losses, weight);
  const finish = (gradient: Variable) => {
    const weighted = weight === undefined ? gradient : mul(gradient, weight);
    return reduction === "mean" ? div(weighted, input.data.length) : weighted;
  };
  return fused(
    value,
    reduction,
    derivatives.map(([of, derivative]) => [of, (g) => finish(derivative(g))]),
  );
}

function checkSameShape(input: Variable, target: Variable): void {
  if (sameShape(input.shape, target.shape)) return;
  throw refusal("ValueError", `Target size ([${target.shape}]) must be the same as input size ([${input.shape}])`);
}
