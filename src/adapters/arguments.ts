import { type Call, unsupported } from "../adapter.ts";
import type { Argument } from "../format/argument.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** An argument as plain JavaScript: floats that JSON cannot say become numbers, everything else stays. */
export function plain(argument: Argument<Tensor> | undefined): unknown {
  if (argument === null || typeof argument !== "object") return argument;
  return "float" in argument ? Number(argument.float) : argument;
}

export function numberArgument(call: Call, name: string): number | undefined {
  const value = plain(call.args[name]);
  if (value === undefined || typeof value === "number") return value;
  throw unsupported(`${name} that is no number`);
}

/** As {@link numberArgument}, for parameters that a library in TypeScript declares as booleans. */
export function booleanArgument(call: Call, name: string): boolean | undefined {
  const value = plain(call.args[name]);
  if (value === undefined || typeof value === "boolean") return value;
  throw unsupported(`${name} that is no boolean`);
}

/** As it was given, null included: what is no reduction is the library's to refuse. PyTorch's old name of `mean` is no other library's. */
export function reductionArgument(call: Call): unknown {
  const reduction = plain(call.args.reduction);
  if (reduction === "elementwise_mean") throw unsupported("no elementwise_mean, PyTorch's old name of mean");
  return reduction;
}

/** What the library has no parameter for may be given at the framework's default only. */
export function onlyDefaults(call: Call, defaults: Readonly<Record<string, unknown>>, mapped: readonly string[]): void {
  for (const name of Object.keys(call.args)) {
    if (mapped.includes(name)) continue;
    const value = plain(call.args[name]);
    if (!(name in defaults) || value !== defaults[name]) throw unsupported(`no argument ${name}`);
  }
}

/** The inputs in the order of the library's parameters. */
export function inputsInOrder(call: Call, names: readonly string[]): readonly string[] {
  const unknown = Object.keys(call.inputs).find((name) => !names.includes(name));
  if (unknown !== undefined) throw unsupported(`no input ${unknown}`);
  const given = names.filter((name) => call.inputs[name] !== undefined);
  return given;
}

/**
 * For libraries of plain numbers: PyTorch minds the dtypes of a pair, and such a library cannot be told them. Class indices are int64,
 * everything else has the prediction's dtype.
 */
export function sameDtypes(call: Call, prediction: string, others: readonly string[], areClasses = false): void {
  const wanted = areClasses ? "int64" : call.inputs[prediction]?.dtype;
  const other = others.find((name) => call.inputs[name]?.dtype !== wanted);
  if (other !== undefined) throw unsupported(`plain numbers cannot say that ${other} is ${call.inputs[other]?.dtype}`);
}
