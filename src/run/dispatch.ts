import type { SuiteCase } from "../cases/load.ts";
import type { ResultRow } from "../format/results.ts";
import { Problem, printable } from "../problem.ts";
import type { Doubt } from "./imprecise.ts";
import { judge, type Outcome } from "./judge.ts";
import { type Command, openSession, type Session } from "./session.ts";

export interface DispatchOptions {
  /** How long a call may take, in ms, counted from when the adapter could have begun with it. */
  readonly timeoutMs: number;
  readonly onRow: (row: ResultRow) => void;
  /** Gets the verdict that takes the place of an earlier one. */
  readonly onCorrection: (row: ResultRow) => void;
  /** Is told of passes that may be imprecise. */
  readonly onDoubt: (doubt: Doubt) => void;
  /** Set when the user interrupts: nothing more is sent. */
  readonly signal: AbortSignal;
  /** One for all processes of a run. */
  readonly budget: RestartBudget;
  /** Calls in flight; {@link WINDOW} unless told. */
  readonly window?: number | undefined;
}

export interface DispatchEnd {
  /** Why not everything was judged by the adapter itself. */
  readonly gaveUp?: string;
}

/** Calls in flight: enough to keep a pipe busy, few enough that a replay after a crash is quick. */
const WINDOW = 64;
/** A library that dies more often than this is not worth restarting: what is left counts as crashed. */
const RESTARTS = 25;
/** One more for so many verdicts: a crash in a hundred of 75,000 cases must not cost the other 99. */
const VERDICTS_PER_RESTART = 50;

export interface RestartBudget {
  /** Takes one restart, or says that there is none left. */
  readonly take: () => boolean;
  readonly earn: () => void;
  readonly spent: () => number;
}

/** What keeps a run's time bounded however often the adapter dies. */
export function restartBudget(): RestartBudget {
  let spent = 0;
  let verdicts = 0;
  return {
    take: () => {
      if (spent >= RESTARTS + Math.floor(verdicts / VERDICTS_PER_RESTART)) return false;
      spent++;
      return true;
    },
    earn: () => {
      verdicts++;
    },
    spent: () => spent,
  };
}

/**
 * Asks one adapter process all cases, a window of calls in flight. When the process dies or hangs, the calls that may have been the
 * cause are asked again one by one in a new process, so that a crash is charged to the case that causes it and to no other.
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
  for (let isRestart = false; queue.length + suspects.length > 0 && !options.signal.aborted; isRestart = true) {
    if (isRestart && !options.budget.take()) {
      return giveUp(
        `the adapter's process ended ${options.budget.spent() + 1} times; the remaining cases were not asked`,
      );
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
  { timeoutMs, onRow, onCorrection, onDoubt, signal, budget, window = WINDOW }: DispatchOptions,
): Promise<void> {
  return new Promise((resolve) => {
    const inFlight = new Map<number, SuiteCase>();
    const sent: SuiteCase[] = [];
    const clock = oldestClock(inFlight, timeoutMs, () => session.kill(`no answer within ${timeoutMs} ms`, "timeout"));
    const finish = () => {
      clock.stop();
      signal.removeEventListener("abort", interrupt);
      handlers.current = { onOutcome: () => {}, onEnd: () => {} };
      resolve();
    };
    const interrupt = () => {
      handlers.current = { onOutcome: () => {}, onEnd: () => {} };
      session.kill("interrupted");
      finish();
    };
    const settle = (testCase: SuiteCase, outcome: Outcome) => {
      budget.earn();
      onRow(judge(testCase, outcome, onDoubt));
    };
    const pump = () => {
      // After a crash the suspects go first, one at a time: whoever is in flight then is the culprit.
      const careful = suspects.length > 0;
      while (inFlight.size < (careful ? 1 : window)) {
        const next = suspects.pop() ?? queue.pop();
        if (next === undefined) break;
        sent.push(next);
        inFlight.set(sent.length, next);
        session.send(sent.length, next.wire());
      }
      if (inFlight.size === 0) return finish();
      clock.tick();
    };
    handlers.current = {
      onOutcome: (seq, outcome) => {
        const testCase = inFlight.get(seq);
        if (testCase === undefined) {
          const answered = sent[seq - 1];
          if (answered === undefined) session.kill(`an answer for seq ${seq}, which is not in flight`, "invalid");
          else onCorrection(judge(answered, { type: "invalid", message: "the call was answered twice" }));
          return;
        }
        inFlight.delete(seq);
        settle(testCase, outcome);
        // What a suspect says behind its answer must not be charged to the next: that one waits until all is read.
        if (suspects.length > 0) setImmediate(() => session.ended() === undefined && pump());
        else pump();
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

/**
 * Counts the time of the oldest call in flight: an adapter that works one by one could begin with it when the one before was
 * answered, and one that answers in any order when it was sent. Answers to later calls win it no time.
 */
function oldestClock(inFlight: ReadonlyMap<number, SuiteCase>, timeoutMs: number, expire: () => void) {
  let oldest: number | undefined;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  const arm = (delayMs: number) => {
    timer = setTimeout(() => {
      const left = since + timeoutMs - performance.now();
      // One timer, set again for what is left: a new one for each answer would cost more than judging it.
      if (left > 0) return arm(left);
      const due = oldest;
      // This process may have been busy itself: what has arrived meanwhile is read first.
      setImmediate(() => {
        if (timer === undefined) return;
        if (due !== undefined && oldest === due && inFlight.has(due)) expire();
        else arm(timeoutMs);
      });
    }, delayMs);
  };
  return {
    tick: () => {
      const [first] = inFlight.keys();
      if (first === oldest) return;
      oldest = first;
      since = performance.now();
      if (timer === undefined) arm(timeoutMs);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
