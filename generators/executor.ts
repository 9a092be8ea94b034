import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Provenance } from "../src/format/case-file.ts";
import type { AnswerMessage, CallMessage, ReadyMessage } from "../src/format/protocol.ts";
import { stringifyJson } from "../src/tensor/json.ts";

export type Ready = ReadyMessage & { readonly provenance: Provenance };

/** A framework executor that answers calls in the order they are asked. */
export interface Executor {
  readonly ready: Ready;
  readonly ask: (call: Omit<CallMessage, "type" | "seq">) => Promise<AnswerMessage>;
  readonly stop: () => Promise<void>;
}

/** How long an executor may be silent while calls wait for it: the slowest honest call takes well under a second. */
const SILENCE_MS = 60_000;

/** Starts `command`; throws an error fit for people where it does not become ready. */
export async function startExecutor(command: readonly string[]): Promise<Executor> {
  const [file, ...args] = command;
  const child = spawn(file!, args, { stdio: ["pipe", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-2000);
  });
  const waiting = new Map<number, { resolve: (answer: AnswerMessage) => void; reject: (error: Error) => void }>();
  const { promise: readyMessage, resolve: becomeReady, reject: failToStart } = withResolvers<Ready>();
  let silence: NodeJS.Timeout | undefined;
  let ended: Error | undefined;
  const listen = () => {
    clearTimeout(silence);
    if (waiting.size > 0) silence = setTimeout(() => child.kill("SIGKILL"), SILENCE_MS);
  };
  const exited = new Promise<void>((resolve) => {
    const end = (why: string) => {
      clearTimeout(silence);
      const error = new Error(`${command.join(" ")}: ${why}\n${log}`.trim());
      ended = error;
      failToStart(error);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      resolve();
    };
    child.on("error", (error) => end(error.message));
    child.on("exit", (code, signal) => end(`the executor ended (${signal ?? `exit code ${code}`})`));
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = JSON.parse(line) as Ready | AnswerMessage;
    if (message.type === "ready") return becomeReady(message);
    waiting.get(message.seq)?.resolve(message);
    waiting.delete(message.seq);
    listen();
  });
  // A write to a process that has just ended: its end is what is reported.
  child.stdin.on("error", () => {});
  send(child, { type: "start", protocol: 1 });
  const ready = await readyMessage;
  let seq = 0;
  return {
    ready,
    ask: (call) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        seq += 1;
        waiting.set(seq, { resolve, reject });
        if (waiting.size === 1) listen();
        send(child, { type: "call", seq, ...call });
      }),
    stop: async () => {
      if (ended === undefined) send(child, { type: "stop" });
      await exited;
    },
  };
}

/** Asks all, `window` in flight, and gives the answers in order. */
export async function askAll<T, R>(items: readonly T[], ask: (item: T) => Promise<R>, window = 64): Promise<R[]> {
  const answers = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await ask(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(window, items.length) }, worker));
  return answers;
}

// --- internal ---

function send(child: ChildProcess, message: unknown): void {
  child.stdin?.write(`${stringifyJson(message)}\n`);
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
