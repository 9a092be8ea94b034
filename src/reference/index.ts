import { type Adapter, defineAdapter, unsupported } from "../adapter.ts";
import { DTYPES } from "../format/tensor.ts";
import { LOSSES } from "./concepts/index.ts";
import { type Arithmetic, CORRECTLY_ROUNDED } from "./engine/arithmetic.ts";
import { evaluate } from "./evaluate.ts";
import type { Losses } from "./loss.ts";

/** The executable specification with another arithmetic, or with losses replaced: honest variants and mutants are made so. */
export function referenceWith(name: string, arithmetic: Arithmetic, losses: Losses = LOSSES): Adapter {
  return defineAdapter({
    name,
    version: "1.0.0",
    losses: Object.keys(losses),
    dtypes: DTYPES,
    gradients: true,
    evaluate: (call) => {
      const loss = losses[call.loss];
      if (loss === undefined) throw unsupported(`the reference has no ${call.loss}`);
      return evaluate(loss, call, arithmetic);
    },
  });
}

/** Every loss of PyTorch 1.7 and TensorFlow 2.3 in the catalogue, as one executable specification of what they mean. */
export const reference: Adapter = referenceWith("reference", CORRECTLY_ROUNDED);
