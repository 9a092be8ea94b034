import type { AdapterResult, Call } from "../adapter.ts";
import { sameShape } from "../tensor/tensor.ts";
import type { Arithmetic } from "./engine/arithmetic.ts";
import { given, gradientsOf, newTape, type Variable } from "./engine/variable.ts";
import type { Loss } from "./loss.ts";

/** Computes a loss and the gradients asked for, contracted with the call's cotangent. */
export function evaluate(loss: Loss, call: Call, arithmetic: Arithmetic): AdapterResult {
  const framework = call.loss.startsWith("torch.") ? "pytorch" : "tensorflow";
  const tape = newTape(framework, arithmetic);
  const { wrt = [], cotangent } = call;
  const inputs: Record<string, Variable> = {};
  for (const [name, tensor] of Object.entries(call.inputs)) inputs[name] = given(tape, tensor, wrt.includes(name));
  const value = loss({ tape, inputs, args: call.args });
  if (cotangent === undefined || !sameShape(cotangent.shape, value.shape)) return { value: answer(value) };
  const found = gradientsOf(
    value,
    cotangent.data.map(Number),
    wrt.map((name) => inputs[name]!),
  );
  const gradients: Record<string, AdapterResult["value"]> = {};
  for (const [i, name] of wrt.entries()) {
    const { dtype, shape } = inputs[name]!;
    const data = found[i];
    if (data !== undefined) gradients[name] = { dtype, shape, data };
  }
  return { value: answer(value), gradients };
}

// --- internal ---

function answer({ dtype, shape, data }: Variable): AdapterResult["value"] {
  return { dtype, shape, data };
}
