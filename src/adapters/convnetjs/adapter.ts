import { type Adapter, type AdapterResult, type Call, defineAdapter, unsupported } from "../../adapter.ts";
import { numbers, sameShape, type Tensor } from "../../tensor/tensor.ts";
import { inputsInOrder, onlyDefaults, plain, sameDtypes } from "../arguments.ts";
import { loadLibrary } from "../library.ts";
import { lossesOf } from "../page.ts";
import { PAGE } from "./page.ts";

/** The part of the library that the adapter calls; declared here because the library is an optional one. */
interface Convnet {
  readonly Vol: new (weights: readonly number[]) => { readonly dw: ArrayLike<number> };
  readonly [layer: string]: unknown;
}
type Layer = new (options: {
  in_sx: 1;
  in_sy: 1;
  in_depth: number;
}) => {
  forward(volume: object, isTraining: boolean): unknown;
  backward(y: number | readonly number[]): number;
};

const DEFAULTS = { size_average: null, reduce: null, weight: null, ignore_index: -100, p: 1, margin: 1 };

export async function load(): Promise<Adapter> {
  const { module, version } = loadLibrary("convnetjs", "convnetjs");
  return defineAdapter({
    name: "convnetjs",
    version,
    language: "JavaScript",
    losses: lossesOf(PAGE),
    dtypes: ["float32", "float64"],
    gradients: true,
    evaluate: (call) => {
      onlyDefaults(call, DEFAULTS, ["reduction"]);
      inputsInOrder(call, ["input", "target"]);
      const entry = PAGE.mapped.find(({ losses }) => losses.includes(call.loss));
      if (entry === undefined) throw unsupported(`no counterpart of ${call.loss}`);
      sameDtypes(call, "input", ["target"], entry.library !== "RegressionLayer");
      return entry.library === "RegressionLayer"
        ? regression(module, call)
        : classification(module, call, entry.library);
    },
  });
}

// --- internal ---

interface Sample {
  readonly loss: number;
  readonly gradient: readonly number[];
}

function ask(convnet: Convnet, layer: string, x: readonly number[], y: number | readonly number[]): Sample {
  const volume = new convnet.Vol(x);
  const last = new (convnet[layer] as Layer)({ in_sx: 1, in_sy: 1, in_depth: x.length });
  last.forward(volume, true);
  const loss = last.backward(y);
  return { loss, gradient: Array.from(volume.dw) };
}

function regression(convnet: Convnet, call: Call): AdapterResult {
  const { input, target } = call.inputs as { input: Tensor; target: Tensor };
  if (reductionOf(call) !== "sum") throw unsupported("a regression layer sums; it has no other reduction");
  if (!sameShape(input.shape, target.shape)) throw unsupported("a layer has no shapes that could differ");
  const { loss, gradient } = ask(convnet, "RegressionLayer", numbers(input), numbers(target));
  const dtype = floatOf(input);
  const value = { dtype, shape: [], data: [loss] };
  if (!call.wrt?.includes("input") || call.cotangent?.shape.length !== 0) return { value };
  return { value, gradients: { input: { dtype, shape: input.shape, data: gradient } } };
}

function classification(convnet: Convnet, call: Call, layer: string): AdapterResult {
  const { input, target } = call.inputs as { input: Tensor; target: Tensor };
  if (input.shape.length !== 2 || target.shape.length !== 1) throw unsupported("a layer takes samples in rows");
  const [rows = 0, length = 0] = input.shape;
  if (target.shape[0] !== rows) throw unsupported("a sample without a class, or a class without a sample");
  const reduction = reductionOf(call);
  const isSingle = rows === 1 && (reduction === "mean" || reduction === "sum");
  if (reduction !== "none" && !isSingle) throw unsupported("a layer takes one sample and reduces nothing");
  const x = numbers(input);
  const y = numbers(target);
  const samples = y.map((label, row) => ask(convnet, layer, x.slice(row * length, (row + 1) * length), label));
  const dtype = floatOf(input);
  const value = { dtype, shape: isSingle ? [] : [rows], data: samples.map(({ loss }) => loss) };
  const { cotangent } = call;
  if (!call.wrt?.includes("input") || cotangent === undefined || !sameShape(cotangent.shape, value.shape))
    return { value };
  const c = numbers(cotangent);
  const data = samples.flatMap(({ gradient }, row) => gradient.map((element) => c[row]! * element));
  return { value, gradients: { input: { dtype, shape: input.shape, data } } };
}

function reductionOf(call: Call): unknown {
  const { reduction } = call.args;
  return reduction === undefined ? "mean" : plain(reduction);
}

function floatOf(tensor: Tensor): "float32" | "float64" {
  return tensor.dtype === "float64" ? "float64" : "float32";
}
