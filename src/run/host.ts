import { createInterface } from "node:readline";
import type { AdapterResult, Call } from "../adapter.ts";
import { Unsupported } from "../adapter.ts";
import { mapArguments } from "../format/argument.ts";
import type { CallMessage, RequestMessage } from "../format/protocol.ts";
import type { JsonTensor } from "../format/tensor.ts";
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
  return encodeTensor({ dtype, shape, data: Array.from(data) as number[] });
}

function decodeCall(message: CallMessage): Call {
  const { id, loss, wrt, cotangent } = message;
  const inputs = Object.fromEntries(
    Object.entries(message.inputs).map(([name, tensor]) => [name, decodeTensor(tensor)]),
  );
  return {
    id,
    loss,
    args: mapArguments(message.args, decodeTensor),
    inputs,
    ...(wrt && { wrt }),
    ...(cotangent && cotangent !== "ramp" && { cotangent: decodeTensor(cotangent) }),
  };
}

host(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
});
