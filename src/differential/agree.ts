import type { Call, LooseTensor } from "../adapter.ts";
import { compareAnswer, type ExpectedAnswer } from "../compare.ts";
import type { Allowance } from "../format/case-file.ts";
import type { FailKind } from "../format/results.ts";
import { type Dtype, isFloatDtype } from "../format/tensor.ts";
import { coarser, type Numbers, precisionInside } from "../precision.ts";
import type { Outcome } from "../run/judge.ts";
import { type FloatName, nextFloat } from "../tensor/float.ts";
import { decodeTensor, encodeTensor } from "../tensor/json.ts";
import { numbers, type Tensor } from "../tensor/tensor.ts";
import { allowanceOf } from "../tolerance.ts";
import type { Asker } from "./ask.ts";

export type Agreement =
  | { readonly type: "same" | "skipped" }
  | {
      readonly type: "different";
      readonly kind: FailKind | "crash" | "timeout" | "invalid";
      readonly where: string;
      readonly message: string;
      /** The judged answer of B with the allowance that was measured; absent where B refuses. */
      readonly expected?: ExpectedAnswer;
      readonly rejection?: string;
    };

/**
 * Asks both and judges A's answer against B's, as a run judges an answer against a golden. How far apart they may lie follows from
 * the rule of `tolerance.ts`, with what it needs measured on B: its answer in float64 and under inputs moved by one unit in the last
 * place. That is asked only where the answers are farther apart than rounding alone explains.
 */
export async function agree(a: Asker, b: Asker, call: Call): Promise<Agreement> {
  const [ofA, ofB] = await Promise.all([a.ask(call), b.ask(call)]);
  if (ofA.type === "unsupported" || ofB.type === "unsupported") return { type: "skipped" };
  // Where B itself fails there is no truth to hold A against.
  if (ofB.type !== "result" && ofB.type !== "rejected") return { type: "skipped" };
  if (ofA.type !== "result" && ofA.type !== "rejected") {
    return { type: "different", kind: ofA.type, where: "value", message: ofA.message };
  }
  if (ofB.type === "rejected") {
    if (ofA.type === "rejected") return { type: "same" };
    return {
      type: "different",
      kind: "accepted",
      where: "value",
      message: `answers what ${b.name} refuses: ${ofB.message}`,
      rejection: ofB.message,
    };
  }
  const golden = answerOf(ofB);
  if (golden === undefined) return { type: "skipped" };
  if (ofA.type === "rejected") {
    const message = `refuses what ${b.name} answers: ${ofA.message}`;
    return { type: "different", kind: "rejected", where: "value", message, expected: await measured(b, call, golden) };
  }
  const actual = answerOf(ofA);
  if (actual === undefined) {
    return { type: "different", kind: "invalid", where: "value", message: "its answer holds no valid tensor" };
  }
  const wrt = (call.wrt ?? []).filter((name) => golden.gradients[name] !== undefined);
  if (compareAnswer(actual, allowed(golden, NOTHING, precisionOf(call, golden)), wrt).ok) return { type: "same" };
  const expected = await measured(b, call, golden);
  const { ok, kind, where, comparison } = compareAnswer(actual, expected, wrt);
  if (ok || kind === undefined) return { type: "same" };
  const { worst } = comparison;
  const message =
    worst === undefined
      ? `its ${where} has the shape [${tensorAt(actual, where)?.shape}], that of ${b.name} [${tensorAt(golden, where)?.shape}]`
      : `${where} at [${worst.index}]: ${shown(worst.actual)}, ${b.name} has ${shown(worst.expected)}, allowed ±${worst.allowed}`;
  return { type: "different", kind, where, message, expected };
}

// --- internal ---

interface Answer {
  readonly value: Tensor;
  readonly gradients: { readonly [input: string]: Tensor };
}

/** What was measured about an answer: other answers that are as good. */
interface Measured {
  readonly exact?: Answer | undefined;
  readonly perturbed: readonly Answer[];
}
const NOTHING: Measured = { perturbed: [] };

/** Enough to see a cancellation, few enough to ask for each call that differs. */
const PERTURBATIONS = 4;

async function measured(b: Asker, call: Call, golden: Answer): Promise<ExpectedAnswer> {
  const precision = precisionOf(call, golden);
  const exact = precision === "float64" || !b.dtypes.includes("float64") ? undefined : await b.ask(asFloat64(call));
  const perturbed: Answer[] = [];
  for (let round = 0; round < PERTURBATIONS; round++) {
    const answer = answerOf(await b.ask(moved(call, precision, round)));
    if (answer !== undefined) perturbed.push(answer);
  }
  return allowed(golden, { exact: exact && answerOf(exact), perturbed }, precision);
}

function allowed(golden: Answer, { exact, perturbed }: Measured, precision: FloatName): ExpectedAnswer {
  const tensor = (
    where: Tensor,
    of: (answer: Answer) => Tensor | undefined,
  ): { tensor: Tensor; allowance: Allowance } => {
    const values = numbers(where);
    const others = perturbed.flatMap((answer) => of(answer) ?? []);
    const noise = values.map((x, at) =>
      Math.max(0, ...others.map((other) => Math.abs(Number(other.data[at]) - x) || 0)),
    );
    const best = exact && of(exact);
    const allowance = allowanceOf({
      golden: values,
      exact: best?.data.length === values.length ? numbers(best) : values,
      noise,
      precision,
      scale: 1,
    });
    return { tensor: where, allowance };
  };
  return {
    value: tensor(golden.value, (answer) => answer.value),
    gradients: Object.fromEntries(
      Object.entries(golden.gradients).map(([name, gradient]) => [
        name,
        tensor(gradient, (answer) => answer.gradients[name]),
      ]),
    ),
  };
}

/** The coarsest of the inputs' floating dtypes and of what B's answer shows that it went through inside. */
function precisionOf({ inputs, loss }: Call, golden: Answer): FloatName {
  const dtypes = Object.values(inputs).map(({ dtype }) => dtype);
  const given = dtypes.includes("float16") ? "float16" : dtypes.includes("float32") ? "float32" : "float64";
  const tensors = [golden.value, ...Object.values(golden.gradients)];
  return coarser(given, precisionInside(loss, tensors.map(numbersOf)));
}

function numbersOf(tensor: Tensor): Numbers {
  return { dtype: tensor.dtype, values: numbers(tensor) };
}

function asFloat64(call: Call): Call {
  const wide = (tensor: Tensor): Tensor =>
    isFloatDtype(tensor.dtype) ? { ...tensor, dtype: "float64" as Dtype } : tensor;
  return mapTensors(call, wide);
}

/** Whole numbers below may be labels or stand at a kink; there are no more classes than that. */
const LARGE = 8;

/** Every floating element that is no small whole number, one unit in the last place up or down. */
function moved(call: Call, precision: FloatName, round: number): Call {
  return mapTensors(call, (tensor) => {
    if (!isFloatDtype(tensor.dtype)) return tensor;
    const data = numbers(tensor).map((x, at) =>
      Number.isInteger(x) && Math.abs(x) < LARGE
        ? x
        : nextFloat(precision, x, ((at * 7 + round * 5) >> round) % 2 === 0 ? 1 : -1),
    );
    return { ...tensor, data };
  });
}

function mapTensors(call: Call, map: (tensor: Tensor) => Tensor): Call {
  const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, tensor]) => [name, map(tensor)]));
  const args = Object.fromEntries(
    Object.entries(call.args).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null && "tensor" in value ? { tensor: map(value.tensor) } : value,
    ]),
  );
  return { ...call, inputs, args, ...(call.cotangent && { cotangent: map(call.cotangent) }) };
}

function answerOf(outcome: Outcome): Answer | undefined {
  if (outcome.type !== "result") return undefined;
  try {
    const gradients = Object.entries(outcome.gradients ?? {}).map(([name, tensor]) => [name, strict(tensor)] as const);
    return { value: strict(outcome.value), gradients: Object.fromEntries(gradients) };
  } catch {
    return undefined;
  }
}

/** As it would come over the wire. */
function strict({ dtype, shape, data }: LooseTensor): Tensor {
  return decodeTensor(encodeTensor({ dtype, shape, data: Array.from(data) as number[] }));
}

/** Nine digits tell any two float32 numbers apart. */
function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : String(value);
}

function tensorAt(answer: Answer, where: string): Tensor | undefined {
  return where === "value" ? answer.value : answer.gradients[where.replace("gradient of ", "")];
}
