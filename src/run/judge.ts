import type { LooseTensor } from "../adapter.ts";
import type { SuiteCase } from "../cases/load.ts";
import { type AnswerComparison, compareAnswer, type ExpectedAnswer } from "../compare.ts";
import { ratioText } from "../format/ratio.ts";
import type { ResultRow } from "../format/results.ts";
import { DTYPES, type Dtype, isFloatDtype } from "../format/tensor.ts";
import { printable } from "../problem.ts";
import { roundTo } from "../tensor/float.ts";
import { encodeTensor } from "../tensor/json.ts";
import { type Element, sizeOf, type Tensor } from "../tensor/tensor.ts";
import { type Doubt, type Given, isDoubtful } from "./imprecise.ts";

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

/** The verdict on one case: the only place where one is decided. `onDoubt` is told of passes that may be imprecise. */
export function judge(testCase: SuiteCase, outcome: Outcome, onDoubt?: (doubt: Doubt) => void): ResultRow {
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
      return judgeResult(testCase, outcome, onDoubt);
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

function judgeResult(
  testCase: SuiteCase,
  outcome: Outcome & { type: "result" },
  onDoubt?: (doubt: Doubt) => void,
): ResultRow {
  const { id, wrt } = testCase;
  const invalid = (where: string, problem: string): ResultRow => ({
    id,
    verdict: "invalid",
    message: printable(`the ${where} ${problem}`),
  });
  const value = decodeAnswer(outcome.value);
  if (typeof value === "string") return invalid("value", value);
  const gradients: { [input: string]: Tensor } = {};
  for (const input in outcome.gradients) {
    const gradient = decodeAnswer(outcome.gradients[input]!);
    if (typeof gradient === "string") return invalid(`gradient of ${input}`, gradient);
    if (wrt.includes(input)) gradients[input] = gradient;
  }
  const expected = testCase.expected();
  if ("rejected" in expected) {
    const message = `answers a call that the framework rejects (${expected.rejected.error}: ${expected.rejected.message})`;
    return {
      id,
      verdict: "fail",
      kind: "accepted",
      message: printable(message, 300),
      ...kept({ value, gradients: {} }),
    };
  }
  const given = { value, gradients };
  const comparison = compareAnswer(given, expected, wrt);
  if (onDoubt && comparison.ok && comparison.comparison.ratio > 0 && isDoubtful(testCase.loss, given, expected)) {
    onDoubt({ testCase, given });
  }
  return row(id, comparison, expected, given);
}

function row(id: string, answer: AnswerComparison, expected: ExpectedAnswer, given: Given): ResultRow {
  const { comparison, where } = answer;
  const missing = answer.gradientsMissing.length > 0 && { gradientsMissing: answer.gradientsMissing };
  if (answer.ok && comparison.ratio === 0 && !missing && answer.flags.length === 0) return { id, verdict: "pass" };
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
    ...(Number.isFinite(comparison.worst?.ulps) && { ulps: Math.round(comparison.worst!.ulps) }),
    message: sentence(answer, expected, given),
    ...missing,
    ...kept(given),
  };
}

/** Far more than any golden has: an answer of millions of elements must not be kept for each of thousands of cases. */
const KEPT_ELEMENTS = 10_000;

/** What a failing adapter answered, where it is not out of all proportion. */
function kept({ value, gradients }: Given): Pick<ResultRow, "actual"> {
  const entries = Object.entries(gradients);
  if (entries.reduce((sum, [, { data }]) => sum + data.length, value.data.length) > KEPT_ELEMENTS) return {};
  const encoded = entries.map(([input, tensor]) => [input, encodeTensor(tensor)] as const);
  return {
    actual: { value: encodeTensor(value), ...(encoded.length > 0 && { gradients: Object.fromEntries(encoded) }) },
  };
}

function sentence({ comparison, where, kind }: AnswerComparison, expected: ExpectedAnswer, actual: Given): string {
  const { worst, differing, size } = comparison;
  if (kind === "shape" || worst === undefined) {
    const input = where.replace("gradient of ", "");
    const shape = (where === "value" ? actual.value : actual.gradients[input])?.shape;
    const wanted = (where === "value" ? expected.value : expected.gradients[input])?.tensor.shape;
    return `the ${where} has the shape [${shape?.join(",") ?? "?"}], expected [${wanted?.join(",") ?? "?"}]`;
  }
  const at = worst.index.length === 0 ? "" : ` at [${worst.index.join(",")}]`;
  return `${where}: ${differing} of ${size} elements differ; worst${at}: actual ${shown(worst.actual)}, expected ${shown(worst.expected)}, allowed ±${worst.allowed}${distance(comparison.ratio, worst.ulps)}`;
}

/** How far outside. Beyond a million units of the last place their count says nothing that the numbers do not. */
function distance(ratio: number, ulps: number): string {
  if (!Number.isFinite(ratio)) return "";
  const away = ulps < 1e6 ? `, ${Math.round(ulps).toLocaleString("en")} ulp away` : "";
  return ` (off by ${ratioText(ratio)} that${away})`;
}

/** Nine digits tell any two float32 numbers apart; more would be noise of the conversion. */
function shown(value: number): string {
  return String(Number.isFinite(value) ? Number(value.toPrecision(9)) : value);
}

/** What an adapter gave as a tensor of its dtype, or what is wrong with it; the answers of a process are checked here too. */
function decodeAnswer(given: LooseTensor): Tensor | string {
  const { dtype, shape, data } = given ?? {};
  if (!DTYPES.includes(dtype)) return `has the dtype ${String(dtype)}, which is none of ${DTYPES.join(", ")}`;
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isInteger(extent) && extent >= 0)) return "has no shape";
  if (data === null || typeof data !== "object" || typeof data.length !== "number") return "has no data";
  const size = sizeOf(shape);
  if (data.length !== size) return `has ${data.length} elements for the shape [${shape.join(",")}]`;
  const elements = new Array<Element>(size);
  for (let i = 0; i < size; i++) {
    const element = decodeElement(dtype, data[i]);
    if (element === undefined) return `has ${spelled(data[i])} at ${i}, which is no ${dtype}`;
    elements[i] = element;
  }
  return { dtype, shape, data: elements };
}

/** The element as the dtype holds it; `undefined` where it holds no such thing. */
function decodeElement(dtype: Dtype, element: unknown): Element | undefined {
  if (dtype === "bool")
    return typeof element === "boolean" || typeof element === "number" ? Boolean(element) : undefined;
  if (typeof element === "number") {
    if (dtype === "float32") return Math.fround(element);
    if (isFloatDtype(dtype)) return roundTo(dtype, element);
    return Number.isInteger(element) ? element : undefined;
  }
  if (typeof element !== "bigint" && typeof element !== "string") return undefined;
  const isFloat = isFloatDtype(dtype);
  if (!(isFloat ? /^(NaN|-?Infinity|-?\d+)$/ : /^-?\d+$/).test(String(element))) return undefined;
  if (isFloat) return roundTo(dtype, Number(element));
  return Number.isSafeInteger(Number(element)) ? Number(element) : BigInt(element);
}

function spelled(element: unknown): string {
  return typeof element === "string" ? JSON.stringify(element.slice(0, 40)) : String(element).slice(0, 40);
}
