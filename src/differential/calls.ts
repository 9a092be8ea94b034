import type { Call } from "../adapter.ts";
import type { Argument } from "../format/argument.ts";
import { caseId } from "../format/case-id.ts";
import type { Dtype } from "../format/tensor.ts";
import { cotangentOf } from "../tensor/cotangent.ts";
import { stringifyJson } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { elementsOf } from "./domains.ts";
import { shapeOf } from "./shapes.ts";
import type { Template, TensorTemplate } from "./templates.ts";

/** What a random call is made of: plain numbers, so that the smaller ones are simpler calls. */
export interface Ingredients {
  readonly template: number;
  /** Extents of the prediction's axes. */
  readonly extents: readonly number[];
  /** Which of its values each argument takes; 0 is the recorded one. */
  readonly choices: readonly number[];
  /** The elements of all tensors, used over and over. */
  readonly entropy: readonly number[];
}

/** The call that the ingredients say. */
export function callOf({ template: at, extents, choices, entropy }: Ingredients, templates: readonly Template[]): Call {
  const template = templates[at % templates.length]!;
  const prediction = Array.from({ length: template.rank }, (_, axis) => extents[axis] ?? 1);
  const classes = prediction[template.classAxis] ?? prediction.at(-1) ?? 1;
  let used = 0;
  const next = () => (entropy.length === 0 ? 0 : entropy[used++ % entropy.length]!);
  const make = ({ dtype, domain, extents: told }: TensorTemplate): Tensor => {
    const shape = shapeOf(told, prediction);
    return { dtype, shape, data: elementsOf(domain, shape, dtype, next, classes) };
  };
  const inputs = Object.fromEntries(Object.entries(template.inputs).map(([name, one]) => [name, make(one)]));
  const args: Record<string, Argument<Tensor>> = {};
  for (const [name, one] of Object.entries(template.tensors)) args[name] = { tensor: make(one) };
  for (const [index, { name, values }] of template.choices.entries()) {
    const chosen = values[choices[index] ?? 0] ?? values[0];
    if (chosen !== undefined) args[name] = chosen;
  }
  const value = { shape: shapeOf(template.value, prediction), dtype: inputs[template.prediction]!.dtype };
  return {
    id: idOf(template, args),
    loss: template.loss,
    args,
    inputs,
    ...(template.wrt.length > 0 && { wrt: template.wrt, cotangent: cotangentOf(value) }),
  };
}

// --- internal ---

function idOf(template: Template, args: Readonly<Record<string, Argument<Tensor>>>): string {
  const named = Object.entries(args).map(([name, value]): [string, string] => [name, valueName(value)]);
  return caseId({ loss: template.loss, family: "found", args: new Map(named), dtype: template.dtype as Dtype });
}

function valueName(value: Argument<Tensor>): string {
  if (value === null) return "none";
  if (typeof value !== "object") return String(value);
  if ("tensor" in value) return "random";
  if ("float" in value) return String(value.float);
  return stringifyJson(value);
}
