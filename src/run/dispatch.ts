import type { SuiteCase } from "../cases/load.ts";
import type { ResultRow } from "../format/results.ts";
import { Problem, printable } from "../problem.ts";
import { judge, type Outcome } from "./judge.ts";
import { type Command, openSession, type Session } from "./session.ts";

export interface DispatchOptions {
  /** Silence of the adapter, in ms, after which the call it is at is given up. */
  readonly timeoutMs: number;
  readonly onRow: (row: ResultRow) => void;
  /** Set when the user interrupts: nothing more is sent. */
  readonly signal: AbortSignal;
}

export interface DispatchEnd {
  /** Why not everything was judged by the adapter itself. */
  readonly gaveUp?: string;
}

/** Calls in flight: enough to keep a pipe busy, few enough that a replay after a crash is quick. */
const WINDOW = 64;
/** A library that dies more often than this is not worth restarting: what is left counts as crashed. */
const RESTARTS = 25;

/**
 * Asks one adapter process all cases, a window of calls in flight. When the process dies or falls silent, the calls in flight are
 * asked again one by one in a new process, so that a crash is charged to the case that causes it and to no other.
 */
export async function dispatch(
  command: Command,
  first: Session | undefined,
  handlers: SessionHandlers,
  cases: readonly SuiteCase[],
  options: DispatchOptions,
): Promise<DispatchEnd> {
  const queue = [...cases].reverse();
  const suspects: SuiteCase[] = [];
  let session = first;
  const giveUp = (gaveUp: string): DispatchEnd => {
    for (const { id } of [...suspects, ...queue.reverse()]) options.onRow({ id, verdict: "crash", message: gaveUp });
    return { gaveUp };
  };
  for (let restarts = 0; queue.length + suspects.length > 0 && !options.signal.aborted; restarts++) {
    if (restarts > RESTARTS) {
      return giveUp(`the adapter's process ended ${restarts} times; the remaining cases were not asked`);
    }
    try {
      session ??= await openSession(command, handlers.events, options.signal);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (options.signal.aborted) break;
      // It did start once: what was judged so far is worth keeping.
      return giveUp(printable(error.message));
    }
    await drain(session, handlers, queue, suspects, options);
    if (queue.length + suspects.length > 0) session = undefined;
  }
  await session?.stop();
  return {};
}

/** Lets the events of a session reach whoever drains it now. */
export interface SessionHandlers {
  readonly events: Parameters<typeof openSession>[1];
  current: Parameters<typeof openSession>[1];
}

export function sessionHandlers(): SessionHandlers {
  const handlers: SessionHandlers = {
    current: { onOutcome: () => {}, onEnd: () => {} },
    events: {
      onOutcome: (seq, outcome) => handlers.current.onOutcome(seq, outcome),
      onEnd: (end) => handlers.current.onEnd(end),
    },
  };
  return handlers;
}

// --- internal ---

/** Sends until everything is answered, the process ends, or the user interrupts. */
function drain(
  session: Session,
  handlers: SessionHandlers,
  queue: SuiteCase[],
  suspects: SuiteCase[],
  { timeoutMs, onRow, signal }: DispatchOptions,
): Promise<void> {
  return new Promise((resolve) => {
    const inFlight = new Map<number, SuiteCase>();
    let seq = 0;
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      handlers.current = { onOutcome: () => {}, onEnd: () => {} };
      resolve();
    };
    const interrupt = () => {
      handlers.current = { onOutcome: () => {}, onEnd: () => {} };
      session.kill("interrupted");
      finish();
    };
    const settle = (testCase: SuiteCase, outcome: Outcome) => onRow(judge(testCase, outcome));
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => session.kill(`no answer within ${timeoutMs} ms`, "timeout"), timeoutMs);
    };
    const pump = () => {
      // After a crash the suspects go first, one at a time: whoever is in flight then is the culprit.
      const careful = suspects.length > 0;
      while (inFlight.size < (careful ? 1 : WINDOW)) {
        const next = suspects.pop() ?? queue.pop();
        if (next === undefined) break;
        seq += 1;
        inFlight.set(seq, next);
        session.send(seq, next.wire());
      }
      if (inFlight.size === 0) return finish();
      watch();
    };
    handlers.current = {
      onOutcome: (answered, outcome) => {
        const testCase = inFlight.get(answered);
        if (testCase === undefined) {
          session.kill(`an answer for seq ${answered}, which is not in flight`, "invalid");
          return;
        }
        inFlight.delete(answered);
        settle(testCase, outcome);
        pump();
      },
      onEnd: ({ type, message }) => {
        const open = [...inFlight.values()];
        const [culprit] = open;
        if (open.length === 1 && culprit !== undefined) settle(culprit, { type, message });
        else suspects.push(...open.reverse());
        finish();
      },
    };
    signal.addEventListener("abort", interrupt, { once: true });
    if (signal.aborted) return interrupt();
    pump();
    // It may have ended between its ready message and now, when nobody listened.
    const gone = session.ended();
    if (gone !== undefined && inFlight.size > 0) handlers.current.onEnd(gone);
  });
}
