import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { adapterCommand } from "../src/run/adapters.ts";
import { openSession } from "../src/run/session.ts";
import { alternate, atLeast, atMost, noGoal, ROOT, type Row, side, timed } from "./measure.ts";

const ROUNDS = 3;
/** Every so many of the recorded cases: about 11,600. */
const EVERY = "8";

/** The runner against what people do without it; everything with the reference adapter, which is by far the larger part of the time. */
export async function peers(): Promise<Row[]> {
  const [bare, inProcess, isolated] = (await alternate(
    ROUNDS,
    () => side("bare", ["", EVERY]).ms,
    () => side("in-process", ["", EVERY]).ms,
    () => side("isolated", ["", EVERY]).ms,
  )) as [number, number, number];
  // Whole processes, start and reading included; and without what the bare loop takes, which is the same on both sides.
  const [vitest, run, loop] = (await alternate(
    ROUNDS,
    () => vitestTable(),
    () => timed(() => side("in-process", ["", EVERY])),
    () => timed(() => side("bare", ["", EVERY])),
  )) as [number, number, number];
  const { cases } = side("bare", ["", EVERY]);
  const own = Math.max(run - loop, 1);
  return [
    atMost(
      "run in-process, against a bare loop",
      inProcess / bare,
      1.25,
      "×",
      `${cases} cases, ${ms(bare)} in the loop`,
    ),
    atMost("run isolated, against a bare loop", isolated / bare, 1.6, "×", "start of the process included"),
    atLeast("Vitest it.each of the same cases, against run", vitest / run, 20, "×", `${ms(vitest)} against ${ms(run)}`),
    noGoal(
      "  the same without the adapter's own time",
      (vitest - loop) / own,
      "×",
      `${ms(vitest - loop)} against ${ms(own)}`,
    ),
    await processEach(isolated / cases),
  ];
}

// --- internal ---

const ms = (value: number) => `${Math.round(value)} ms`;

/** One test for each case, in the table that Vitest offers for it. */
const TABLE = `
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
const load = (file) => import(/* @vite-ignore */ pathToFileURL(path.join(${JSON.stringify(ROOT)}, "dist", file)).href);
const { compareAnswer, packagedSuite } = await load("index.js");
const { selectCases } = await load("run/select.js");
const adapter = await (await load("adapters/index.js")).BUNDLED.reference.load();
const cases = selectCases(packagedSuite(), {}).filter(({ isUnstable }, at) => !isUnstable && at % ${EVERY} === 0);
it.each(cases.map((testCase) => [testCase.id, testCase]))("%s", (_, testCase) => {
  const { id, loss, wrt } = testCase;
  const cotangent = testCase.cotangent();
  const evaluate = () => {
    const answer = adapter.evaluate({ id, loss, args: testCase.args(), inputs: testCase.inputs(), ...(cotangent && { wrt, cotangent }) });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const expected = testCase.expected();
  if ("rejected" in expected) expect(evaluate).toThrow();
  else expect(compareAnswer(evaluate(), expected, wrt)).toMatchObject({ ok: true });
});
`;

function vitestTable(): Promise<number> {
  const folder = mkdtempSync(path.join(ROOT, "node_modules", ".cache-bench-"));
  writeFileSync(path.join(folder, "table.test.mjs"), TABLE);
  const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
  return timed(() => {
    const { status, stdout } = spawnSync(process.execPath, [vitest, "run", "--root", folder, "--exclude", "nothing"], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    rmSync(folder, { recursive: true });
    if (status !== 0) throw new Error(`Vitest failed: ${stdout.slice(-1000)}`);
  });
}

/** What a shell script around a command would do: one process for each call. */
async function processEach(perCase: number): Promise<Row> {
  const CALLS = 20;
  const command = adapterCommand("reference", ROOT);
  const each = await timed(async () => {
    for (let i = 0; i < CALLS; i++) {
      const session = await openSession(command, { onOutcome: () => {}, onEnd: () => {} });
      await session.stop();
    }
  });
  return noGoal("one process a call, against run isolated", each / CALLS / perCase, "×", `${ms(each / CALLS)} a call`);
}
