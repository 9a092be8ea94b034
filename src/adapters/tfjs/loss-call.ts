import type { TfTensor } from "./engine.ts";

/** A call translated to the library: its own function of the inputs, in the order of `parameters`. */
export interface LossCall {
  readonly parameters: readonly string[];
  /** Inputs that the library takes as float32 tensors only, integers too. */
  readonly floats?: readonly string[];
  /** An input that the call does not give is undefined, as it would be in the library's own call. */
  readonly apply: (...inputs: (TfTensor | undefined)[]) => TfTensor;
}
