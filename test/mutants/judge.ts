import path from "node:path";
import type { Adapter, AdapterResult } from "../../src/adapter.ts";
import { loadSuite, type Suite } from "../../src/cases/load.ts";
import type { LossDiagnosis } from "../../src/format/results.ts";
import { DTYPES } from "../../src/format/tensor.ts";
import { reference } from "../../src/reference/index.ts";
import { runInProcess } from "../../src/run/run.ts";
import { type Mutant, nameOf } from "./mutant.ts";

const CASES = path.resolve(import.meta.dirname, "../../cases");

/** What became of a mutant; plain data. */
export interface Judged {
  readonly name: string;
  readonly concept: string;
  /** How many of how many cases of its loss fail. */
  readonly caughtBy: number;
  readonly cases: number;
  /** The cause that explains most, where one was claimed. */
  readonly first?: LossDiagnosis;
  readonly expected: readonly string[];
  readonly isRight: boolean;
}

export function openSuite(): Suite {
  return loadSuite(CASES, "mutants");
}

/** Runs a mutant over all cases of its loss and diagnoses what fails. */
export async function judgeMutant(mutant: Mutant, suite: Suite): Promise<Judged> {
  const { loss, mutation, expected } = mutant;
  const file = suite.manifest.files.find((each) => each.loss === loss);
  if (file === undefined) throw new Error(`${nameOf(mutant)}: there is no such loss`);
  const adapter: Adapter = {
    name: "mutant",
    version: "0",
    losses: [loss],
    dtypes: DTYPES,
    gradients: true,
    evaluate: await mutation((call) => reference.evaluate(call) as AdapterResult),
  };
  const { summary, diagnoses = [] } = await runInProcess(adapter, {
    suite,
    cases: suite.casesOf(file),
    timeoutMs: 1000,
    jobs: 1,
    signal: new AbortController().signal,
  });
  const [first] = diagnoses;
  return {
    name: nameOf(mutant),
    concept: suite.casesOf(file)[0]!.concept,
    caughtBy: summary.fail + summary.invalid,
    cases: summary.total,
    ...(first && { first }),
    expected,
    isRight: first !== undefined && expected.includes(first.code),
  };
}
