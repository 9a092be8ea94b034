import { CATALOGUE } from "./catalogue/index.ts";
import { judgeMutant, openSuite } from "./judge.ts";
import { nameOf } from "./mutant.ts";

const only = process.argv[2];
const suite = openSuite();
const all = CATALOGUE.filter(
  ({ kind }) =>
    process.argv[3] === undefined ||
    (process.argv[3] === "REST" ? kind !== "an argument is ignored" : kind === process.argv[3]),
)
  .flatMap(({ mutants }) => mutants)
  .filter((m) => only === undefined || only === "" || nameOf(m).includes(only))
  .sort((a, b) => (a.loss < b.loss ? -1 : 1));
let right = 0,
  n = 0,
  killed = 0;
const t00 = performance.now();
for (const mutant of all) {
  const t0 = performance.now();
  try {
    const j = await judgeMutant(mutant, suite);
    n++;
    if (j.isRight) right++;
    if (j.killedBy) killed++;
    console.log(
      j.isRight ? "ok " : j.killedBy ? "BAD" : "SURVIVED",
      nameOf(mutant),
      `${j.killedBy}/${j.cases}`,
      j.first?.code,
      j.first && `${j.first.sentence} (${j.first.explains}/${j.first.failing})`,
      (performance.now() - t0).toFixed(0),
    );
  } catch (e) {
    console.log("ERR", nameOf(mutant), e);
  }
}
console.log(n, killed, right, (performance.now() - t00).toFixed(0), Math.round(process.memoryUsage().rss / 1e6));
