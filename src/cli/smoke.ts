import type { Suite, SuiteCase } from "../cases/load.ts";
import { globMatcher } from "../format/glob.ts";
import type { ReadyMessage } from "../format/protocol.ts";
import type { ResultRow } from "../format/results.ts";
import { nearest, Problem, printable } from "../problem.ts";
import { adapterCommand } from "../run/adapters.ts";
import { runCommand } from "../run/run.ts";
import { namesOf, predictionDtype } from "../run/select.ts";
import { openSession } from "../run/session.ts";
import type { Cli } from "./cli.ts";
import { BROWSER_FLAGS, inBrowser, openSuite, parseFlags } from "./context.ts";
import { exitCode } from "./exit-code.ts";
import { withInterrupt } from "./interrupt.ts";

const CASES = 12;
/** A call that takes longer than this will not do for tens of thousands of cases. */
const TIMEOUT_MS = 5_000;

/** `lossparity smoke <adapter>`: does it start, does it declare losses we have, what becomes of a dozen of its cases. */
export async function smoke(cli: Cli): Promise<number> {
  const { positionals, values } = parseFlags(cli, BROWSER_FLAGS);
  const [adapter] = inBrowser(positionals, values);
  if (adapter === undefined) throw new Problem("smoke needs an adapter, named as for lossparity run.");
  const command = adapterCommand(adapter, cli.cwd, values["browser-path"]);
  return withInterrupt(async (signal) => {
    const suite = openSuite(cli);
    const session = await openSession(command, { onOutcome: () => {}, onEnd: () => {} }, signal);
    const { ready } = session;
    await session.stop();
    cli.stdout.write(
      `${printable(`${ready.name} ${ready.version} (${ready.language}) is ready and declares ${ready.losses.join(", ")}`)}\n`,
    );
    const cases = aDozen(suite, ready);
    const { results, summary } = await runCommand(command, {
      ...{ suite, cases, timeoutMs: TIMEOUT_MS, jobs: 1, signal },
      diagnose: false,
    });
    for (const row of results) {
      const message = row.message ? `\n            ${row.message}` : "";
      cli.stdout.write(`${(row.kind ?? row.verdict).padEnd(11)} ${row.id}${message}\n`);
    }
    cli.stdout.write(`${summary.pass} of ${summary.total} pass\n`);
    for (const line of advice(results)) cli.stdout.write(`→ ${line}\n`);
    if (signal.aborted) return exitCode({ interrupted: true });
    return summary.pass + summary.unsupported === summary.total && summary.pass > 0 ? 0 : 1;
  });
}

// --- internal ---

/** Plain calls of all its losses in turn, and one that the framework rejects. */
function aDozen(suite: Suite, ready: ReadyMessage): SuiteCase[] {
  const matchers = ready.losses.map(globMatcher);
  const files = suite.manifest.files.filter(({ loss }) =>
    namesOf(suite, loss).some((name) => matchers.some((matches) => matches(name))),
  );
  if (files.length === 0) {
    const [alike] = nearest(
      (ready.losses[0] ?? "").replace(/[*?]/g, ""),
      suite.manifest.files.map(({ loss }) => loss),
      1,
    );
    throw new Problem(
      `None of its losses is in the suite.${alike ? ` Did you mean ${alike}?` : ""} Declare canonical names, or patterns such as tf.keras.losses.*; lossparity list prints them.`,
      3,
    );
  }
  const dtypes = ready.dtypes as readonly string[];
  const askableOf = (some: typeof files) =>
    some
      .map((file) =>
        suite.casesOf(file).filter(({ id, isUnstable }) => !isUnstable && dtypes.includes(predictionDtype(id))),
      )
      .filter((cases) => cases.length > 0);
  // Of many losses a dozen from all over: reading the cases of all of them would take longer than asking.
  const step = Math.ceil(files.length / CASES);
  const few = askableOf(files.filter((_, i) => i % step === 0));
  const askable = few.length > 0 ? few : askableOf(files);
  if (askable.length === 0)
    throw new Problem(`Its losses have no case of the dtypes it declares (${printable(dtypes.join(", "))}).`, 3);
  // Ordinary inputs first: what fails there is a mistake, what fails at the edges may be a finding.
  const plain = askable.map((cases) => {
    const defaults = cases.filter(({ id }) => id.includes("/default/"));
    const isOrdinary = ({ id }: SuiteCase) => id.includes("/random");
    return [...defaults.filter(isOrdinary), ...defaults.filter((testCase) => !isOrdinary(testCase))];
  });
  const dozen: SuiteCase[] = [];
  for (let i = 0; i < CASES; i++) {
    for (const cases of plain) if (cases[i] !== undefined && dozen.length < CASES - 1) dozen.push(cases[i]!);
  }
  const rejected = askable.flat().find((testCase) => "rejected" in testCase.expected() && !dozen.includes(testCase));
  return rejected === undefined ? dozen : [...dozen, rejected];
}

/** What is most likely wrong, by the verdicts; each thing once. */
function advice(rows: readonly ResultRow[]): string[] {
  const failing = rows.find(({ verdict }) => verdict === "fail");
  const of = (kind: string) => rows.filter((row) => (row.kind ?? row.verdict) === kind);
  const all = (kind: string) => of(kind).length === rows.length;
  const lines: [boolean, string][] = [
    [
      all("unsupported"),
      "It declares losses that it then calls unsupported. Declare only what the library has, and throw unsupported for single arguments.",
    ],
    [
      of("invalid").length > 0,
      'invalid: each answer is one line of JSON on stdout; a tensor is {"dtype","shape","data"} with flat data; NaN and infinities are strings. Logs belong on stderr.',
    ],
    [of("crash").length > 0, "crash: the process ended during the call; its last words are above."],
    [of("timeout").length > 0, "timeout: every call must be answered, with result, rejected or unsupported."],
    [
      of("rejected").length > 0,
      "rejected: the adapter throws where the framework answers. If the library has no such argument, throw unsupported(reason) instead.",
    ],
    [
      of("accepted").length > 0,
      "accepted: the framework refuses this call. That is a finding about the library; the adapter must not add the check itself.",
    ],
    [of("shape").length > 0, "shape: shapes are judged exactly; a scalar has the shape [], not [1]."],
    [
      of("gradient").length > 0,
      "gradient: asked for is d(Σ cotangent·value)/d(input). Declare gradients: false, or leave an input out, where the library has none.",
    ],
    [
      failing !== undefined,
      `The call, the answer and how to reproduce it: lossparity explain "${failing?.id}" (try the other framework's loss too: reductions and argument orders differ).`,
    ],
  ];
  return lines.flatMap(([applies, line]) => (applies ? [line] : []));
}
