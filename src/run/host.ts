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
  for await (const line of lines()) {
    const message = JSON.parse(line) as RequestMessage;
    if (message.type === "start") send(readyMessage(adapter));
    else if (message.type === "call") send(await answerCall(adapter, message));
    else break;
  }
  await adapter.close?.();
  process.exit(0);
}

// --- internal ---

/** As `node:readline` gives them, for half its price. */
async function* lines(): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) {
    const found = (rest + chunk).split("\n");
    rest = found.pop() ?? "";
    yield* found;
  }
}

/** How long an answer may wait for others, which share its system call. */
const HELD_MS = 5;
const HELD_CHARACTERS = 2 ** 16;

/**
 * Answers of a few milliseconds go out together. What is held when a call hangs or ends this process is lost, and costs nobody a
 * verdict: the runner asks again what has no answer, one by one, and then nothing is held.
 */
function protocolOutput(): (message: object) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  let held = "";
  let writtenAt = 0;
  const flush = () => {
    if (held === "") return;
    writtenAt = performance.now();
    const text = held;
    held = "";
    write(text);
  };
  return (message) => {
    // When a call is waited for, and when there is none left to answer.
    if (held === "") setImmediate(flush);
    held += `${stringifyJson(message)}\n`;
    if (held.length > HELD_CHARACTERS || performance.now() - writtenAt > HELD_MS) flush();
  };
}

host(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
});
