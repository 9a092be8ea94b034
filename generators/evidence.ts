import { mapArguments } from "../src/format/argument.ts";
import type { Allowance, TolerancePerTensor } from "../src/format/case-file.ts";
import { isFloatDtype, type JsonTensor } from "../src/format/tensor.ts";
import { coarser, type Numbers, precisionInside, precisionOf } from "../src/precision.ts";
import { type FloatName, nextFloat, roundTo, ulp } from "../src/tensor/float.ts";
import { decodeTensor } from "../src/tensor/json.ts";
import { sameShape, sizeOf, type Tensor } from "../src/tensor/tensor.ts";
import { allowanceOf } from "../src/tolerance.ts";
import type { PlannedCall } from "./expand.ts";
import { seeded } from "./inputs/random.ts";
import { type Recorded, wireCall } from "./record.ts";
import type { ResilientExecutor } from "./resilient.ts";

/** Perturbation runs a distinct answer; 8 are nearly as good as 32 (shared measurement, docs/tolerance.md). */
const PERTURBATIONS = 8;

/** Changes with the way evidence is gathered, so that an interrupted recording is not continued in another way. */
export const EVIDENCE = `2 of ${PERTURBATIONS}`;

const BITS: Record<FloatName, number> = { float16: 16, float32: 32, float64: 64 };

type RecordedValue = Exclude<Recorded, { rejected: unknown }>;

/** The allowance of each tensor of an answer, from perturbed and float64 runs of the framework itself. */
export async function toleranceOf(
  executor: ResilientExecutor,
  call: PlannedCall,
  golden: RecordedValue,
): Promise<TolerancePerTensor> {
  const wrt = Object.keys(golden.gradients);
  const precision = coarsest([golden.value, ...Object.values(golden.gradients)]);
  const ask = async (change: (tensor: Tensor) => Tensor): Promise<Answered | undefined> => {
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, tensor]) => [name, change(tensor)]));
    const answer = await executor.ask(wireCall({ ...call, args: mapArguments(call.args, change), inputs }, wrt));
    return answer.type === "result" ? answer : undefined;
  };
  const exact = await ask((tensor) => inDtype(tensor, "float64"));
  const isDouble = precision === "float64" && call.floating.some((name) => call.inputs[name]!.dtype === "float64");
  const single = isDouble ? await ask((tensor) => inDtype(tensor, "float32")) : undefined;
  const moved: Answered[] = [];
  for (let run = 0; run < (call.family.exact ? 0 : PERTURBATIONS); run++) {
    const random = seeded(`${call.id}#${run}`);
    const answer = await ask((tensor) => perturbed(tensor, random, precision));
    if (answer !== undefined) moved.push(answer);
  }
  const isMean =
    golden.value.shape.length === 0 &&
    call.names.get("reduction") !== "sum" &&
    call.names.get("size_average") !== "false";
  const inside = precisionInside(call.loss, [golden.value, ...Object.values(golden.gradients)].map(numbersOf));
  const runs: Runs = { exact, single, moved, inside };
  const gradients: { [input: string]: Allowance } = {};
  for (const input of wrt) {
    const tensor = golden.gradients[input]!;
    const pick = (answer: Answered) => answer.gradients?.[input];
    gradients[input] = judge(tensor, pick, runs, isMean ? 1 / Math.max(1, sizeOf(tensor.shape)) : 1);
  }
  const value = judge(golden.value, (answer) => answer.value, runs, 1);
  return wrt.length === 0 ? { value } : { value, gradients };
}

// --- internal ---

interface Answered {
  readonly value: JsonTensor;
  readonly gradients?: { readonly [input: string]: JsonTensor };
}

/** The further runs of the framework that one answer's allowances come from. */
interface Runs {
  /** All in float64. */
  readonly exact: Answered | undefined;
  /** All in float32, of a call that is computed in float64. */
  readonly single: Answered | undefined;
  /** Each with every floating input moved by one ulp. */
  readonly moved: readonly Answered[];
  /** The coarsest precision that the framework went through inside. */
  readonly inside: FloatName;
}

/** A rounding error in float64 is smaller by this than the same computation's in float32. */
const SINGLE_TO_DOUBLE = 2 ** -29;

function judge(
  golden: JsonTensor,
  pick: (answer: Answered) => JsonTensor | undefined,
  { exact, single, moved, inside }: Runs,
  scale: number,
): Allowance {
  if (!isFloatDtype(golden.dtype)) return 0;
  const y = elements(golden);
  const comparable = (answer: Answered | undefined) => {
    const tensor = answer && pick(answer);
    return tensor && sameShape(tensor.shape, golden.shape) ? elements(tensor) : undefined;
  };
  const r = comparable(exact) ?? y;
  // What float32 loses to cancellation, float64 loses too, on its own scale; no single perturbation need show that.
  const lost = (comparable(single) ?? []).map((z, i) => Math.abs(z - y[i]!)).filter(Number.isFinite);
  const noise = y.map(() => lost.reduce((most, error) => Math.max(most, error), 0) * SINGLE_TO_DOUBLE);
  for (const answer of moved) {
    for (const [i, z] of (comparable(answer) ?? []).entries()) {
      const change = Math.abs(z - y[i]!);
      if (Number.isFinite(change)) noise[i] = Math.max(noise[i]!, change);
    }
  }
  const precision = coarser(inside, precisionOf({ dtype: golden.dtype, values: y }));
  return allowanceOf({ golden: y, exact: r, noise, precision, scale });
}

/** The coarsest precision that any tensor of an answer shows; an answer without floats is as exact as its inputs. */
function coarsest(tensors: readonly JsonTensor[]): FloatName {
  const shown = tensors.filter(({ dtype }) => isFloatDtype(dtype)).map((tensor) => precisionOf(numbersOf(tensor)));
  return shown.reduce(coarser, "float64");
}

function numbersOf(tensor: JsonTensor): Numbers {
  return { dtype: tensor.dtype, values: elements(tensor) };
}

function elements(tensor: JsonTensor): readonly number[] {
  return decodeTensor(tensor).data as readonly number[];
}

function inDtype(tensor: Tensor, dtype: "float32" | "float64"): Tensor {
  if (!isFloatDtype(tensor.dtype) || tensor.dtype === dtype) return tensor;
  return { ...tensor, dtype, data: tensor.data.map((element) => roundTo(dtype, Number(element))) };
}

/**
 * Every element one ulp up or down at random, in the tensor's own dtype or, where the framework computed in a coarser one (Keras
 * reduces float64 in float32, the losses of tf.compat.v1 cast to it), in that. Integral ones stay: they are labels, counts, one-hot rows and the like, where the
 * smallest change asks another question (Keras converts hinge labels only when all of them are exactly 0 or 1).
 */
function perturbed(tensor: Tensor, random: () => number, precision: FloatName): Tensor {
  const { dtype } = tensor;
  if (!isFloatDtype(dtype)) return tensor;
  const step = (value: number, steps: number) =>
    BITS[precision] < BITS[dtype] && Number.isFinite(value)
      ? value + steps * ulp(precision, roundTo(precision, value))
      : nextFloat(dtype, value, steps);
  const data = tensor.data.map((element) => {
    const value = Number(element);
    const steps = random() < 0.5 ? 1 : -1;
    return Number.isInteger(value) ? value : roundTo(dtype, step(value, steps));
  });
  return { ...tensor, data };
}
