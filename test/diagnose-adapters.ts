import path from "node:path";
import { type Adapter, type AdapterResult, type Call, unsupported } from "../src/adapter.ts";
import { loadSuite, type Suite, type SuiteCase } from "../src/cases/load.ts";
import type { ExpectedAnswer } from "../src/compare.ts";
import { makeWorld, type World } from "../src/diagnose/world.ts";
import { loadOracle } from "../src/run/diagnosis.ts";
import { runInProcess } from "../src/run/run.ts";

export const SUITE: Suite = loadSuite(path.resolve(import.meta.dirname, "..", "cases"), "test");

/** What a broken adapter answers: a golden, its own or another case's, or a refusal. */
export type Answer = ExpectedAnswer | "rejected" | undefined;
export type Break = (testCase: SuiteCase, golden: ExpectedAnswer | "rejected", world: World) => Answer;

const files = new Map(SUITE.manifest.files.map((file) => [file.loss, file]));
const casesOf = (loss: string) => (files.has(loss) ? SUITE.casesOf(files.get(loss)!) : []);
const oracle = await loadOracle();
export const WORLD = makeWorld({ losses: SUITE.catalogue().losses, casesOf, ...(oracle && { oracle }) });

/** Answers every case of the losses with its golden, but for what `broken` changes; unsupported where it says `undefined`. */
export function echo(losses: readonly string[], broken: Break = (_, golden) => golden): Adapter {
  return {
    name: "echo",
    version: "0",
    losses,
    dtypes: ["float16", "float32", "float64"],
    gradients: true,
    evaluate: (call: Call): AdapterResult => {
      const testCase = WORLD.casesOf(call.loss).get(call.id)!;
      const golden = testCase.expected();
      const answer = broken(testCase, "rejected" in golden ? "rejected" : golden, WORLD);
      if (answer === undefined) throw unsupported("not this one");
      if (answer === "rejected") throw new Error("no");
      const gradients = Object.entries(answer.gradients).map(([input, { tensor }]) => [input, tensor]);
      return { value: answer.value.tensor, gradients: Object.fromEntries(gradients) };
    },
  };
}

/** The run of an adapter over all cases of the losses, in this process. */
export function judged(adapter: Adapter, losses: readonly string[]) {
  const cases = losses.flatMap((loss) => [...casesOf(loss)]);
  return runInProcess(adapter, { suite: SUITE, cases, timeoutMs: 1000, jobs: 1, signal: new AbortController().signal });
}
