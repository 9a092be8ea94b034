import { type Adapter, type AdapterResult, type Call, defineAdapter, unsupported } from "../../adapter.ts";
import { sameShape } from "../../tensor/tensor.ts";
import { inputsInOrder } from "../arguments.ts";
import { COMPAT, compatLoss } from "./compat.ts";
import type { Core, Engine, TfTensor } from "./engine.ts";
import { KERAS, kerasLoss } from "./keras.ts";
import type { LossCall } from "./loss-call.ts";
import { fromTensor, toFloatTensor, toTensor } from "./tensors.ts";
import { TORCH, torchLoss } from "./torch.ts";

/** The adapter of one TensorFlow.js backend; the losses and gradients are the library's own. */
export async function tfjsAdapter(name: string, version: string, engine: Engine): Promise<Adapter> {
  const { core, layers, backend } = engine;
  await select(core, backend);
  const keras = kerasLoss(layers);
  const compat = compatLoss(core, (tensor) => toTensor(core, tensor));
  const torch = torchLoss(core);
  return defineAdapter({
    name,
    version,
    language: "JavaScript",
    losses: [...Object.keys(KERAS), ...Object.keys(COMPAT), ...Object.keys(TORCH)],
    dtypes: ["float32"],
    gradients: true,
    evaluate: (call) => {
      const lossCall = keras(call) ?? compat(call) ?? torch(call);
      if (lossCall === undefined) throw unsupported(`no counterpart of ${call.loss}`);
      // The packages share one engine with one active backend. Changing to one that is ready takes effect at once.
      if (core.getBackend() !== backend) void core.setBackend(backend);
      return core.tidy(() => evaluate(core, call, lossCall));
    },
  });
}

// --- internal ---

async function select(core: Core, backend: string): Promise<void> {
  if (!(await core.setBackend(backend))) throw new Error(`TensorFlow.js could not start its backend ${backend}.`);
  await core.ready();
  // The first tensor of the cpu backend prints an advertisement of tfjs-node, except in tests.
  core.env().set("IS_TEST", true);
  core.tidy(() => core.tensor(new Float32Array(1), [], "float32"));
  core.env().set("IS_TEST", false);
}

function evaluate(core: Core, call: Call, { parameters, floats, apply }: LossCall): AdapterResult {
  const given = inputsInOrder(call, parameters);
  const convert = (name: string) => (floats?.includes(name) ? toFloatTensor : toTensor)(core, call.inputs[name]!);
  const inputs = new Map(given.map((name) => [name, convert(name)]));
  const value = apply(...parameters.map((name) => inputs.get(name)));
  const { wrt, cotangent } = call;
  const result = { value: fromTensor(value) };
  if (wrt === undefined || (cotangent !== undefined && !sameShape(cotangent.shape, value.shape))) return result;
  const dy = cotangent && toTensor(core, cotangent);
  const gradientOf = (names: readonly string[]): [string, TfTensor][] => {
    const f = (...changed: TfTensor[]): TfTensor => {
      const all = new Map([...inputs, ...names.map((name, index) => [name, changed[index]!] as const)]);
      return apply(...parameters.map((name) => all.get(name)));
    };
    const gradients = core.grads(f)(
      names.map((name) => inputs.get(name)!),
      dy,
    );
    return names.map((name, index) => [name, gradients[index]!]);
  };
  const gradients = differentiable(wrt, gradientOf).map(([name, gradient]) => [name, fromTensor(gradient)] as const);
  return { ...result, gradients: Object.fromEntries(gradients) };
}

/** The gradients of all inputs at once; where the library refuses one of them, of those that it does not refuse. */
function differentiable<T>(names: readonly string[], gradientOf: (names: readonly string[]) => T[]): T[] {
  if (names.length === 0) return [];
  try {
    return gradientOf(names);
  } catch {
    return names.length === 1 ? [] : names.flatMap((name) => differentiable([name], gradientOf));
  }
}
