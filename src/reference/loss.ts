import type { Args } from "./arguments.ts";
import type { Tape, Variable } from "./engine/variable.ts";

/** One call on a tape: the inputs as variables, the arguments as they were given. */
export interface LossCall {
  readonly tape: Tape;
  readonly inputs: { readonly [parameter: string]: Variable };
  readonly args: Args;
}

/** What a loss means: computes its value with all derivatives, or throws what the framework throws to refuse the call. */
export type Loss = (call: LossCall) => Variable;

/** Losses by their canonical names. */
export type Losses = { readonly [loss: string]: Loss };
