import { setMaxListeners } from "node:events";
import type { Adapter, Call } from "../adapter.ts";
import type { Suite, SuiteCase } from "../cases/load.ts";
import { FORMAT } from "../format/case-file.ts";
import { globMatcher } from "../format/glob.ts";
import { PROTOCOL, type ReadyMessage } from "../format/protocol.ts";
import type { ResultRow, ResultsFile, Summary, UnsupportedRange } from "../format/results.ts";
import { schemaProblem } from "../format/validate.ts";
import { Problem, printable } from "../problem.ts";
import { diagnoseRows } from "./diagnosis.ts";
import { dispatch, restartBudget, sessionHandlers } from "./dispatch.ts";
import { type Doubt, withImprecise } from "./imprecise.ts";
import { judge, type Outcome } from "./judge.ts";
import { namesOf, predictionDtype } from "./select.ts";
import { type Command, openSession } from "./session.ts";

export interface RunOptions {
  readonly suite: Suite;
  readonly cases: readonly SuiteCase[];
  readonly timeoutMs: number;
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Whether failures are explained; they are unless told. */
  readonly diagnose?: boolean;
  /** Calls in flight in each process; a default that keeps the pipe busy unless told. */
  readonly window?: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** What an earlier run of the same adapter on the same cases has judged already: not asked again. */
  readonly judged?: (adapter: DeclaredAdapter) => readonly ResultRow[];
}

export type DeclaredAdapter = Pick<ReadyMessage, "name" | "version" | "language">;

/** What a run found; `run` of the results file is added by the caller, who knows the clock. */
export type RunOutcome = Omit<ResultsFile, "run"> &
  Pick<ResultsFile["run"], "partial" | "environment"> & { readonly gaveUp?: string };

/**
 * Judges an adapter that runs in processes of its own.
 * @throws Problem (exit code 3) where it does not start.
 */
export async function runCommand(command: Command, options: RunOptions): Promise<RunOutcome> {
  const handlers = sessionHandlers();
  const first = await openSession(command, handlers.events, options.signal);
  const { ready } = first;
  const selection = split(options, ready);
  const { collector, left } = resume(options, selection.asked, ready);
  const jobs = Math.max(1, Math.min(options.jobs, left.length));
  // Each job listens to it: many are no leak.
  setMaxListeners(0, options.signal);
  const budget = restartBudget();
  const ends = await Promise.all(
    Array.from({ length: jobs }, (_, job) => {
      const share = left.filter((_, i) => i % jobs === job);
      const { timeoutMs, signal, window } = options;
      const dispatchOptions = {
        timeoutMs,
        signal,
        window,
        budget,
        onRow: collector.onRow,
        onCorrection: collector.onCorrection,
        onDoubt: collector.onDoubt,
      };
      return job === 0
        ? dispatch(command, first, handlers, share, dispatchOptions)
        : dispatch(command, undefined, sessionHandlers(), share, dispatchOptions);
    }),
  );
  const gaveUp = [...new Set(ends.flatMap((end) => end.gaveUp ?? []))].join("; ") || undefined;
  return conclude(options, ready, selection, collector, gaveUp);
}

/**
 * Judges an adapter inside this process: quicker, but a crash of the adapter is a crash of the run, and so is a call that blocks for
 * ever; a promise that is never settled is a timeout.
 */
export async function runInProcess(adapter: Adapter, options: RunOptions): Promise<RunOutcome> {
  const declares = { type: "ready", protocol: PROTOCOL, language: "javascript", ...adapter };
  const problem = schemaProblem("ready", declares);
  if (problem !== undefined) throw new Problem(`The adapter does not say what it is: ${printable(problem)}.`, 3);
  const selection = split(options, adapter);
  const { collector, left } = resume(options, selection.asked, { language: "javascript", ...adapter });
  const { signal } = options;
  const clock = answerClock(options);
  let turn = performance.now();
  for (const testCase of left) {
    if (signal.aborted) break;
    const answer = evaluate(adapter, testCase);
    // Awaiting an answer that is there already would cost a turn of the event loop for each case.
    const outcome = answer instanceof Promise ? await clock.within(answer) : answer;
    if (outcome === undefined) break;
    collector.onRow(judge(testCase, outcome, collector.onDoubt));
    // Ctrl-C is heard between turns only.
    const now = performance.now();
    if (now - turn < TURN_MS) continue;
    // The first ends a turn, in the midst of which this may be; what has arrived is read in the second.
    for (let i = 0; i < 2; i++) await new Promise((resolve) => setImmediate(resolve));
    turn = now;
  }
  clock.stop();
  await adapter.close?.();
  return conclude(options, { ...adapter, language: adapter.language ?? "javascript" }, selection, collector);
}

/** The counts of a results file; every view takes them from here. */
export function tally(rows: readonly ResultRow[], ranges: readonly UnsupportedRange[], unstable: number): Summary {
  const counts = { pass: 0, fail: 0, unsupported: 0, crash: 0, timeout: 0, invalid: 0 };
  let imprecise = 0;
  let gradientsMissing = 0;
  for (const row of rows) {
    counts[row.verdict]++;
    if (row.flags?.includes("imprecise")) imprecise++;
    if (row.gradientsMissing !== undefined) gradientsMissing++;
  }
  for (const range of ranges) counts.unsupported += range.count;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { total, ...counts, unstable, imprecise, gradientsMissing };
}

// --- internal ---

interface Selection {
  readonly asked: readonly SuiteCase[];
  readonly ranges: readonly UnsupportedRange[];
  readonly unstable: number;
}

/** Sets apart what is not sent: unstable goldens, and losses and dtypes that the adapter does not declare. */
function split({ cases, suite }: RunOptions, declared: Pick<ReadyMessage, "losses" | "dtypes">): Selection {
  const matchers = declared.losses.map(globMatcher);
  const declaredLosses = new Map<string, boolean>();
  const ranges = new Map<string, { count: number; reason: string }>();
  const asked: SuiteCase[] = [];
  let unstable = 0;
  for (const testCase of cases) {
    if (testCase.isUnstable) {
      unstable++;
      continue;
    }
    const dtype = predictionDtype(testCase.id);
    let isDeclared = declaredLosses.get(testCase.loss);
    if (isDeclared === undefined) {
      isDeclared = namesOf(suite, testCase.loss).some((name) => matchers.some((matches) => matches(name)));
      declaredLosses.set(testCase.loss, isDeclared);
    }
    const hasDtype = (declared.dtypes as readonly string[]).includes(dtype);
    if (isDeclared && hasDtype) {
      asked.push(testCase);
      continue;
    }
    const pattern = isDeclared ? `${testCase.loss}/*/${dtype}` : `${testCase.loss}/*`;
    const reason = isDeclared ? `the adapter does not declare ${dtype}` : "the adapter does not declare this loss";
    const range = ranges.get(pattern) ?? { count: 0, reason };
    range.count++;
    ranges.set(pattern, range);
  }
  // Sorted, so that merged shards equal the run that was not sharded.
  const sorted = [...ranges].sort(([a], [b]) => (a < b ? -1 : 1));
  return { asked, unstable, ranges: sorted.map(([pattern, range]) => ({ pattern, ...range })) };
}

/** What is left to ask, and a collector that holds what an earlier run has judged of it. */
function resume(options: RunOptions, asked: readonly SuiteCase[], adapter: DeclaredAdapter) {
  const earlier = new Map(options.judged?.(adapter).map((row) => [row.id, row]));
  const kept = asked.flatMap(({ id }) => earlier.get(id) ?? []);
  return {
    collector: collect(options, asked.length, kept),
    left: kept.length === 0 ? asked : asked.filter(({ id }) => !earlier.has(id)),
  };
}

const TURN_MS = 50;

/** Waits for promises as long as a call may take; gives `undefined` to the one that an interrupt finds waiting. */
function answerClock({ timeoutMs, signal }: RunOptions) {
  let settle: (outcome?: Outcome) => void = () => {};
  const interrupt = () => settle();
  signal.addEventListener("abort", interrupt);
  return {
    stop: () => signal.removeEventListener("abort", interrupt),
    within: (answer: Promise<Outcome>) =>
      new Promise<Outcome | undefined>((resolve) => {
        const timer = setTimeout(
          () => settle({ type: "timeout", message: `no answer within ${timeoutMs} ms` }),
          timeoutMs,
        );
        settle = (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        void answer.then(settle);
      }),
  };
}

function collect(options: RunOptions, total: number, kept: readonly ResultRow[]) {
  const rows = [...kept];
  const doubts = new Map<string, Doubt>();
  const positions = new Map<string, number>();
  let placed = 0;
  const positionOf = (id: string) => {
    for (; placed < rows.length; placed++) positions.set(rows[placed]!.id, placed);
    return positions.get(id);
  };
  return {
    rows,
    doubts,
    onDoubt: (doubt: Doubt) => {
      doubts.set(doubt.testCase.id, doubt);
    },
    onRow: (row: ResultRow) => {
      rows.push(row);
      options.onProgress?.(rows.length, total);
    },
    onCorrection: (row: ResultRow) => {
      const at = positionOf(row.id);
      if (at !== undefined) rows[at] = row;
    },
  };
}

async function conclude(
  options: RunOptions,
  adapter: DeclaredAdapter & Pick<ReadyMessage, "environment">,
  selection: Selection,
  { rows, doubts }: Pick<ReturnType<typeof collect>, "rows" | "doubts">,
  gaveUp?: string,
): Promise<RunOutcome> {
  const sorted = [...(await withImprecise(rows, doubts))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { rows: results, diagnoses } =
    options.diagnose === false ? { rows: sorted, diagnoses: [] } : await diagnoseRows(options.suite, sorted);
  const partial = options.signal.aborted
    ? `interrupted after ${rows.length} of ${selection.asked.length} cases`
    : undefined;
  return {
    format: FORMAT,
    suite: { version: options.suite.version, cases: options.suite.digest },
    adapter: { name: adapter.name, version: adapter.version, language: adapter.language },
    summary: tally(results, selection.ranges, selection.unstable),
    ...(diagnoses.length > 0 && { diagnoses }),
    results,
    unsupportedRanges: selection.ranges,
    ...(partial !== undefined && { partial }),
    ...(adapter.environment !== undefined && { environment: printable(adapter.environment, 400) }),
    ...(gaveUp !== undefined && { gaveUp }),
  };
}

function evaluate(adapter: Adapter, testCase: SuiteCase): Outcome | Promise<Outcome> {
  const call = lazyCall(testCase) as Call;
  try {
    const answer = adapter.evaluate(call);
    return answer instanceof Promise ? answer.then(outcomeOf, failureOf) : outcomeOf(answer);
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * A case is parsed and its tensors are decoded when the adapter looks at them: one that does not know the loss pays for nothing.
 * Members that it may copy, as in a process of its own, so no class with getters.
 */
function lazyCall(testCase: SuiteCase): LooselyOptional<Call> {
  return {
    id: testCase.id,
    loss: testCase.loss,
    get args() {
      return testCase.args();
    },
    get inputs() {
      return testCase.inputs();
    },
    get wrt() {
      const { wrt } = testCase;
      return wrt.length === 0 ? undefined : wrt;
    },
    get cotangent() {
      return testCase.cotangent();
    },
  };
}

/** A getter cannot be absent, only undefined. */
type LooselyOptional<T> = { readonly [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) };

function outcomeOf(answer: Awaited<ReturnType<Adapter["evaluate"]>>): Outcome {
  if (answer instanceof Error) return failureOf(answer);
  if (answer === null || typeof answer !== "object" || answer.value === undefined) {
    return { type: "invalid", message: "evaluate returned nothing that has a value" };
  }
  return { type: "result", value: answer.value, gradients: answer.gradients };
}

function failureOf(error: unknown): Outcome {
  if ((error as Error | null)?.name === "Unsupported") return { type: "unsupported", reason: (error as Error).message };
  return { type: "rejected", message: error instanceof Error ? error.message : String(error) };
}
