import type { Adapter, AdapterResult, Call } from "../adapter.ts";
import { Unsupported } from "../adapter.ts";
import { mapArguments } from "../format/argument.ts";
import type { CallMessage } from "../format/protocol.ts";
import type { JsonElement, JsonTensor } from "../format/tensor.ts";
import { decodeTensor, encodeTensor } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** What an adapter in JavaScript says of itself, as the protocol's `ready`. */
export function readyMessage(adapter: Adapter): object {
  const { name, version, language = "javascript", losses, dtypes, gradients } = adapter;
  return { type: "ready", protocol: 1, name, version, language, losses, dtypes, gradients };
}

/**
 * The protocol's answer of an adapter in JavaScript to one call, wherever it runs.
 * @throws what must end the process (or the page): after it no answer can be believed.
 */
export async function answerCall(adapter: Adapter, message: CallMessage): Promise<object> {
  return { seq: message.seq, ...(await answer(() => adapter.evaluate(decodeCall(message)))) };
}

/** What a module's default export lacks of an adapter, as a sentence for whoever wrote it. */
export function adapterProblem(adapter: Partial<Adapter> | undefined): string | undefined {
  const missing = (["name", "version", "losses", "dtypes", "gradients", "evaluate"] as const).filter(
    (member) => adapter?.[member] === undefined,
  );
  return missing.length === 0
    ? undefined
    : `lacks ${missing.join(", ")}: its default export must be defineAdapter({ name, version, losses, dtypes, gradients, evaluate }).`;
}

// --- internal ---

async function answer(evaluate: () => unknown): Promise<object> {
  let result: AdapterResult;
  try {
    const returned = await evaluate();
    if (returned instanceof Error) throw returned;
    result = returned as AdapterResult;
  } catch (error) {
    // A trap leaves the module's memory in an unknown state: every later answer would be worthless. This is a crash, and the runner
    // goes on in another process.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    // By name too: the adapter may have got the class from another copy of this package.
    if (error instanceof Unsupported || (error as Error | null)?.name === "Unsupported") {
      return { type: "unsupported", reason: (error as Error).message };
    }
    return error instanceof Error
      ? { type: "rejected", message: error.message, error: error.name }
      : { type: "rejected", message: String(error) };
  }
  try {
    const gradients = Object.entries(result.gradients ?? {}).map(([input, tensor]) => [input, encode(tensor)]);
    return { type: "result", value: encode(result.value), gradients: Object.fromEntries(gradients) };
  } catch {
    // No tensors: that is an answer without a value, which is invalid, and no rejection, which could be a pass.
    return { type: "result" };
  }
}

function encode({ dtype, shape, data }: AdapterResult["value"]): JsonTensor {
  if (dtype !== "float64" && dtype !== "float32")
    return encodeTensor({ dtype, shape, data: Array.from(data) as number[] });
  // Not the shortest decimals: finding them costs more than sending the others.
  return {
    dtype,
    shape,
    data: Array.from(data, (element) => (typeof element === "number" ? wireFloat(element) : element)) as JsonElement[],
  };
}

function wireFloat(element: number): JsonElement {
  return Number.isFinite(element) ? element : String(element);
}

/** Tensors are decoded when the adapter looks at them, and once. Members that it may copy, so no class with getters. */
function decodeCall({ id, loss, args, inputs, wrt, cotangent }: CallMessage): Call {
  let decodedArgs: Call["args"] | undefined;
  let decodedInputs: Call["inputs"] | undefined;
  const contracted = cotangent === undefined || cotangent === "ramp" ? undefined : cotangent;
  return {
    id,
    loss,
    get args() {
      decodedArgs ??= mapArguments(args, decodeTensor);
      return decodedArgs;
    },
    get inputs() {
      decodedInputs ??= decodeAll(inputs);
      return decodedInputs;
    },
    ...(wrt && { wrt }),
    // A getter cannot be left out where there is nothing to get.
    ...(contracted && { cotangent: decodeTensor(contracted) }),
  };
}

function decodeAll(inputs: CallMessage["inputs"]): Call["inputs"] {
  const decoded: Record<string, Tensor> = {};
  for (const name in inputs) decoded[name] = decodeTensor(inputs[name]!);
  return decoded;
}
