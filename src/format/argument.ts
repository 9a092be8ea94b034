import type { JsonTensor } from "./tensor.ts";

/** The callables an argument can name; every adapter that supports them computes exactly these. */
export const CALLABLES = ["pairwise_distance", "manhattan", "cosine", "wrong_shape"] as const;
export type CallableName = (typeof CALLABLES)[number];

/**
 * An argument of a call, `T` being how a tensor is given: its name in case files (`string`), inline on the wire
 * (`JsonTensor`), decoded in an adapter (`Tensor`).
 */
export type Argument<T> =
  | null
  | boolean
  | number
  | string
  | readonly Argument<T>[]
  | { readonly tensor: T }
  /** A float that plain JSON cannot say: non-finite, or integral where being a float matters (`ignore_index=1.0`). */
  | { readonly float: number | "NaN" | "Infinity" | "-Infinity" }
  | { readonly tuple: readonly Argument<T>[] }
  /** `tf.SparseTensor(indices, values, shape)`. */
  | { readonly sparse: { readonly indices: T; readonly values: T; readonly shape: T } }
  | { readonly callable: CallableName };

export type Arguments<T> = { readonly [name: string]: Argument<T> };

/** Arguments of a case file: tensors by their name in the file's `tensors`. */
export type FileArguments = Arguments<string>;
/** Arguments of a protocol message: tensors inline. */
export type WireArguments = Arguments<JsonTensor>;

/** The same argument with every tensor replaced by `replace(tensor)`. */
export function mapArgument<T, U>(argument: Argument<T>, replace: (tensor: T) => U): Argument<U> {
  if (argument === null || typeof argument !== "object") return argument;
  if (isList(argument)) return argument.map((item) => mapArgument(item, replace));
  if ("tensor" in argument) return { tensor: replace(argument.tensor) };
  if ("tuple" in argument) return { tuple: argument.tuple.map((item) => mapArgument(item, replace)) };
  if ("sparse" in argument) {
    const { indices, values, shape } = argument.sparse;
    return { sparse: { indices: replace(indices), values: replace(values), shape: replace(shape) } };
  }
  return argument;
}

/** All arguments with every tensor replaced by `replace(tensor)`. */
export function mapArguments<T, U>(args: Arguments<T>, replace: (tensor: T) => U): Arguments<U> {
  const mapped: Record<string, Argument<U>> = {};
  for (const [name, argument] of Object.entries(args)) mapped[name] = mapArgument(argument, replace);
  return mapped;
}

// --- internal ---

function isList<T>(argument: Argument<T>): argument is readonly Argument<T>[] {
  return Array.isArray(argument);
}
