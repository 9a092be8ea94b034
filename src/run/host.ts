import { createInterface } from "node:readline";
import type { RequestMessage } from "../format/protocol.ts";
import { stringifyJson } from "../tensor/json.ts";
import { loadAdapter } from "./adapters.ts";
import { answerCall, readyMessage } from "./answer.ts";

/**
 * The process that an adapter in JavaScript runs in: protocol 1 on stdin and stdout. Whatever else the adapter or its library
 * prints goes to stderr.
 */
async function host(specifier: string): Promise<void> {
  const send = protocolOutput();
  const adapter = await loadAdapter(specifier, process.cwd());
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line) as RequestMessage;
    if (message.type === "start") send(readyMessage(adapter));
    else if (message.type === "call") send(await answerCall(adapter, message));
    else break;
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

host(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
});
