import type { AdapterResult, Call } from "../adapter.ts";
import type { SuiteCase } from "../cases/load.ts";
import type { ExpectedAnswer } from "../compare.ts";
import type { Allowance } from "../format/case-file.ts";
import type { CatalogueLoss } from "../format/catalogue.ts";
import { isFloatDtype } from "../format/tensor.ts";
import { cotangentOf } from "../tensor/cotangent.ts";
import { numbers, sameShape, type Tensor } from "../tensor/tensor.ts";
import { widest } from "./allowance.ts";
import type { Prediction } from "./define.ts";
import type { CaseFacts, Changes } from "./world.ts";

/** Answers any call as the real framework would; throws to reject it or as `unsupported`. */
export type Oracle = (call: Call) => AdapterResult;

/** What an oracle is asked in a case's place. */
export type OtherCall = Pick<Call, "loss" | "args" | "inputs">;

export function callOf(testCase: SuiteCase): OtherCall {
  return { loss: testCase.loss, args: testCase.args(), inputs: testCase.inputs() };
}

/** The case's call with arguments changed; a value is looked up in a case that gives it, a tensor in one of the family. */
export function changedCall(
  testCase: SuiteCase,
  changes: Changes,
  giving: (name: string, value: string) => readonly SuiteCase[],
  factsOf: (testCase: SuiteCase) => CaseFacts,
  loss: CatalogueLoss | undefined,
): OtherCall | undefined {
  const args = { ...testCase.args() };
  const inputs = { ...testCase.inputs() };
  const { named, family } = factsOf(testCase);
  for (const [name, value] of Object.entries(changes)) {
    if (named.get(name) === value) continue;
    delete args[name];
    if (loss?.inputs[name]?.optional) delete inputs[name];
    if (value === undefined || value === loss?.arguments[name]?.default) continue;
    const examples = giving(name, value);
    const like = examples.find((other) => factsOf(other).family === family) ?? examples[0];
    if (like === undefined) return undefined;
    const isTensor = name in like.raw.inputs || typeof like.raw.args[name] === "object";
    if (isTensor && factsOf(like).family !== family) return undefined;
    if (name in like.raw.inputs) inputs[name] = like.inputs()[name]!;
    else if (name in like.raw.args) args[name] = like.args()[name]!;
  }
  return { loss: testCase.loss, args, inputs };
}

export function ask(oracle: Oracle, testCase: SuiteCase, golden: ExpectedAnswer, call: OtherCall): Prediction {
  const wrt = testCase.wrt.filter((input) => input in call.inputs);
  const cotangent = cotangentOf(golden.value.tensor);
  let result: AdapterResult;
  try {
    result = oracle({ id: testCase.id, ...call, ...(wrt.length > 0 && { wrt, cotangent }) });
  } catch (error) {
    return (error as Error | null)?.name === "Unsupported" ? undefined : "rejected";
  }
  const value = plain(result.value);
  const gradients = sameShape(value.shape, golden.value.tensor.shape) ? Object.entries(result.gradients ?? {}) : [];
  return {
    value: { tensor: value, allowance: allowanceFor(value, golden.value) },
    gradients: Object.fromEntries(
      gradients.map(([input, loose]) => {
        const tensor = plain(loose);
        return [input, { tensor, allowance: allowanceFor(tensor, golden.gradients[input]) }];
      }),
    ),
  };
}

// --- internal ---

/** What is asked of an oracle has no recorded allowance: the case's own, or ten float32 roundings of the largest element. */
function allowanceFor(tensor: Tensor, golden: { readonly allowance: Allowance } | undefined): number {
  const largest = numbers(tensor).reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
  return Math.max(golden === undefined ? 0 : widest(golden.allowance), 1.2e-6 * largest + 1e-7);
}

function plain({ dtype, shape, data }: AdapterResult["value"]): Tensor {
  const elements = Array.from(data, (element) => (typeof element === "string" ? Number(element) : element));
  return { dtype: isFloatDtype(dtype) ? dtype : "float64", shape, data: elements };
}
