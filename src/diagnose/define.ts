import type { SuiteCase } from "../cases/load.ts";
import type { ExpectedAnswer } from "../compare.ts";
import { agrees } from "./agreement.ts";
import type { Failure } from "./failure.ts";
import type { World } from "./world.ts";

/** What a diagnosis is about: which argument, which factor, which other loss. */
export type DiagnosisArgs = { readonly [name: string]: string | number };

/** The answer that an adapter with this cause would give; `undefined` where the cause says nothing about the case. */
export type Prediction = ExpectedAnswer | "rejected" | undefined;

/** A cause of failures, as the engine uses it. */
export interface Diagnosis {
  /** Stable for ever; `docs/diagnoses/<code>.md` explains it. */
  readonly code: string;
  readonly title: string;
  /** What the adapter does, as a sentence without its subject: `behaves as if delta were ignored`. */
  readonly sentence: (args: DiagnosisArgs) => string;
  /** The parameters with which it could explain this failure; the engine checks each. */
  readonly suggest: (failure: Failure, world: World) => Iterable<DiagnosisArgs>;
  readonly explains: (failure: Failure, args: DiagnosisArgs, world: World) => boolean;
  /** Whether a case that passes shows that this is not the cause. */
  readonly contradicts: (passing: SuiteCase, wrt: readonly string[], args: DiagnosisArgs, world: World) => boolean;
  /**
   * The cases in which the cause can show. Where a loss also fails outside of them for no known reason, what happens inside
   * proves nothing.
   */
  readonly scope?: (testCase: SuiteCase, world: World) => boolean;
  /** Whether these failures together are enough to claim it. */
  readonly isProvenBy?: (explained: readonly Failure[]) => boolean;
  /** Its parameter was measured, so that any one number would have some: it takes three different numbers to believe it. */
  readonly isMeasured?: (args: DiagnosisArgs) => boolean;
  /** Describes rather than predicts: considered only for what no other diagnosis explains. */
  readonly isWeak?: boolean;
}

type Common = Pick<Diagnosis, "code" | "title" | "sentence" | "suggest">;

/** A cause that says what the adapter answers: it explains what it predicts, and a passing case contradicts a wrong prediction. */
export interface PredictingDiagnosis extends Common, Pick<Diagnosis, "isMeasured" | "isProvenBy"> {
  /** The gradient may be right where the value is not: only the predicted values are held against the cases that pass. */
  readonly isOfValues?: boolean;
  readonly predict: (testCase: SuiteCase, args: DiagnosisArgs, world: World) => Prediction;
}

/** A cause that is recognised in a failure. */
export interface RecognisingDiagnosis extends Common, Pick<Diagnosis, "scope" | "isWeak" | "isProvenBy"> {
  readonly explains: Diagnosis["explains"];
  readonly contradicts?: Diagnosis["contradicts"];
}

/** One cause of failures: a plain object, one file each, listed in `index.ts` in the order in which ties are broken. */
export function defineDiagnosis(definition: PredictingDiagnosis | RecognisingDiagnosis): Diagnosis {
  if (!("predict" in definition)) return { contradicts: () => false, ...definition };
  const { predict, isOfValues = false, ...common } = definition;
  return {
    ...common,
    explains: (failure, args, world) => failure.isPredictedBy(predict(failure.testCase, args, world)),
    contradicts: (passing, wrt, args, world) =>
      differsFromGolden(predict(passing, args, world), passing, isOfValues ? [] : wrt),
  };
}

// --- internal ---

function differsFromGolden(prediction: Prediction, passing: SuiteCase, wrt: readonly string[]): boolean {
  if (prediction === undefined) return false;
  const golden = passing.expected();
  // A library may check an argument and ignore it all the same.
  if ("rejected" in golden) return false;
  if (prediction === "rejected") return true;
  return !agrees(prediction, golden, wrt, CLEARLY);
}

/** A prediction is an estimate: only one that misses by more than this many allowances contradicts a pass. */
const CLEARLY = 2;
