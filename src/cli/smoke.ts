import type { SuiteCase } from "../cases/load.ts";
import { globMatcher } from "../format/glob.ts";
import { Problem, printable } from "../problem.ts";
import { adapterCommand } from "../run/adapters.ts";
import { runCommand } from "../run/run.ts";
import { openSession } from "../run/session.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

const CASES = 12;

/** `lossparity smoke <adapter>`: does it start, does it declare losses we have, what becomes of a dozen of its cases. */
export async function smoke(cli: Cli): Promise<number> {
  const { positionals } = parseFlags(cli, {});
  const [adapter] = positionals;
  if (adapter === undefined) throw new Problem("smoke needs an adapter, named as for lossparity run.");
  const command = adapterCommand(adapter, cli.cwd);
  const session = await openSession(command, { onOutcome: () => {}, onEnd: () => {} });
  const { ready } = session;
  await session.stop();
  cli.stdout.write(
    `${printable(`${ready.name} ${ready.version} (${ready.language}) is ready and declares ${ready.losses.join(", ")}`)}\n`,
  );
  const suite = openSuite(cli);
  const matchers = ready.losses.map(globMatcher);
  const files = suite.manifest.files.filter(({ loss }) => matchers.some((matches) => matches(loss)));
  if (files.length === 0) {
    throw new Problem(
      "None of its losses is in the suite. Declare canonical names, or patterns such as tf.keras.losses.*; lossparity list prints them.",
      3,
    );
  }
  const cases: SuiteCase[] = [];
  for (let i = 0; cases.length < CASES && i < CASES; i++) {
    for (const file of files.slice(0, CASES)) {
      const next = suite.casesOf(file).filter(({ id }) => id.includes("/default/"))[i];
      if (next !== undefined && cases.length < CASES) cases.push(next);
    }
  }
  const outcome = await runCommand(command, {
    suite,
    cases,
    timeoutMs: 10_000,
    jobs: 1,
    signal: new AbortController().signal,
  });
  for (const row of outcome.results) {
    cli.stdout.write(
      `${(row.kind ?? row.verdict).padEnd(11)} ${row.id}${row.message ? `\n            ${row.message}` : ""}\n`,
    );
  }
  const { summary } = outcome;
  cli.stdout.write(`${summary.pass} of ${summary.total} pass\n`);
  return summary.pass + summary.unsupported === summary.total ? 0 : 1;
}
