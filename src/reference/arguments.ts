import type { Argument, Arguments } from "../format/argument.ts";
import { sameShape, type Tensor } from "../tensor/tensor.ts";
import { constant, given, type Tape, type Variable } from "./engine/variable.ts";
import { refusal } from "./refusal.ts";

export type Args = Arguments<Tensor>;

/** What Python takes for true: everything but False, None, 0, "" and empty containers. */
export function truthy(args: Args, name: string, absent = false): boolean {
  const value = args[name];
  if (value === undefined) return absent;
  if (Array.isArray(value)) return value.length > 0;
  const number = asNumber(value);
  return number === undefined ? value !== false && value !== null && value !== "" : number !== 0;
}

/**
 * A float argument; integers and booleans are floats too.
 * @throws TypeError where it is none, as PyTorch's argument parser does.
 */
export function float(args: Args, name: string, absent: number): number {
  const value = args[name];
  if (value === undefined) return absent;
  const number = typeof value === "boolean" ? Number(value) : asNumber(value);
  if (number === undefined) throw refusal("TypeError", `argument '${name}' must be float, not ${typeName(value)}`);
  return number;
}

/**
 * A switch that must be a boolean.
 * @throws TypeError for anything else, as PyTorch's argument parser does.
 */
export function boolean(args: Args, name: string, absent: boolean): boolean {
  const value = args[name];
  if (value === undefined) return absent;
  if (typeof value === "boolean") return value;
  throw refusal("TypeError", `argument '${name}' must be bool, not ${typeName(value)}`);
}

/**
 * An integer argument.
 * @throws TypeError for floats, `1.0` included, and booleans.
 */
export function integer(args: Args, name: string, absent: number): number {
  const value = args[name];
  if (value === undefined) return absent;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw refusal("TypeError", `argument '${name}' must be int, not ${typeName(value)}`);
}

/** A tensor argument, undefined for None. */
export function tensorArgument(args: Args, name: string): Tensor | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object" && "tensor" in value) return value.tensor;
  throw refusal("TypeError", `argument '${name}' must be Tensor, not ${typeName(value)}`);
}

/**
 * An argument that TensorFlow converts to a tensor: one already, a number or nested lists of numbers, which become float32.
 * @throws where it can become none: None, text, ragged lists.
 */
export function asVariable(tape: Tape, args: Args, name: string, absent?: number): Variable {
  const value = args[name] ?? (name in args ? null : (absent ?? null));
  if (value !== null && typeof value === "object" && "tensor" in value) return given(tape, value.tensor);
  const { shape, data } = flattened(value, name);
  return constant(tape, "float32", shape, data.map(Math.fround));
}

// --- internal ---

function flattened(value: Argument<Tensor>, name: string): { shape: number[]; data: number[] } {
  const number = typeof value === "boolean" ? Number(value) : asNumber(value);
  if (number !== undefined) return { shape: [], data: [number] };
  const items = Array.isArray(value) ? (value as readonly Argument<Tensor>[]) : undefined;
  if (items === undefined)
    throw refusal("ValueError", `argument '${name}' cannot be converted to a tensor: ${typeName(value)}`);
  const parts = items.map((item) => flattened(item, name));
  const inner = parts[0]?.shape ?? [];
  if (!parts.every(({ shape }) => sameShape(shape, inner))) throw refusal("ValueError", `argument '${name}' is ragged`);
  return { shape: [items.length, ...inner], data: parts.flatMap(({ data }) => data) };
}

function asNumber(value: Argument<Tensor>): number | undefined {
  if (typeof value === "number") return value;
  if (value !== null && typeof value === "object" && "float" in value) return Number(value.float);
  return undefined;
}

function typeName(value: Argument<Tensor>): string {
  if (value === null) return "NoneType";
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (asNumber(value) !== undefined) return "float";
  return "tensor" in (value as object) ? "Tensor" : "tuple";
}
