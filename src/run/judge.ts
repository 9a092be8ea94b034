import type { LooseTensor } from "../adapter.ts";
import type { SuiteCase } from "../cases/load.ts";
import { type AnswerComparison, compareAnswer, type ExpectedAnswer } from "../compare.ts";
import type { ResultRow } from "../format/results.ts";
import { DTYPES, type JsonTensor } from "../format/tensor.ts";
import { tensorProblem } from "../format/validate.ts";
import { printable } from "../problem.ts";
import { decodeTensor, encodeTensor } from "../tensor/json.ts";

/** What became of a call: an answer, or why there is none. */
export type Outcome =
  | {
      readonly type: "result";
      readonly value: LooseTensor;
      readonly gradients?: { readonly [input: string]: LooseTensor } | undefined;
    }
  | { readonly type: "rejected"; readonly message: string }
  | { readonly type: "unsupported"; readonly reason: string }
  | { readonly type: "crash" | "timeout" | "invalid"; readonly message: string };

/** The verdict on one case: the only place where one is decided. */
export function judge(testCase: SuiteCase, outcome: Outcome): ResultRow {
  const { id } = testCase;
  switch (outcome.type) {
    case "crash":
    case "timeout":
    case "invalid":
      return { id, verdict: outcome.type, message: printable(outcome.message) };
    case "unsupported":
      return { id, verdict: "unsupported", message: printable(outcome.reason) };
    case "rejected":
      return judgeRejection(testCase, outcome.message);
    case "result":
      return judgeResult(testCase, outcome);
  }
}

// --- internal ---

function judgeRejection(testCase: SuiteCase, message: string): ResultRow {
  if ("rejected" in testCase.expected()) return { id: testCase.id, verdict: "pass" };
  return {
    id: testCase.id,
    verdict: "fail",
    kind: "rejected",
    message: `rejects a call that the framework answers: ${printable(message, 200)}`,
  };
}

function judgeResult(testCase: SuiteCase, outcome: Outcome & { type: "result" }): ResultRow {
  const { id, wrt } = testCase;
  const given = new Map<string, JsonTensor>();
  const named: [string, LooseTensor][] = [["value", outcome.value]];
  for (const [input, tensor] of Object.entries(outcome.gradients ?? {})) named.push([`gradient of ${input}`, tensor]);
  for (const [where, tensor] of named) {
    const checked = check(tensor);
    if (typeof checked === "string") return { id, verdict: "invalid", message: printable(`the ${where} ${checked}`) };
    given.set(where, checked);
  }
  const expected = testCase.expected();
  const value = given.get("value")!;
  const asked = wrt.filter((input) => given.has(`gradient of ${input}`));
  const gradients = Object.fromEntries(asked.map((input) => [input, given.get(`gradient of ${input}`)!]));
  if ("rejected" in expected) {
    const message = `answers a call that the framework rejects (${expected.rejected.error}: ${expected.rejected.message})`;
    return { id, verdict: "fail", kind: "accepted", message: printable(message, 300), actual: { value } };
  }
  const decoded = Object.fromEntries(Object.entries(gradients).map(([input, tensor]) => [input, decodeTensor(tensor)]));
  const outcomeOf = compareAnswer({ value: decodeTensor(value), gradients: decoded }, expected, wrt);
  return row(id, outcomeOf, expected, { value, ...(asked.length > 0 && { gradients }) });
}

function row(
  id: string,
  answer: AnswerComparison,
  expected: ExpectedAnswer,
  actual: NonNullable<ResultRow["actual"]>,
): ResultRow {
  const { comparison, where } = answer;
  const missing = answer.gradientsMissing.length > 0 && { gradientsMissing: answer.gradientsMissing };
  const ratio = Number.isFinite(comparison.ratio) ? Number(comparison.ratio.toPrecision(3)) : ("Infinity" as const);
  if (answer.ok || answer.kind === undefined) {
    const near = comparison.ratio > 0 && { ratio };
    return { id, verdict: "pass", ...near, ...(answer.flags.length > 0 && { flags: answer.flags }), ...missing };
  }
  return {
    id,
    verdict: "fail",
    kind: answer.kind,
    ratio,
    where,
    ...(comparison.worst && { index: comparison.worst.index }),
    message: sentence(answer, expected, actual),
    ...missing,
    actual,
  };
}

function sentence(
  { comparison, where, kind }: AnswerComparison,
  expected: ExpectedAnswer,
  actual: NonNullable<ResultRow["actual"]>,
): string {
  const { worst, differing, size } = comparison;
  if (kind === "shape" || worst === undefined) {
    const input = where.replace("gradient of ", "");
    const shape = (where === "value" ? actual.value : actual.gradients?.[input])?.shape;
    const wanted = (where === "value" ? expected.value : expected.gradients[input])?.tensor.shape;
    return `the ${where} has the shape [${shape?.join(",") ?? "?"}], expected [${wanted?.join(",") ?? "?"}]`;
  }
  const at = worst.index.length === 0 ? "" : ` at [${worst.index.join(",")}]`;
  return `${where}: ${differing} of ${size} elements differ; worst${at}: actual ${shown(worst.actual)}, expected ${shown(worst.expected)}, allowed ±${worst.allowed}`;
}

/** Nine digits tell any two float32 numbers apart; more would be noise of the conversion. */
function shown(value: number): string {
  return String(Number.isFinite(value) ? Number(value.toPrecision(9)) : value);
}

/** The tensor as JSON, or what is wrong with it. Answers of in-process adapters are checked as messages are. */
function check(tensor: LooseTensor): JsonTensor | string {
  const { dtype, shape, data } = tensor ?? {};
  if (!DTYPES.includes(dtype)) return `has the dtype ${String(dtype)}, which is none of ${DTYPES.join(", ")}`;
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isInteger(extent) && extent >= 0)) return "has no shape";
  if (data === null || typeof data !== "object" || typeof data.length !== "number") return "has no data";
  const elements = Array.from(data);
  const odd = elements.find((element) => !["number", "boolean", "bigint", "string"].includes(typeof element));
  if (odd !== undefined || elements.includes(undefined as never)) return "has elements that are no numbers";
  const json = encodeTensor({ dtype, shape, data: elements as number[] });
  return tensorProblem(json) ?? json;
}
