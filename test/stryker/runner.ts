import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Adapter, AdapterResult, Call } from "../../src/adapter.ts";
import { loadSuite, type SuiteCase } from "../../src/cases/load.ts";
import type { ResultRow } from "../../src/format/results.ts";
import { judge, type Outcome } from "../../src/run/judge.ts";
import { coreIds } from "../../src/run/profile.ts";
import { type CasePath, type Chooser, chooser, recorder } from "./coverage.ts";
import { referenceIn } from "./reference.ts";
import { instrumenter, type RunnerOptions, type TestRunner } from "./stryker.ts";

const CASES = path.resolve(import.meta.dirname, "../../cases");
/** In the sandbox, which is the working directory of every runner: one of them does the dry run, and all need what it found. */
const PATHS = "paths.json";
/** The files of the reference that remember something from one call to the next. */
const KEEPS = /engine\/shapes\.ts$/;
/** No mutant's code runs a thousandth as often in an honest evaluation of any case: beyond, it is in a loop without end. */
const HIT_LIMIT = 5_000_000;

/**
 * Judges mutants by the recorded cases, inside this process: a mutant takes milliseconds. Stryker's tests are the losses; within them it is the cases
 * that run the mutant's code that are asked, until one fails.
 */
export function createRunner({ casesOfEachPath }: RunnerOptions): TestRunner {
  const { cases, isCore } = allCases();
  let make: () => Adapter;
  let warm: Adapter | undefined;
  const mutantsOf = mutantsByFile();
  let known: Chooser | undefined;
  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      make = await referenceIn(process.cwd());
    },
    dryRun: async () => {
      const shared = instrumenter();
      shared.mutantCoverage = { static: {}, perTest: {} };
      const reference = make();
      const atLoad = shared.mutantCoverage.static;
      const found = recorder();
      const spent = new Map<string, number>();
      shared.currentTestId = "case";
      for (const [i, testCase] of cases.entries()) {
        const startedAt = performance.now();
        const { verdict, gradientsMissing, message } = judged(reference, testCase);
        if (verdict !== "pass" || gradientsMissing !== undefined) {
          return { status: "error", errorMessage: `${testCase.id}: the reference itself gets ${verdict} (${message})` };
        }
        found.add(testCase.loss, i, shared.mutantCoverage.perTest.case ?? {});
        shared.mutantCoverage.perTest.case = {};
        spent.set(testCase.loss, (spent.get(testCase.loss) ?? 0) + performance.now() - startedAt);
      }
      shared.currentTestId = undefined;
      writeFileSync(PATHS, JSON.stringify(found.paths()));
      const tests = [...spent].map(([loss, timeSpentMs]) => ({
        id: loss,
        name: loss,
        status: 0 as const,
        timeSpentMs,
      }));
      return { status: "complete", tests, mutantCoverage: { static: atLoad, perTest: found.perTest } };
    },
    mutantRun: async ({ activeMutant: { id, fileName }, reloadEnvironment }) => {
      known ??= chooser(JSON.parse(readFileSync(PATHS, "utf8")) as CasePath[], isCore, casesOfEachPath);
      const shared = instrumenter();
      // Nothing is counted: what runs at load must not pile up.
      shared.mutantCoverage = { static: {}, perTest: {} };
      shared.activeMutant = id;
      shared.hitLimit = HIT_LIMIT;
      try {
        shared.hitCount = 0;
        warm ??= make();
        const mutant = reloadEnvironment || KEEPS.test(fileName) ? loaded(make) : warm;
        if (typeof mutant === "string") return killed("at load", mutant, 0);
        let asked = 0;
        for (const at of known.candidates(id, mutantsOf(fileName))) {
          const testCase = cases[at]!;
          shared.hitCount = 0;
          const { verdict, gradientsMissing, message = "" } = judged(mutant, testCase);
          asked++;
          if (shared.hitCount > HIT_LIMIT) return { status: "timeout", reason: `${testCase.id} goes on for ever` };
          if (verdict !== "pass" || gradientsMissing !== undefined) {
            return killed(testCase.loss, `${testCase.id}: ${verdict} ${message}`, asked);
          }
        }
        return { status: "survived", nrOfTests: asked };
      } finally {
        shared.activeMutant = undefined;
      }
    },
  };
}

/** What Stryker is to hand over. */
createRunner.inject = ["options"];

// --- internal ---

function killed(loss: string, failureMessage: string, nrOfTests: number) {
  return { status: "killed" as const, killedBy: [loss], failureMessage, nrOfTests };
}

function allCases() {
  const suite = loadSuite(CASES, "stryker");
  const byFile = suite.manifest.files.map((file) => suite.casesOf(file).filter(({ isUnstable }) => !isUnstable));
  const cases = byFile.flat();
  const core = new Set(byFile.flatMap((each) => [...coreIds(each.map(({ id }) => id))]));
  return { cases, isCore: (testCase: number) => core.has(cases[testCase]!.id) };
}

function loaded(make: () => Adapter): Adapter | string {
  try {
    return make();
  } catch (error) {
    return String(error);
  }
}

function judged(reference: Adapter, testCase: SuiteCase): ResultRow {
  return judge(testCase, outcomeOf(reference, testCase));
}

function outcomeOf(reference: Adapter, testCase: SuiteCase): Outcome {
  const { id, loss, wrt } = testCase;
  const cotangent = testCase.cotangent();
  const call: Call = {
    id,
    loss,
    args: testCase.args(),
    inputs: testCase.inputs(),
    ...(wrt.length > 0 && { wrt }),
    ...(cotangent !== undefined && { cotangent }),
  };
  try {
    const { value, gradients } = reference.evaluate(call) as AdapterResult;
    return { type: "result", value, gradients };
  } catch (error) {
    // What the engine of JavaScript throws is no refusal, whose class is in its name only.
    const isCrash = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
    return { type: isCrash ? "crash" : "rejected", message: String(error) };
  }
}

/** The mutants of each instrumented file, as they stand in its text. */
function mutantsByFile(): (file: string) => ReadonlySet<string> {
  const found = new Map<string, ReadonlySet<string>>();
  return (file) => {
    const known = found.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(path.join(process.cwd(), path.relative(ROOT, file)), "utf8");
    const mutants = new Set([...text.matchAll(/stryMutAct_9fa48\("(\d+)"\)/g)].map((match) => match[1]!));
    found.set(file, mutants);
    return mutants;
  };
}

const ROOT = path.resolve(import.meta.dirname, "../..");
