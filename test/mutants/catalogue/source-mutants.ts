import type { Mutant } from "../mutant.ts";
import { type Replacement, source } from "../source.ts";

/** One change of a file of the reference, and the losses on which it is tried. */
export interface SourceMutation {
  readonly file: string;
  readonly what: string;
  readonly losses: readonly string[];
  readonly expected: readonly string[];
  readonly replace: readonly Replacement[];
}

/** A mutant for each loss that a change is tried on. */
export function mutantsOf(changes: readonly SourceMutation[]): Mutant[] {
  return changes.flatMap(({ file, what, losses, expected, replace }) =>
    losses.map((loss) => ({
      loss,
      what,
      expected,
      mutation: source(file, ...replace),
    })),
  );
}

const KERAS = "tf.keras.losses.";
const V1 = "tf.compat.v1.losses.";
const TORCH = "torch.nn.";

/** Names under the prefix of their module. */
export const keras = (...names: readonly string[]) => names.map((name) => `${KERAS}${name}`);
export const v1 = (...names: readonly string[]) => names.map((name) => `${V1}${name}`);
export const torch = (...names: readonly string[]) => names.map((name) => `${TORCH}${name}`);
