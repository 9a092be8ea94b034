import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** A browser that is spoken to over a pipe, in the DevTools protocol. */
export interface Browser {
  // biome-ignore lint/suspicious/noExplicitAny: each method has a result of its own
  readonly send: (method: string, params?: object, session?: string) => Promise<any>;
  /** Ends it, and waits until it has ended. */
  readonly kill: () => Promise<void>;
}

export interface BrowserEvents {
  readonly onEvent: (method: string, params: { readonly [name: string]: unknown }) => void;
  /** The browser is gone; `log` is the end of what it printed. */
  readonly onExit: (why: string, log: string) => void;
}

/**
 * Starts a browser without a window. A pipe rather than a port: nobody else can connect, and when this process goes, however it
 * goes, the browser sees its end of the pipe closed and goes too.
 */
export function launch(file: string, profile: string, events: BrowserEvents): Browser {
  const child = spawn(file, [...FLAGS, ...asRoot(), `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  let log = "";
  child.stderr!.setEncoding("utf8").on("data", (chunk: string) => {
    log = (log + chunk).slice(-LOG_LIMIT);
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let isGone = false;
  const gone = (why: string) => {
    if (isGone) return;
    isGone = true;
    for (const { reject } of waiting.values()) reject(new Error(why));
    events.onExit(why, log);
  };
  child.on("error", (error) => gone(error.message));
  child.on("exit", (code, signal) =>
    gone(signal ? `the browser was ended by ${signal}` : `the browser exited with code ${code}`),
  );
  const [toBrowser, fromBrowser] = pipes(child);
  // Writing to a browser that just died is reported by its exit.
  toBrowser.on("error", () => {});
  readMessages(fromBrowser, (text) => {
    const message = JSON.parse(text) as Message;
    if (message.id === undefined) return events.onEvent(message.method ?? "", message.params ?? {});
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) caller?.resolve(message.result);
    else caller?.reject(new Error(message.error.message));
  });
  let last = 0;
  return {
    send: (method, params = {}, session) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
      }),
    kill: () => {
      if (isGone) return Promise.resolve();
      isGone = true;
      return new Promise((resolve) => {
        // Killed at once, it would leave helpers behind that go on writing into its profile for a second or two.
        const timer = setTimeout(() => child.kill("SIGKILL"), CLOSING_MS);
        child.once("exit", () => {
          clearTimeout(timer);
          resolve();
        });
        toBrowser.write(`${JSON.stringify({ id: ++last, method: "Browser.close" })}\0`);
      });
    },
  };
}

// --- internal ---

/** How long a browser may take to end by itself: the runner gives the host 2 s in all. */
const CLOSING_MS = 700;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const LOG_LIMIT = 4_000;

const FLAGS = [
  "--headless=new",
  "--remote-debugging-pipe",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-breakpad",
  // A page that nobody sees is slowed down otherwise.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-hang-monitor",
  // Containers have a /dev/shm too small for it.
  "--disable-dev-shm-usage",
  // A machine without a GPU still has WebGL, computed in software; with one these change nothing.
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--password-store=basic",
  "--use-mock-keychain",
];

/** Chromium refuses its sandbox to root, and for anybody else it stays. */
function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

function pipes(child: ChildProcess): readonly [Writable, Readable] {
  return [child.stdio[3] as Writable, child.stdio[4] as Readable];
}

/** Messages end with a NUL. */
function readMessages(stream: Readable, onText: (text: string) => void): void {
  let parts: string[] = [];
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    const texts = chunk.split("\0");
    for (const text of texts.slice(0, -1)) {
      parts.push(text);
      onText(parts.join(""));
      parts = [];
    }
    parts.push(texts.at(-1)!);
  });
}
