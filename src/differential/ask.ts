import type { Adapter, Call } from "../adapter.ts";
import { mapArguments } from "../format/argument.ts";
import type { Outcome } from "../run/judge.ts";
import { type Command, openSession, type Session, type SessionEnd } from "../run/session.ts";
import { encodeTensor, stringifyJson } from "../tensor/json.ts";

/** One side of a comparison. */
export interface Asker {
  readonly name: string;
  readonly version: string;
  readonly losses: readonly string[];
  readonly dtypes: readonly string[];
  readonly ask: (call: Call) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** An adapter inside this process: quick, and gone with it if it crashes. */
export function askAdapter(adapter: Adapter): Asker {
  return {
    name: adapter.name,
    version: adapter.version,
    losses: adapter.losses,
    dtypes: adapter.dtypes,
    ask: async (call) => {
      try {
        const answer = await adapter.evaluate(call);
        if (answer instanceof Error) throw answer;
        if (answer?.value === undefined)
          return { type: "invalid", message: "evaluate returned nothing that has a value" };
        return { type: "result", value: answer.value, gradients: answer.gradients };
      } catch (error) {
        return failed(error);
      }
    },
    close: async () => adapter.close?.(),
  };
}

/** An adapter in a process of its own, begun anew when it dies. Several calls may be in flight. */
export async function askCommand(command: Command, timeoutMs: number, signal?: AbortSignal): Promise<Asker> {
  const open = new Map<number, (outcome: Outcome | "gone") => void>();
  let session: Promise<Session> | undefined;
  let why: SessionEnd | undefined;
  let seq = 0;
  const events = {
    onOutcome: (answered: number, outcome: Outcome) => open.get(answered)?.(outcome),
    onEnd: (end: SessionEnd) => {
      why = end;
      session = undefined;
      for (const settle of [...open.values()]) settle("gone");
    },
  };
  const living = () => {
    session ??= openSession(command, events, signal);
    return session;
  };
  const send = async (call: Call): Promise<Outcome | "gone"> => {
    const now = await living();
    const mine = ++seq;
    return new Promise((resolve) => {
      const timer = setTimeout(() => now.kill(`no answer within ${timeoutMs} ms`, "timeout"), timeoutMs);
      open.set(mine, (outcome) => {
        clearTimeout(timer);
        open.delete(mine);
        resolve(outcome);
      });
      now.send(mine, wireOf(call));
      // It may have ended between two calls, when nobody listened.
      if (now.ended() !== undefined) open.get(mine)?.("gone");
    });
  };
  /** Calls that were in flight when the process died are asked again one at a time: whoever is alone then is the culprit. */
  let alone: Promise<unknown> = Promise.resolve();
  const again = (call: Call): Promise<Outcome> => {
    const next = alone.then(async (): Promise<Outcome> => {
      const outcome = await send(call);
      return outcome === "gone"
        ? { type: why?.type ?? "crash", message: why?.message ?? "the process ended" }
        : outcome;
    });
    alone = next.catch(() => {});
    return next;
  };
  const { ready } = await living();
  return {
    name: ready.name,
    version: ready.version,
    losses: ready.losses,
    dtypes: ready.dtypes,
    ask: async (call) => {
      const outcome = await send(call);
      return outcome === "gone" ? again(call) : outcome;
    },
    close: async () => {
      if (session !== undefined) await (await session).stop();
    },
  };
}

/** The members of the call message behind `seq`. */
export function wireOf(call: Call): string {
  const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, tensor]) => [name, encodeTensor(tensor)]));
  const { id, loss, wrt, cotangent } = call;
  const message = {
    id,
    loss,
    args: mapArguments(call.args, encodeTensor),
    inputs,
    ...(wrt && { wrt }),
    ...(cotangent && { cotangent: encodeTensor(cotangent) }),
  };
  return stringifyJson(message).slice(1, -1);
}

// --- internal ---

function failed(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  if ((error as Error | null)?.name === "Unsupported") return { type: "unsupported", reason: message };
  if (error instanceof WebAssembly.RuntimeError) return { type: "crash", message };
  return { type: "rejected", message };
}
