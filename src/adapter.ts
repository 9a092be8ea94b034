import type { Arguments } from "./format/argument.ts";
import type { Dtype } from "./format/tensor.ts";
import type { Tensor } from "./tensor/tensor.ts";

/** One call as an adapter in JavaScript sees it: the protocol's `call`, tensors decoded and frozen. */
export interface Call {
  readonly id: string;
  readonly loss: string;
  readonly args: Arguments<Tensor>;
  readonly inputs: { readonly [parameter: string]: Tensor };
  /** The inputs whose gradients are asked for; absent where none are. */
  readonly wrt?: readonly string[];
  /** What the value's gradient is contracted with; has the expected value's shape. */
  readonly cotangent?: Tensor;
}

/** A tensor as an adapter may return it: typed arrays and the protocol's strings for non-finite floats are welcome too. */
export interface LooseTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | boolean | bigint | string>;
}

export interface AdapterResult {
  readonly value: LooseTensor;
  readonly gradients?: { readonly [input: string]: LooseTensor };
  readonly warnings?: readonly string[];
}

/** The library has no such loss, argument or dtype: never a pass. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

/** What `evaluate` throws or returns for a call that its library cannot be asked. */
export function unsupported(reason: string): Unsupported {
  return new Unsupported(reason);
}

export interface Adapter {
  readonly name: string;
  readonly version: string;
  readonly language?: string;
  /** Patterns of the losses it can be asked for; everything else counts as unsupported without being sent. */
  readonly losses: readonly string[];
  readonly dtypes: readonly Dtype[];
  readonly gradients: boolean;
  /** Throws what the library throws to reject the call, and throws or returns `unsupported(reason)`. */
  readonly evaluate: (call: Call) => AdapterResult | Unsupported | Promise<AdapterResult | Unsupported>;
  /** Frees what the adapter holds; called once at the end of a run. */
  readonly close?: () => void | Promise<void>;
}

/** Checks nothing, but gives the type: `export default defineAdapter({...})`. */
export function defineAdapter(adapter: Adapter): Adapter {
  return adapter;
}
