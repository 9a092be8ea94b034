import type { Args } from "../arguments.ts";
import { mean, sum } from "../engine/reduce.ts";
import type { Variable } from "../engine/variable.ts";
import type { Loss, LossCall, Losses } from "../loss.ts";
import { refusal } from "../refusal.ts";

/**
 * A PyTorch loss as class and function: the class resolves the legacy arguments when it is constructed and then calls the function
 * (torch 1.7.0, nn/modules/loss.py, _Loss.__init__).
 */
export function torch(className: string, functionName: string, loss: Loss): Losses {
  return {
    [`torch.nn.functional.${functionName}`]: loss,
    [`torch.nn.${className}`]: (call) => loss({ ...call, args: constructed(call.args) }),
  };
}

/**
 * The reduction's name: `size_average` and `reduce`, where given, override `reduction`, even an illegal one (nn/_reduction.py,
 * legacy_get_string).
 */
export function reductionName(args: Args): unknown {
  const { size_average = null, reduce = null, reduction = "mean" } = args;
  if (size_average === null && reduce === null) return reduction;
  if (reduce !== null && !reduce) return "none";
  return size_average === null || size_average ? "mean" : "sum";
}

/** Reduces the elements' losses; a mean of nothing is NaN (nn/_reduction.py, get_enum; aten Loss.cpp, apply_loss_reduction). */
export function reduced(losses: Variable, args: Args): Variable {
  return reduceBy(losses, reductionOf(reductionName(args)));
}

export type Reduction = "none" | "mean" | "sum";

export function reduceBy(losses: Variable, reduction: Reduction): Variable {
  if (reduction === "none") return losses;
  return reduction === "mean" ? mean(losses) : sum(losses);
}

/** nn/_reduction.py, get_enum: `elementwise_mean` is still taken. */
export function reductionOf(name: unknown): Reduction {
  if (name === "none" || name === "mean" || name === "sum") return name;
  if (name === "elementwise_mean") return "mean";
  throw refusal("ValueError", `${name ?? "None"} is not a valid value for reduction`);
}

/** Two losses are reduced by Python code that does not know `elementwise_mean` (nn/functional.py). */
export function strictlyReduced(losses: Variable, args: Args): Variable {
  const name = reductionName(args);
  if (name !== "none" && name !== "mean" && name !== "sum") throw refusal("ValueError", `${name} is not valid`);
  return reduceBy(losses, name);
}

export function inputTarget({ inputs }: LossCall): readonly [Variable, Variable] {
  return [inputs.input!, inputs.target!];
}

// --- internal ---

function constructed(args: Args): Args {
  const { size_average = null, reduce = null, ...rest } = args;
  if (size_average === null && reduce === null) return rest;
  return { ...rest, reduction: reductionName(args) as string };
}
