import type { AdapterResult, Call } from "../adapter.ts";
import type { SuiteCase } from "../cases/load.ts";
import type { ExpectedAnswer, ExpectedTensor } from "../compare.ts";
import type { ResultRow } from "../format/results.ts";
import { isFloatDtype } from "../format/tensor.ts";
import { coarser, type Numbers, precisionInside, precisionOf } from "../precision.ts";
import { isWithin, type Spread, spreadOf, widen } from "../spread.ts";
import { roundTo } from "../tensor/float.ts";
import { numbers, sameShape, type Tensor } from "../tensor/tensor.ts";

/** The tensors of an answer that passes. */
export interface Given {
  readonly value: Tensor;
  readonly gradients: { readonly [input: string]: Tensor };
}

/** A pass that is further off than rounding alone explains: whether honest implementations are, too, has to be asked. */
export interface Doubt {
  readonly testCase: SuiteCase;
  readonly given: Given;
}

/** What can be asked for an honest evaluation of a call. */
export interface Honest {
  readonly evaluate: (call: Call) => unknown;
}

/** Whether a pass needs the ensemble at all: most lie within the few units in the last place that are everyone's. */
export function isDoubtful(loss: string, given: Given, expected: ExpectedAnswer): boolean {
  return !judged(loss, given, expected).every(({ actual, spread }) => isWithin(actual, spread));
}

/**
 * Flags the passes in doubt that no honest implementation comes near. The ensemble is loaded when there is a doubt; a run without one
 * pays nothing.
 */
export async function withImprecise(
  rows: readonly ResultRow[],
  doubts: ReadonlyMap<string, Doubt>,
): Promise<readonly ResultRow[]> {
  if (doubts.size === 0) return rows;
  const { ENSEMBLE } = await import("../reference/honest/index.ts");
  return rows.map((row) => {
    const doubt = row.verdict === "pass" ? doubts.get(row.id) : undefined;
    if (doubt === undefined || !isImprecise(doubt, ENSEMBLE)) return row;
    return { ...row, flags: ["imprecise", ...(row.flags ?? [])] };
  });
}

/**
 * Whether an answer lies outside of what the ensemble makes of its call. Its members are asked until the answer is within their spread;
 * where none of them can be asked, nothing is known, and the answer is not called imprecise.
 */
export function isImprecise({ testCase, given }: Doubt, ensemble: readonly Honest[]): boolean {
  const expected = testCase.expected();
  if ("rejected" in expected) return false;
  let open = judged(testCase.loss, given, expected);
  let asked = 0;
  for (const member of ensemble) {
    const answer = answerOf(member, testCase);
    if (answer === undefined) continue;
    asked++;
    for (const one of open) {
      const values = valuesOf(answer, one);
      if (values !== undefined) widen(one.spread, values);
    }
    open = open.filter(({ actual, spread }) => !isWithin(actual, spread));
    if (open.length === 0) return false;
  }
  return asked > 0;
}

/** One float tensor of a golden, with what honest implementations make of it; `input` is that of a gradient. */
export interface Measured {
  readonly input: string | undefined;
  readonly expected: ExpectedTensor;
  readonly spread: Spread;
}

/** The float tensors of a golden, each with a spread that nobody but the framework has a part in yet. */
export function measured(loss: string, { value, gradients }: ExpectedAnswer): readonly Measured[] {
  const all = [value, ...Object.values(gradients)].map(({ tensor }) => numbersOf(tensor));
  const inside = precisionInside(loss, all);
  const entry = (input: string | undefined, expected: ExpectedTensor): Measured[] => {
    if (!isFloatDtype(expected.tensor.dtype)) return [];
    const golden = numbersOf(expected.tensor);
    return [{ input, expected, spread: spreadOf(golden.values, coarser(inside, precisionOf(golden))) }];
  };
  return [
    ...entry(undefined, value),
    ...Object.entries(gradients).flatMap(([input, gradient]) => entry(input, gradient)),
  ];
}

/** What one honest implementation answers; `undefined` where it refuses the call or has no such loss: then it has no say. */
export function answerOf(member: Honest, testCase: SuiteCase): AdapterResult | undefined {
  const { id, loss, wrt } = testCase;
  const cotangent = testCase.cotangent();
  const contracted = cotangent && wrt.length > 0 ? { wrt, cotangent } : {};
  try {
    const answer = member.evaluate({ id, loss, args: testCase.args(), inputs: testCase.inputs(), ...contracted });
    return answer instanceof Error || answer instanceof Promise ? undefined : (answer as AdapterResult);
  } catch {
    return undefined;
  }
}

/** The elements that an answer has for a tensor, as they would be judged: in the golden's dtype. */
export function valuesOf(answer: AdapterResult, { input, expected }: Measured): readonly number[] | undefined {
  const { dtype, shape } = expected.tensor;
  const given = input === undefined ? answer.value : answer.gradients?.[input];
  if (given === undefined || !sameShape(given.shape, shape)) return undefined;
  return Array.from(given.data, (element) => (isFloatDtype(dtype) ? roundTo(dtype, Number(element)) : Number(element)));
}

// --- internal ---

/** One tensor that was judged. */
interface Judged extends Measured {
  readonly actual: readonly number[];
}

function judged(loss: string, { value, gradients }: Given, expected: ExpectedAnswer): readonly Judged[] {
  return measured(loss, expected).flatMap((one) => {
    const actual = one.input === undefined ? value : gradients[one.input];
    return actual === undefined ? [] : [{ ...one, actual: numbers(actual) }];
  });
}

function numbersOf(tensor: Tensor): Numbers {
  return { dtype: tensor.dtype, values: numbers(tensor) };
}
