import { createInterface } from "node:readline";
import type { AdapterResult, Call } from "../adapter.ts";
import { Unsupported } from "../adapter.ts";
import { mapArguments } from "../format/argument.ts";
import type { CallMessage, RequestMessage } from "../format/protocol.ts";
import type { JsonElement, JsonTensor } from "../format/tensor.ts";
import { decodeTensor, encodeTensor, stringifyJson } from "../tensor/json.ts";
import { loadAdapter } from "./adapters.ts";

/**
 * The process that an adapter in JavaScript runs in: protocol 1 on stdin and stdout. Whatever else the adapter or its library
 * prints goes to stderr.
 */
async function host(specifier: string): Promise<void> {
  const send = protocolOutput();
  const adapter = await loadAdapter(specifier, process.cwd());
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line) as RequestMessage;
    if (message.type === "start") {
      const { name, version, language = "javascript", losses, dtypes, gradients } = adapter;
      send({ type: "ready", protocol: 1, name, version, language, losses, dtypes, gradients });
    } else if (message.type === "call") {
      send({ seq: message.seq, ...(await answer(() => adapter.evaluate(decodeCall(message)))) });
    } else break;
  }
  await adapter.close?.();
  process.exit(0);
}

// --- internal ---

/** Each answer goes out at once: what is held back is lost when the next call hangs or ends this process. */
function protocolOutput(): (message: object) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return (message) => {
    write(`${stringifyJson(message)}\n`);
  };
}

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

/** Tensors are decoded when the adapter looks at them, and once. */
function decodeCall(message: CallMessage): Call {
  const { id, loss, wrt, cotangent } = message;
  const once = <T>(make: () => T) => {
    let made: T | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  const args = once(() => mapArguments(message.args, decodeTensor));
  const inputs = once(() =>
    Object.fromEntries(Object.entries(message.inputs).map(([name, tensor]) => [name, decodeTensor(tensor)])),
  );
  const contracted = once(() =>
    cotangent === undefined || cotangent === "ramp" ? undefined : decodeTensor(cotangent),
  );
  // Members that are absent rather than undefined, as the type says; and getters, so no spreading.
  const call: PropertyDescriptorMap = {
    id: { value: id, enumerable: true },
    loss: { value: loss, enumerable: true },
    args: { get: args, enumerable: true },
    inputs: { get: inputs, enumerable: true },
    ...(wrt && { wrt: { value: wrt, enumerable: true } }),
    ...(cotangent && { cotangent: { get: contracted, enumerable: true } }),
  };
  return Object.defineProperties({}, call) as unknown as Call;
}

host(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
});
