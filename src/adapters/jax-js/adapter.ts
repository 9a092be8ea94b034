import { type Adapter, type AdapterResult, type Call, defineAdapter, unsupported } from "../../adapter.ts";
import { numbers, sameShape, type Tensor } from "../../tensor/tensor.ts";
import { inputsInOrder, onlyDefaults, plain } from "../arguments.ts";
import { loadLibrary } from "../library.ts";
import { lossesOf } from "../page.ts";
import type { Jax, JaxArray } from "./engine.ts";
import { COMPOSITIONS, type Composition } from "./losses.ts";
import { PAGE } from "./page.ts";

export async function load(): Promise<Adapter> {
  const { module, version } = loadLibrary("jax-js", "@jax-js/jax");
  const jax = module as Jax;
  // Node.js has no navigator before version 21, and the library looks for WebGPU in it.
  if (globalThis.navigator === undefined) Object.assign(globalThis, { navigator: {} });
  await jax.init();
  jax.defaultDevice("wasm");
  return defineAdapter({
    name: "jax-js",
    version,
    language: "TypeScript",
    losses: lossesOf(PAGE),
    dtypes: ["float32"],
    gradients: true,
    evaluate: (call) => {
      const composition = COMPOSITIONS.get(call.loss);
      if (composition === undefined) throw unsupported(`no counterpart of ${call.loss}`);
      return evaluate(jax, call, composition);
    },
  });
}

// --- internal ---

const DEFAULTS = {
  size_average: null,
  reduce: null,
  weight: null,
  pos_weight: null,
  ignore_index: -100,
  name: null,
  axis: -1,
};

function evaluate(jax: Jax, call: Call, composition: Composition): AdapterResult {
  onlyDefaults(call, DEFAULTS, ["reduction"]);
  const reduce = reductionOf(call, composition);
  const names = inputsInOrder(call, composition.inputs);
  const [prediction, target] = names.map((name) => call.inputs[name]!);
  if (prediction === undefined || target === undefined) throw unsupported("a composition needs both of its inputs");
  composition.check(prediction, target, call);
  const arrays = names.map((name) => toArray(jax, call.inputs[name]!));
  const wanted = (call.wrt ?? []).filter((name) => names.includes(name) && call.inputs[name]!.dtype === "float32");
  // A function of the inputs that gradients are asked for; an array is consumed by its use, `ref` keeps it.
  const f = (...changed: JaxArray[]): JaxArray => {
    const given = names.map((name, at) => (wanted.includes(name) ? changed[wanted.indexOf(name)]! : arrays[at]!.ref));
    return reduce(composition.apply(jax, given));
  };
  const primals = wanted.map((name) => arrays[names.indexOf(name)]!.ref);
  const { cotangent } = call;
  if (wanted.length === 0 || cotangent === undefined) return { value: read(f(...primals)) };
  const [out, pullback] = jax.vjp(f, primals);
  if (!sameShape(out.shape, cotangent.shape)) return { value: read(out) };
  const gradients = pullback(toArray(jax, cotangent));
  return {
    value: read(out),
    gradients: Object.fromEntries(wanted.map((name, at) => [name, read(gradients[at]!)])),
  };
}

function reductionOf(call: Call, { isReduced }: Composition): (loss: JaxArray) => JaxArray {
  if (!isReduced) return (loss) => loss;
  const reduction = call.args.reduction === undefined ? "mean" : plain(call.args.reduction);
  if (reduction === "none") return (loss) => loss;
  if (reduction === "mean") return (loss) => loss.mean();
  if (reduction === "sum") return (loss) => loss.sum();
  throw unsupported(`no reduction ${String(reduction)}`);
}

function toArray(jax: Jax, tensor: Tensor): JaxArray {
  const { dtype, shape } = tensor;
  if (dtype === "float16" || dtype === "float64") throw unsupported(`${dtype} beside float32`);
  const data = dtype === "float32" ? Float32Array.from(numbers(tensor)) : Int32Array.from(numbers(tensor));
  return jax.numpy.array(data, { shape });
}

function read(array: JaxArray): AdapterResult["value"] {
  const shape = [...array.shape];
  return { dtype: "float32", shape, data: array.dataSync() };
}
