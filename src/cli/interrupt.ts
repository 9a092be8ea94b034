import { exitCode } from "./exit-code.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `action` with a signal that Ctrl-C sets. A second Ctrl-C ends the process at once, adapters with it: leaving through
 * `process.exit` is what takes them along.
 */
export async function withInterrupt<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const interrupt = () => {
    if (abort.signal.aborted) process.exit(exitCode({ interrupted: true }));
    abort.abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await action(abort.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
