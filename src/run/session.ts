import type { Readable } from "node:stream";
import type { AnswerMessage, ReadyMessage } from "../format/protocol.ts";
import { schemaProblem } from "../format/validate.ts";
import { Problem, printable } from "../problem.ts";
import type { Outcome } from "./judge.ts";
import { type Exit, startProcess } from "./process.ts";

/** How an adapter's process is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What a person calls it: the adapter as given on the command line. */
  readonly label: string;
}

/** One living adapter process. */
export interface Session {
  readonly ready: ReadyMessage;
  /** Sends one call; `onOutcome` gets what it answered. `members` is the JSON text behind `seq`. */
  readonly send: (seq: number, members: string) => void;
  readonly stop: () => Promise<void>;
  readonly kill: (why: string, type?: SessionEnd["type"]) => void;
  /** How it ended, where it has: that may be before anyone listened. */
  readonly ended: () => SessionEnd | undefined;
}

/** Why a session is over before it was stopped. */
export interface SessionEnd {
  readonly type: "crash" | "invalid" | "timeout";
  readonly message: string;
}

export interface SessionEvents {
  readonly onOutcome: (seq: number, outcome: Outcome) => void;
  /** The process is gone or no longer to be believed; calls in flight have no answer. */
  readonly onEnd: (end: SessionEnd) => void;
}

/** Start-up of an interpreter with a framework takes seconds; a minute means that it will not come. */
const READY_TIMEOUT_MS = 60_000;
/** Pinned by the protocol: an adapter exits within 2 s after `stop`. */
const STOP_TIMEOUT_MS = 2_000;
/** Longer than any honest answer; a line beyond it is dropped, not kept in memory. */
const LINE_LIMIT = 64 * 2 ** 20;
const LOG_LIMIT = 4_000;
const TRY_BY_HAND =
  ' Try it by hand: it must answer {"type":"start","protocol":1} on stdin with a ready message on stdout.';

/**
 * Starts an adapter and waits until it is ready, or until `signal` says that nobody waits any more.
 * @throws Problem (exit code 3) with its last words on stderr where it does not start.
 */
export async function openSession(
  command: Command,
  events: SessionEvents,
  signal?: AbortSignal | undefined,
): Promise<Session> {
  const { child, kill, exited } = startProcess(command, (exit) => end("crash", saidOf(exit)));
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    log = (log + chunk).slice(-LOG_LIMIT);
  });
  // Writing to a process that just died is reported by its exit.
  child.stdin.on("error", () => {});
  const lastWords = () => (log.trim() === "" ? "" : ` Its last words: ${printable(log.trim().slice(-600), 600)}`);
  let ended: SessionEnd | "stopped" | undefined;
  let isReady = false;
  let fail: (why: string) => void = () => {};
  const end = (type: SessionEnd["type"], message: string) => {
    if (ended) return;
    ended = { type, message: `${message}.${lastWords()}` };
    kill();
    if (isReady) events.onEnd(ended);
    else fail(message);
  };
  const interrupt = () => end("crash", "interrupted");
  const ready = await new Promise<ReadyMessage>((resolve, reject) => {
    fail = (why) => reject(new Problem(ownWords(log, command.label) ?? notStarted(command, why, lastWords()), 3));
    const timer = setTimeout(
      () => end("crash", `no ready message within ${READY_TIMEOUT_MS / 1000} s`),
      READY_TIMEOUT_MS,
    );
    readLines(child.stdout, (line) => {
      if (ended) return;
      if (isReady) return onLine(line, events, end);
      const message = line === undefined ? undefined : parse(line);
      const problem = message === undefined ? "no JSON" : schemaProblem("ready", message);
      if (problem !== undefined)
        return end("invalid", `its first line is no ready message (${problem}): ${(line ?? "").slice(0, 120)}`);
      isReady = true;
      clearTimeout(timer);
      resolve(message as ReadyMessage);
    });
    child.on("close", () => clearTimeout(timer));
    signal?.addEventListener("abort", interrupt);
    if (signal?.aborted) interrupt();
    child.stdin.write('{"type":"start","protocol":1}\n');
  }).finally(() => signal?.removeEventListener("abort", interrupt));
  let unsent = "";
  const flush = () => {
    if (!ended) child.stdin.write(unsent);
    unsent = "";
  };
  return {
    ready,
    send: (seq, members) => {
      // What is sent in one turn goes out in one piece: a system call for each would cost more than a small call does.
      if (unsent === "") process.nextTick(flush);
      unsent += `{"type":"call","seq":${seq},${members}}\n`;
    },
    kill: (why, type = "crash") => end(type, why),
    ended: () => (ended === "stopped" ? undefined : ended),
    stop: async () => {
      if (ended) return exited;
      ended = "stopped";
      child.stdin.end('{"type":"stop"}\n');
      const timer = setTimeout(kill, STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

// --- internal ---

/** What our own host says where an adapter cannot be loaded is a whole sentence, with what to do next. */
function ownWords(log: string, label: string): string | undefined {
  const last = log.trim().split("\n").at(-1) ?? "";
  return last.startsWith(`The adapter ${label} `) ? printable(last, 600) : undefined;
}

function notStarted({ label }: Command, why: string, lastWords: string): string {
  return `The adapter ${label} could not be started: ${printable(why)}.${lastWords}${label.startsWith("exec:") ? TRY_BY_HAND : ""}`;
}

function saidOf(exit: Exit): string {
  if ("error" in exit) return exit.error.message;
  return exit.signal ? `the process was ended by ${exit.signal}` : `the process exited with code ${exit.code}`;
}

function onLine(
  line: string | undefined,
  events: SessionEvents,
  end: (type: "invalid", message: string) => void,
): void {
  if (line === undefined) return void end("invalid", `a line of more than ${LINE_LIMIT} characters`);
  const message = parse(line) as AnswerMessage | undefined;
  const seq = message?.seq;
  if (message === undefined || typeof seq !== "number") {
    return void end("invalid", `a line on stdout that is no answer: ${printable(line, 120)}`);
  }
  if (message.type !== "result" && message.type !== "rejected" && message.type !== "unsupported") {
    return void events.onOutcome(seq, {
      type: "invalid",
      message: `/type: ${JSON.stringify((message as { type: unknown }).type)} is no kind of answer`,
    });
  }
  const problem = schemaProblem(message.type, message);
  if (problem !== undefined) return void events.onOutcome(seq, { type: "invalid", message: problem });
  events.onOutcome(seq, message);
}

function parse(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Calls back once a line, with `undefined` for one that is too long to be kept. */
function readLines(stdout: Readable, onText: (line: string | undefined) => void): void {
  let parts: string[] = [];
  let length = 0;
  stdout.setEncoding("utf8").on("data", (chunk: string) => {
    let from = 0;
    for (let at = chunk.indexOf("\n"); at >= 0; at = chunk.indexOf("\n", from)) {
      parts.push(chunk.slice(from, at));
      const line = parts.join("");
      parts = [];
      from = at + 1;
      const tooLong = length > LINE_LIMIT;
      length = 0;
      if (line.trim() !== "" || tooLong) onText(tooLong ? undefined : line);
    }
    length += chunk.length - from;
    if (length <= LINE_LIMIT) parts.push(chunk.slice(from));
    else if (parts.length > 0) {
      parts = [];
      onText(undefined);
    }
  });
}
