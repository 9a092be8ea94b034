import type { SuiteCase } from "../cases/load.ts";
import type { ActualAnswer, ExpectedAnswer } from "../compare.ts";
import type { ResultRow } from "../format/results.ts";
import { decodeTensor } from "../tensor/json.ts";
import { agrees, tensorAgrees } from "./agreement.ts";
import type { Prediction } from "./define.ts";

/** A failing case with what was answered and what was expected. */
export interface Failure {
  readonly row: ResultRow;
  readonly testCase: SuiteCase;
  /** Absent where the adapter rejected the call. */
  readonly actual?: ActualAnswer;
  /** Absent where the framework rejects the call. */
  readonly expected?: ExpectedAnswer;
  /** The input whose gradient is wrong, where the value is right. */
  readonly gradientOf?: string;
  /** Whether the answer is the predicted one, and the prediction another answer than the golden. */
  readonly isPredictedBy: (prediction: Prediction) => boolean;
}

/** The failure that a row records; `undefined` for rows that are no `fail` or carry no answer. */
export function failureOf(row: ResultRow, testCase: SuiteCase): Failure | undefined {
  if (row.verdict !== "fail") return undefined;
  const golden = testCase.expected();
  const expected = "rejected" in golden ? undefined : golden;
  if (row.kind === "rejected") {
    return { row, testCase, ...(expected && { expected }), isPredictedBy: (prediction) => prediction === "rejected" };
  }
  const actual = answerOf(row);
  if (actual === undefined) return undefined;
  const gradientOf = row.kind === "gradient" ? row.where?.replace("gradient of ", "") : undefined;
  return {
    row,
    testCase,
    actual,
    ...(expected && { expected }),
    ...(gradientOf !== undefined && { gradientOf }),
    isPredictedBy: (prediction) => isPredicted(actual, expected, prediction, testCase.wrt, gradientOf),
  };
}

/** The tensor that is wrong: the value, or the gradient where the value is right. */
export function failingTensor({ actual, expected, gradientOf }: Failure) {
  const given = gradientOf === undefined ? actual?.value : actual?.gradients?.[gradientOf];
  const golden = gradientOf === undefined ? expected?.value : expected?.gradients[gradientOf];
  return given === undefined || golden === undefined ? undefined : { given, golden };
}

/** Whether all of them are refusals: that a call is refused says less about why than a number does. */
export function areRefusals(failures: readonly Failure[]): boolean {
  return failures.every(({ row }) => row.kind === "rejected");
}

// --- internal ---

/** The golden a prediction is made of may itself lie an allowance off. */
const SLACK = 2;

function answerOf({ actual }: ResultRow): ActualAnswer | undefined {
  if (actual?.value === undefined) return undefined;
  const gradients = Object.entries(actual.gradients ?? {}).map(([input, tensor]) => [input, decodeTensor(tensor)]);
  return { value: decodeTensor(actual.value), gradients: Object.fromEntries(gradients) };
}

function isPredicted(
  actual: ActualAnswer,
  expected: ExpectedAnswer | undefined,
  prediction: Prediction,
  wrt: readonly string[],
  gradientOf: string | undefined,
): boolean {
  if (prediction === undefined || prediction === "rejected") return false;
  if (!tensorAgrees(actual.value, prediction.value, SLACK)) return false;
  if (expected === undefined) return true;
  // What is wrong with a value need not be wrong with its gradient, whose code may be another.
  for (const input of wrt) {
    const given = actual.gradients?.[input];
    if (given === undefined) continue;
    const [predicted, golden] = [prediction.gradients[input], expected.gradients[input]];
    // A prediction without this gradient says nothing about it, unless it is what is wrong.
    if (predicted === undefined && input !== gradientOf) continue;
    const isPredictedToo = predicted !== undefined && tensorAgrees(given, predicted, SLACK);
    if (!isPredictedToo && golden !== undefined && !tensorAgrees(given, golden)) return false;
  }
  return !agrees(prediction, expected, wrt);
}
