import { numbers, sameShape, sizeOf, type Tensor } from "../../tensor/tensor.ts";
import { type Args, integer, tensorArgument } from "../arguments.ts";
import { needsSingleOrDouble } from "../engine/kernels.ts";
import { operation, roundOf, summing, type Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";
import { reductionName, reductionOf } from "./torch.ts";

/**
 * −weight[target]·input[target] over axis 1 (torch 1.7.0, nn/functional.py, nll_loss; ATen/native/LossNLL.cpp, LossNLL2d.cpp). The mean
 * divides by the weights of the targets, not by their number; targets equal to `ignore_index` count in neither. If nothing is
 * left, the sum 0 stands undivided, but the mean of an empty batch is NaN.
 */
export function nllLoss(input: Variable, target: Variable, args: Args): Variable {
  const reduction = reductionOf(reductionName(args));
  const ignored = integer(args, "ignore_index", -100);
  checkShapes(input, target);
  const weight = weightsOf(tensorArgument(args, "weight"), input);
  const { tape, dtype, data } = input;
  const [classes, inner] = [input.shape[1]!, sizeOf(input.shape.slice(2))];
  const positions: number[] = [];
  const weights: number[] = [];
  for (const [i, label] of target.data.entries()) {
    if (label !== ignored && !(label >= 0 && label < classes)) {
      throw refusal("IndexError", `Target ${label} is out of bounds.`);
    }
    positions.push(label === ignored ? -1 : (Math.floor(i / inner) * classes + label) * inner + (i % inner));
    weights.push(label === ignored ? 0 : (weight?.[label] ?? 1));
  }
  const round = roundOf(input);
  const { formulas } = tape.arithmetic;
  const sum = summing(tape, dtype);
  const losses = positions.map((at, i) => (at < 0 ? 0 : round(-data[at]! * weights[i]!)));
  const toInput = (share: (i: number) => number) => {
    const gradient = new Array<number>(data.length).fill(0);
    for (const [i, at] of positions.entries()) if (at >= 0) gradient[at] = share(i);
    return gradient;
  };
  if (reduction === "none") {
    const pullback = (g: readonly number[]) => toInput((i) => round(-weights[i]! * g[i]!));
    return operation({ dtype, shape: target.shape, data: losses }, [input], [pullback]);
  }
  const total = sum(losses);
  const totalWeight = sum(weights);
  const denominator = reduction === "mean" ? totalWeight : 1;
  const isDivided = denominator !== 0 || data.length === 0;
  const value = isDivided ? formulas.divide(total, denominator, round) : total;
  // nll_loss_backward: no gradient at all, for sums neither, where the weights do not add up to something positive.
  const share = (g: number, i: number) =>
    totalWeight <= 0 ? 0 : formulas.divide(round(-weights[i]! * g), denominator, round);
  const pullback = ([g]: readonly number[]) => toInput((i) => share(g!, i));
  return operation({ dtype, shape: [], data: [value] }, [input], [pullback]);
}

// --- internal ---

function checkShapes(input: Variable, target: Variable): void {
  const { shape } = input;
  if (shape.length < 2) throw refusal("ValueError", `Expected 2 or more dimensions (got ${shape.length})`);
  if (!sameShape(target.shape, [shape[0]!, ...shape.slice(2)])) {
    throw refusal("ValueError", `Expected target size [${[shape[0]!, ...shape.slice(2)]}], got [${target.shape}]`);
  }
  // Of three axes, or more than four, nn/functional.py makes four: of an input of nothing other ones than of its targets.
  const isViewed = shape.length === 3 || shape.length > 4;
  if (isViewed && input.data.length === 0 && target.data.length > 0)
    throw refusal("RuntimeError", `size mismatch (got input: [${shape.slice(0, 2)},0,0], target: [${target.shape}])`);
  if (target.dtype !== "int64") throw refusal("RuntimeError", `expected scalar type Long but found ${target.dtype}`);
  needsSingleOrDouble(input, "nll_loss_out_frame");
}

function weightsOf(weight: Tensor | undefined, input: Variable): readonly number[] | undefined {
  if (weight === undefined) return undefined;
  const classes = input.shape[1]!;
  if (weight.data.length !== classes) {
    throw refusal(
      "RuntimeError",
      `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: [${weight.shape}]`,
    );
  }
  if (weight.dtype !== input.dtype)
    throw refusal("RuntimeError", `expected scalar type ${input.dtype} but found ${weight.dtype}`);
  return numbers(weight);
}
