import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { CATALOGUE } from "./catalogue/index.ts";
import { type Judged, judgeMutant, openSuite } from "./judge.ts";
import { nameOf } from "./mutant.ts";
import { isGood, summaryOf, tableOf } from "./table.ts";

/*
 * `npm run mutants [-- text…]`: judges and diagnoses every mutant, or those whose names hold one of the texts, and prints a table. Exits 1 when one
 * survives, or when fewer than nine of ten are diagnosed with a right code first.
 */

const WORKER = "--worker";
const all = CATALOGUE.flatMap(({ mutants }) => mutants);

if (process.argv[2] === WORKER) answer();
else await judgeAll(process.argv.slice(2));

// --- internal ---

async function judgeAll(wanted: readonly string[]): Promise<void> {
  const chosen = all.flatMap((mutant, i) =>
    wanted.length === 0 || wanted.some((text) => nameOf(mutant).includes(text)) ? [i] : [],
  );
  // A loss at a time, so that each file of cases is read once.
  const byLoss = [...new Set(chosen.map((i) => all[i]!.loss))].map((loss) =>
    chosen.filter((i) => all[i]!.loss === loss),
  );
  const judged = new Map<number, Judged>();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const [i, each] of await inChild(byLoss)) judged.set(i, each);
    }),
  );
  const inOrder = chosen.map((i) => judged.get(i)!);
  console.log(tableOf(inOrder));
  console.log(`\n${summaryOf(inOrder)}`);
  process.exitCode = isGood(inOrder) ? 0 : 1;
}

/** Takes one loss after the other from the list until none is left. */
function inChild(byLoss: number[][]): Promise<readonly (readonly [number, Judged])[]> {
  const found: (readonly [number, Judged])[] = [];
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [WORKER]);
    const next = () => {
      const some = byLoss.shift();
      if (some === undefined) child.disconnect();
      else child.send(some);
    };
    child.on("message", (answers: [number, Judged][]) => {
      found.push(...answers);
      next();
    });
    child.on("exit", (code) => (code === 0 ? resolve(found) : reject(new Error(`a worker exited with ${code}`))));
    next();
  });
}

function answer(): void {
  const suite = openSuite();
  process.on("message", async (mutants: number[]) => {
    const judged: [number, Judged][] = [];
    for (const i of mutants) judged.push([i, await judgeMutant(all[i]!, suite)]);
    process.send!(judged);
  });
}
