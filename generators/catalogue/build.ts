import { KERAS_REDUCTION, literal, SAMPLE_WEIGHT, TORCH_REDUCTIONS } from "../domains.ts";
import type { Domain, LossSpec } from "../types.ts";
import { label } from "./v1.ts";

/** A Keras class and its function: the class adds `reduction` and `sample_weight`. */
export function keras(
  className: string,
  functionName: string,
  args: { readonly [name: string]: Domain } = {},
  options: {
    readonly functionArgs?: { readonly [name: string]: Domain };
    readonly target?: string;
    /** The class's default `name`, where it is not the function's. */
    readonly name?: string;
    readonly classes?: boolean;
  } = {},
): LossSpec[] {
  const inputs = {
    y_true: [options.target ?? "target"],
    y_pred: options.classes ? ["prediction-channels-last", "prediction"] : ["prediction"],
  };
  const [classLoss, functionLoss] = [`tf.keras.losses.${className}`, `tf.keras.losses.${functionName}`];
  return [
    {
      loss: classLoss,
      framework: "tensorflow",
      form: "class",
      inputs,
      optionalInputs: { sample_weight: SAMPLE_WEIGHT },
      args: {
        ...args,
        reduction: KERAS_REDUCTION,
        name: label(literal(options.name ?? functionName), [literal(null)]),
      },
      counterpart: functionLoss,
    },
    {
      loss: functionLoss,
      framework: "tensorflow",
      form: "function",
      inputs,
      args: options.functionArgs ?? args,
      counterpart: classLoss,
    },
  ];
}

/** A PyTorch class and its functional form, which take the same arguments. */
export function torch(
  className: string,
  functionName: string,
  inputs: { readonly [parameter: string]: readonly string[] },
  args: { readonly [name: string]: Domain } = {},
): LossSpec[] {
  const [classLoss, functionLoss] = [`torch.nn.${className}`, `torch.nn.functional.${functionName}`];
  const common = { framework: "pytorch", inputs, args: { ...TORCH_REDUCTIONS, ...args } } as const;
  return [
    { loss: classLoss, form: "class", counterpart: functionLoss, ...common },
    { loss: functionLoss, form: "function", counterpart: classLoss, ...common },
  ];
}

/** `input` and `target`, as most PyTorch losses call them. */
export const INPUT_TARGET = { input: ["prediction"], target: ["target"] };
