import { type Adapter, type AdapterResult, defineAdapter, unsupported } from "../../adapter.ts";
import type { Dtype } from "../../format/tensor.ts";
import { numbers, type Tensor } from "../../tensor/tensor.ts";
import { loadLibrary } from "../library.ts";
import { type AdapterPage, lossesOf } from "../page.ts";
import { type ElementType, type OnnxNode, oneNodeModel } from "./model.ts";
import { translate } from "./translate.ts";

/** The part of ONNX Runtime that the adapters call; declared here because the library is an optional one. */
interface Runtime {
  readonly env: { logLevel: string; readonly wasm?: { numThreads?: number } };
  readonly Tensor: new (type: string, data: ArrayLike<unknown>, dims: readonly number[]) => OrtTensor;
  readonly InferenceSession: { create(model: Uint8Array, options: { logSeverityLevel: number }): Promise<Session> };
}
interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}
interface Session {
  run(feeds: Readonly<Record<string, OrtTensor>>): Promise<{ readonly loss: OrtTensor }>;
}

/** The adapter of one build of ONNX Runtime. */
export async function ortAdapter(name: string, page: AdapterPage): Promise<Adapter> {
  const { module, version } = loadLibrary("onnxruntime", name);
  const runtime = module as Runtime;
  runtime.env.logLevel = "fatal";
  if (runtime.env.wasm) runtime.env.wasm.numThreads = 1;
  const sessions = new Map<string, Promise<Session>>();
  const sessionOf = (node: OnnxNode) => {
    const key = JSON.stringify(node);
    const known = sessions.get(key);
    if (known !== undefined) return known;
    // 4: only what is fatal. What the runtime refuses is told by its error.
    const made = runtime.InferenceSession.create(oneNodeModel(node), { logSeverityLevel: 4 });
    sessions.set(key, made);
    return made;
  };
  return defineAdapter({
    name,
    version,
    language: name === "onnxruntime-web" ? "WebAssembly" : "C++",
    losses: lossesOf(page),
    dtypes: ["float16", "float32", "float64"],
    gradients: false,
    evaluate: async (call) => {
      const { operator, inputs, attributes } = translate(call);
      const typed = inputs.map(({ name: input, tensor }) => ({ name: input, type: tensor.dtype as ElementType }));
      const node = { operator, inputs: typed, output: typed[0]!.type, attributes };
      try {
        const session = await sessionOf(node);
        const feeds = inputs.map(({ name: input, tensor }) => [input, toTensor(runtime, tensor)] as const);
        return { value: fromTensor((await session.run(Object.fromEntries(feeds))).loss) };
      } catch (error) {
        throw refusal(error);
      }
    },
  });
}

// --- internal ---

function toTensor({ Tensor }: Runtime, tensor: Tensor): OrtTensor {
  const make = (type: string, data: ArrayLike<unknown>) => new Tensor(type, data, [...tensor.shape]);
  switch (tensor.dtype) {
    case "float32":
      return make("float32", Float32Array.from(numbers(tensor)));
    case "float64":
      return make("float64", Float64Array.from(numbers(tensor)));
    case "int32":
      return make("int32", Int32Array.from(numbers(tensor)));
    case "int64":
      return make("int64", BigInt64Array.from(tensor.data, BigInt));
    default:
      throw unsupported(`no ${tensor.dtype} tensors in JavaScript`);
  }
}

function fromTensor({ type, dims, data }: OrtTensor): AdapterResult["value"] {
  return { dtype: type as Dtype, shape: [...dims], data: Array.from(data) };
}

/** A missing kernel is no refusal of the call: the build lacks the operator for that type. */
function refusal(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/NOT_IMPLEMENTED|Could not find an implementation/.test(message)) return unsupported(message.split("\n", 1)[0]!);
  return error;
}
