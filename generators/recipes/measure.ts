import type { Condition, Errors, Measured, Miss } from "../../src/atlas/recipe.ts";
import { compareTensor, type ExpectedAnswer, type ExpectedTensor } from "../../src/compare.ts";
import { isFloatDtype } from "../../src/format/tensor.ts";
import { ulp } from "../../src/tensor/float.ts";
import { numbers, type Tensor } from "../../src/tensor/tensor.ts";

/** A recorded case that a recipe covers. */
export interface Covered {
  readonly id: string;
  readonly family: string;
  /** Sits on kinks, clamps or empty tensors rather than where nothing happens. */
  readonly boundary: boolean;
  /** Every argument that the recipe takes, defaults included, as named in case ids; and the dtype. */
  readonly args: ReadonlyMap<string, string>;
  readonly expected: ExpectedAnswer;
  /** The input whose gradient is compared, where the golden has one. */
  readonly wrt: string | undefined;
}

/** What the code gave for a case. */
export type Given = { readonly value: Tensor; readonly gradient: Tensor | undefined } | { readonly message: string };

/** Judges every answer as an adapter's would be, and derives from that where the recipe holds. */
export function measure(cases: readonly Covered[], given: readonly Given[]): Measured {
  const judged = cases.map((each, i) => ({ each, ...judge(each, given[i]!) }));
  const holding = judged.filter(({ miss }) => miss === undefined);
  const conditions = findConditions(judged);
  const value = worst(holding.map(({ errors }) => errors.value));
  const gradient = worst(holding.map(({ errors }) => errors.gradient));
  const isExact = value.ulp === 0 && gradient.ulp === 0;
  const state = conditions.length > 0 ? "only where" : isExact ? "exact" : "within tolerance";
  const isOrdinary = ({ each }: Judged) => !each.boundary;
  const ordinary = { cases: judged.filter(isOrdinary).length, holding: holding.filter(isOrdinary).length };
  return { state, cases: cases.length, holding: holding.length, ordinary, value, gradient, conditions };
}

// --- internal ---

interface Judged {
  readonly each: Covered;
  readonly miss: Miss | undefined;
  readonly errors: { readonly value: Errors; readonly gradient: Errors };
}

const NONE: Errors = { absolute: 0, relative: 0, ulp: 0 };

function judge({ id, expected, wrt }: Covered, given: Given): Omit<Judged, "each"> {
  const none = { value: NONE, gradient: NONE };
  if ("message" in given) return { miss: { id, where: "call", message: given.message }, errors: none };
  const value = missOf(id, "value", given.value, expected.value);
  if (value) return { miss: value, errors: none };
  const asked = wrt === undefined ? undefined : expected.gradients[wrt];
  const golden = asked && asked.tensor.data.length > 0 ? asked : undefined;
  const where = `gradient of ${wrt}`;
  if (golden && !given.gradient) return { miss: { id, where, message: "gives no gradient" }, errors: none };
  const gradient = golden && missOf(id, where, given.gradient!, golden);
  if (gradient) return { miss: gradient, errors: none };
  return {
    miss: undefined,
    errors: {
      value: errorsOf(given.value, expected.value.tensor),
      gradient: golden ? errorsOf(given.gradient!, golden.tensor) : NONE,
    },
  };
}

function missOf(id: string, where: string, actual: Tensor, expected: ExpectedTensor): Miss | undefined {
  const { ok, worst: at } = compareTensor(actual, expected);
  if (ok) return undefined;
  if (!at) {
    const message = `has the shape [${actual.shape.join(", ")}] for [${expected.tensor.shape.join(", ")}]`;
    return { id, where, message };
  }
  return { id, where, index: at.index, actual: plain(at.actual), expected: plain(at.expected) };
}

function plain(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** Relative to the largest element of the answer: beside it, the digits of an element near zero mean nothing. */
function errorsOf(actual: Tensor, expected: Tensor): Errors {
  const { dtype } = expected;
  const wanted = numbers(expected);
  const largest = wanted.reduce((most, y) => (Number.isFinite(y) ? Math.max(most, Math.abs(y)) : most), 0);
  const unit = isFloatDtype(dtype) ? ulp(dtype, largest) : 1;
  return worst(
    numbers(actual).map((x, i) => {
      const y = wanted[i]!;
      if (x === y || !Number.isFinite(y) || !Number.isFinite(x)) return NONE;
      const absolute = Math.abs(x - y);
      return { absolute, relative: largest === 0 ? 0 : absolute / largest, ulp: absolute / unit };
    }),
  );
}

function worst(errors: readonly Errors[]): Errors {
  const largest = { ...NONE };
  for (const { absolute, relative, ulp: last } of errors) {
    largest.absolute = Math.max(largest.absolute, absolute);
    largest.relative = Math.max(largest.relative, relative);
    largest.ulp = Math.max(largest.ulp, last);
  }
  const short = (x: number) => Number(x.toPrecision(2));
  return { absolute: short(largest.absolute), relative: short(largest.relative), ulp: short(largest.ulp) };
}

/** First the argument values that fail where others of the same argument hold, then the families on which the rest fails. */
function findConditions(judged: readonly Judged[]): Condition[] {
  const conditions: Condition[] = [];
  let rest = judged;
  const names = new Set(judged.flatMap(({ each }) => [...each.args.keys()]));
  for (const name of names) {
    for (const value of new Set(judged.map(({ each }) => each.args.get(name)!))) {
      const has = (entry: Judged) => entry.each.args.get(name) === value;
      const inside = rest.filter((entry) => !entry.each.boundary);
      const fails = inside.filter((entry) => has(entry) && entry.miss);
      const otherwise = inside.filter((entry) => !has(entry));
      const othersHold = otherwise.filter((entry) => !entry.miss).length > otherwise.length / 2;
      if (fails.length === 0 || fails.length < 0.8 * inside.filter(has).length || !othersHold) continue;
      const all = rest.filter(has);
      conditions.push({ argument: { name, value }, ...counted(all) });
      rest = rest.filter((entry) => !has(entry));
    }
  }
  for (const family of new Set(rest.map(({ each }) => each.family))) {
    const all = rest.filter(({ each }) => each.family === family);
    if (all.some(({ miss }) => miss)) conditions.push({ family, ...counted(all) });
  }
  return conditions;
}

function counted(all: readonly Judged[]): Omit<Condition, "argument" | "family"> {
  const failing = all.filter(({ miss }) => miss);
  // The shortest id is the plainest call.
  const [example] = failing.map(({ miss }) => miss!).sort((a, b) => a.id.length - b.id.length);
  const off = failing.map(({ miss }) => offBy(miss!)).filter((each) => each !== undefined);
  const most = Math.max(...off);
  return {
    failing: failing.length,
    of: all.length,
    ...(off.length > 0 && { off: Number.isFinite(most) ? Number(most.toPrecision(2)) : ("Infinity" as const) }),
    example: example!,
  };
}

/** How far the worst element is off, relative to what it should be. */
function offBy({ actual, expected }: Miss): number | undefined {
  if (actual === undefined || expected === undefined) return undefined;
  const [x, y] = [Number(actual), Number(expected)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.POSITIVE_INFINITY;
  return Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
}
