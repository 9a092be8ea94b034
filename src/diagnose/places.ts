import type { SuiteCase } from "../cases/load.ts";
import { compareTensor } from "../compare.ts";
import type { Allowance } from "../format/case-file.ts";
import { numbers, sameShape, sizeOf, type Tensor } from "../tensor/tensor.ts";
import type { Failure } from "./failure.ts";
import { takesLogits } from "./logits.ts";
import { numericArguments } from "./roles.ts";
import type { World } from "./world.ts";

/** Where in a case's inputs something special happens, element by element of the prediction. */
export interface Places {
  readonly shape: readonly number[];
  /** Next to 0, or to 1 where predictions are probabilities; below 0 too in a loss of positive numbers. */
  readonly isAtEdge: readonly boolean[];
  /** Too large for an exponential in float32, or to be added to 1. */
  readonly isLarge: readonly boolean[];
  /** The golden's gradient is exactly zero: something clamps. */
  readonly isFlat: readonly boolean[];
  /** Prediction and target tie, or are an argument apart. */
  readonly isAtKink: readonly boolean[];
  readonly hasNonFinite: boolean;
  readonly isEmpty: boolean;
  /** The prediction is broadcast to a target of another shape. */
  readonly isSpread: boolean;
}

const known = new WeakMap<SuiteCase, Places>();

/** What is special about a case's inputs, from the inputs and the golden's gradient alone. */
export function placesOf(testCase: SuiteCase, world: World): Places {
  let places = known.get(testCase);
  if (places === undefined) {
    places = findPlaces(testCase, world);
    known.set(testCase, places);
  }
  return places;
}

/** The elements of a gradient or value at which an answer is off by more than `little` of the element; `undefined` where its shape is. */
export function differingAt(failure: Failure, input?: string, little = 0): readonly number[] | undefined {
  const given = input === undefined ? failure.actual?.value : failure.actual?.gradients?.[input];
  const golden = input === undefined ? failure.expected?.value : failure.expected?.gradients[input];
  if (given === undefined || golden === undefined || !sameShape(given.shape, golden.tensor.shape)) return undefined;
  if (compareTensor(given, golden).ok) return [];
  const one = (i: number) => ({
    given: { ...given, shape: [], data: [given.data[i]!] },
    golden: {
      tensor: { ...golden.tensor, shape: [], data: [golden.tensor.data[i]!] },
      allowance: atIndex(golden.allowance, i),
    },
  });
  return golden.tensor.data.flatMap((_, i) => {
    const { given: x, golden: y } = one(i);
    if (compareTensor(x, y).ok) return [];
    const [a, e] = [Number(x.data[0]), Number(y.tensor.data[0])];
    return Math.abs(a - e) <= little * Math.abs(e) ? [] : [i];
  });
}

/** Whether the elements at which a tensor of one shape is off all contain an element of the prediction that `is` marked. */
export function areWithin(
  at: readonly number[],
  shape: readonly number[],
  places: Places,
  is: readonly boolean[],
): boolean {
  if (sameShape(shape, places.shape)) return at.every((i) => is[i]);
  const isPrefix = shape.every((extent, axis) => places.shape[axis] === extent);
  // A value whose elements are no rows of the prediction may come from anywhere in it.
  if (!isPrefix || shape.length === 0) return at.length === 0 || is.includes(true);
  const inner = sizeOf(places.shape.slice(shape.length));
  return at.every((i) => is.slice(i * inner, (i + 1) * inner).includes(true));
}

// --- internal ---

function atIndex(allowance: Allowance, i: number): Allowance {
  if (typeof allowance === "number") return allowance;
  if (Array.isArray(allowance)) return (allowance as readonly number[])[i] ?? 0;
  const { below, above } = allowance as Exclude<Allowance, number | readonly number[]>;
  const side = (of: number | readonly number[]) => (typeof of === "number" ? of : (of[i] ?? 0));
  return { below: side(below), above: side(above) };
}

/** Next to 0 or 1 by less than a thousand of Keras' epsilons: where one that is added to the argument of a logarithm shows clearly. */
const EDGE = 1e-4;
/** exp(−15) is 3e-7: log(1 + exp(−x)) has no digit left in float32. */
const LARGE = 15;

function findPlaces(testCase: SuiteCase, world: World): Places {
  const inputs = testCase.inputs();
  const roles = world.lossOf(testCase.loss)?.inputs ?? {};
  const named = (role: string) => Object.keys(inputs).find((name) => roles[name]?.role === role);
  const name = named("prediction") ?? Object.keys(inputs)[0];
  const prediction: Tensor = name === undefined ? { dtype: "float32", shape: [], data: [] } : inputs[name]!;
  const p = numbers(prediction);
  const targetName = named("target");
  const target = targetName === undefined ? undefined : inputs[targetName];
  const t = target !== undefined && sameShape(target.shape, prediction.shape) ? numbers(target) : undefined;
  const golden = testCase.expected();
  const gradients = "rejected" in golden ? {} : golden.gradients;
  const flat = name === undefined ? undefined : gradients[name];
  // Probabilities are clipped at both ends, what a logarithm is taken of or what divides at 0.
  const isProbability = takesLogits(testCase, world) !== true && /entropy|divergence/.test(testCase.concept);
  const isPositive = isProbability || /poisson|logarithmic/.test(testCase.concept);
  const isTargetPositive = /divergence|percentage|logarithmic/.test(testCase.concept);
  const thresholds = [...new Set([0, 1, ...numericArguments(testCase, world).values()])];
  const isEdge = (x: number, y: number) =>
    (isPositive ? x <= EDGE : Math.abs(x) <= EDGE) ||
    (isProbability && x >= 1 - EDGE) ||
    (isTargetPositive ? y <= EDGE : false);
  const ties = testCase.concept === "categorical-hinge" && t ? tiedInRows(p, t, prediction.shape.at(-1) ?? 1) : [];
  const isAtEdge = p.map((x, i) => isEdge(x, t?.[i] ?? 1));
  // Probabilities of a row are divided by their sum, and so are the exponentials of its logits: what is wrong with one is wrong with all.
  const inRows = (marks: readonly boolean[]) =>
    testCase.concept === "crossentropy" ? wholeRows(marks, prediction.shape.at(-1) ?? 1) : marks;
  return {
    shape: prediction.shape,
    isAtEdge: inRows(isAtEdge),
    isLarge: inRows(p.map((x, i) => Math.abs(x) >= LARGE || Math.abs(t?.[i] ?? 0) >= LARGE)),
    isFlat: p.map((_, i) => flat !== undefined && Number(flat.tensor.data[i]) === 0),
    isAtKink: p.map((x, i) => {
      const y = t?.[i] ?? Number.NaN;
      if (isPositive && isEdge(x, y)) return false;
      return (
        isNothing(x - y) ||
        ties[i] ||
        thresholds.some((d) => Math.abs(x - y) === d || (d !== 0 && (x * y === d || x === d)))
      );
    }),
    hasNonFinite: Object.values(inputs).some((tensor) => numbers(tensor).some((x) => !Number.isFinite(x))),
    isEmpty: p.length === 0,
    isSpread: target !== undefined && t === undefined,
  };
}

/** Which scores of the classes that are not meant are the largest of their row, with others. */
function tiedInRows(p: readonly number[], t: readonly number[], length: number): boolean[] {
  const scores = p.map((x, i) => (1 - t[i]!) * x);
  return scores.map((score, i) => {
    const start = i - (i % length);
    const row = scores.slice(start, start + length);
    const largest = Math.max(...row);
    return isNothing(score - largest) && row.filter((other) => isNothing(other - largest)).length > 1;
  });
}

/** Zero, or flushed to it: TensorFlow computes with no number that is too small for all its digits. */
function isNothing(x: number): boolean {
  return Math.abs(x) < SMALLEST_NORMAL;
}

/** Of float32. */
const SMALLEST_NORMAL = 2 ** -126;

/** Each row marked where one of its elements is. */
function wholeRows(marks: readonly boolean[], length: number): boolean[] {
  return marks.map((_, i) => {
    const start = i - (i % length);
    return marks.slice(start, start + length).includes(true);
  });
}
