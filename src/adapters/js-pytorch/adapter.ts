import {
  type Adapter,
  type AdapterResult,
  type Call,
  defineAdapter,
  type LooseTensor,
  unsupported,
} from "../../adapter.ts";
import { numbers, type Tensor } from "../../tensor/tensor.ts";
import { inputsInOrder, onlyDefaults, sameDtypes } from "../arguments.ts";
import { loadLibrary } from "../library.ts";
import { lossesOf } from "../page.ts";
import { PAGE } from "./page.ts";

/** The part of the library that the adapter calls; declared here because the library is an optional one. */
interface Torch {
  tensor(data: Nested, requiresGrad: boolean): JsTensor;
  readonly nn: Readonly<Record<string, new () => { forward(z: JsTensor, y: JsTensor): JsTensor }>>;
}
type Nested = number | readonly Nested[];
interface JsTensor {
  readonly shape: readonly number[];
  readonly data: Nested;
  readonly grad: Nested | undefined;
  backward(): void;
}

const DEFAULTS = { reduction: "mean", size_average: null, reduce: null, weight: null, ignore_index: -100 };

export async function load(): Promise<Adapter> {
  const { module, version } = loadLibrary("js-pytorch", "js-pytorch");
  return defineAdapter({
    name: "js-pytorch",
    version,
    language: "JavaScript",
    losses: lossesOf(PAGE),
    dtypes: ["float32", "float64"],
    gradients: true,
    evaluate: (call) => evaluate(module.torch as Torch, call),
  });
}

// --- internal ---

function evaluate(torch: Torch, call: Call): AdapterResult {
  const entry = PAGE.mapped.find(({ losses }) => losses.includes(call.loss));
  if (entry === undefined) throw unsupported(`no counterpart of ${call.loss}`);
  onlyDefaults(call, DEFAULTS, []);
  const names = inputsInOrder(call, ["input", "target"]);
  sameDtypes(call, "input", ["target"], entry.library === "nn.CrossEntropyLoss");
  const { wrt = [], cotangent } = call;
  const [input, target] = names.map((name) => torch.tensor(nested(call.inputs[name]!), wrt.includes(name)));
  const Loss = torch.nn[entry.library.slice("nn.".length)]!;
  const loss = new Loss().forward(input!, target!);
  const dtype = call.inputs.input?.dtype === "float64" ? "float64" : "float32";
  const data = flat(loss.data);
  // Its shape of a scalar is [1].
  const value = { dtype, shape: data.length === 1 && loss.shape.length === 1 ? [] : [...loss.shape], data } as const;
  if (wrt.length === 0 || cotangent?.shape.length !== 0 || value.shape.length !== 0) return { value };
  loss.backward();
  const given = names.flatMap((name, at): [string, LooseTensor][] => {
    const grad = (at === 0 ? input : target)?.grad;
    if (!wrt.includes(name) || grad === undefined) return [];
    return [[name, { dtype, shape: shapeOf(grad, call.inputs[name]!), data: flat(grad) }]];
  });
  return { value, gradients: Object.fromEntries(given) };
}

/** Of the nested arrays that the library answers; a scalar input has a gradient of the shape [1]. */
function shapeOf(grad: Nested, input: Tensor): number[] {
  const shape: number[] = [];
  for (let at = grad; Array.isArray(at); at = at[0]) shape.push(at.length);
  return input.shape.length === 0 && shape.length === 1 && shape[0] === 1 ? [] : shape;
}

function nested(tensor: Tensor): Nested {
  if (tensor.data.length === 0) throw unsupported("nested arrays cannot say the shape of a tensor without elements");
  let level: readonly Nested[] = numbers(tensor);
  for (const extent of tensor.shape.slice(1).reverse()) {
    const inner = level;
    level = Array.from({ length: inner.length / extent }, (_, at) => inner.slice(at * extent, (at + 1) * extent));
  }
  return tensor.shape.length === 0 ? level[0]! : level;
}

function flat(data: Nested): number[] {
  return ([data] as unknown[]).flat(Number.POSITIVE_INFINITY) as number[];
}
