import type { Allowance } from "./format/case-file.ts";
import type { FailKind, PassFlag } from "./format/results.ts";
import { isFloatDtype } from "./format/tensor.ts";
import { ulp } from "./tensor/float.ts";
import { numbers, sameShape, type Tensor, unravel } from "./tensor/tensor.ts";

/** One expected tensor with how far an answer may lie from it. */
export interface ExpectedTensor {
  readonly tensor: Tensor;
  readonly allowance: Allowance;
}

/** The outcome for one tensor, its worst element first. */
export interface Comparison {
  readonly ok: boolean;
  /** `shape` and `nonfinite` (NaN or an infinity on one side only) come before `value`. */
  readonly kind?: "value" | "shape" | "nonfinite";
  /** Largest error ÷ allowance; Infinity for a NaN or infinity that does not match. */
  readonly ratio: number;
  readonly differing: number;
  readonly size: number;
  readonly worst?: {
    readonly index: readonly number[];
    readonly actual: number;
    readonly expected: number;
    readonly allowed: number;
    /** The error in units of the last place of the expected element, in its own dtype; NaN where one side is not finite. */
    readonly ulps: number;
  };
  /** The case cannot decide: see {@link isDecisive}. */
  readonly notDecisive: boolean;
}

/** Compares element by element. NaN matches NaN, infinities match by sign, −0 equals 0; shapes are judged exactly, dtypes are not. */
export function compareTensor(actual: Tensor, expected: ExpectedTensor): Comparison {
  const { tensor } = expected;
  const size = tensor.data.length;
  if (!sameShape(actual.shape, tensor.shape)) {
    return { ok: false, kind: "shape", ratio: Number.POSITIVE_INFINITY, differing: size, size, notDecisive: false };
  }
  const a = numbers(actual);
  const e = numbers(tensor);
  let ratio = 0;
  let worstAt = -1;
  let differing = 0;
  let nonfinite = false;
  for (let i = 0; i < size; i++) {
    const x = a[i]!;
    const y = e[i]!;
    if (isSame(x, y)) continue;
    const error = errorRatio(x, y, allowanceAt(expected.allowance, i, x < y));
    if (!Number.isFinite(x) || !Number.isFinite(y)) nonfinite = true;
    if (!(error <= 1)) differing++;
    if (worstAt < 0 || error > ratio) {
      ratio = error;
      worstAt = i;
    }
  }
  const base = { ratio, differing, size, notDecisive: !isDecisive(expected) };
  if (worstAt < 0) return { ok: true, ...base };
  const worst = worstElement(worstAt, a, e, expected);
  if (differing === 0) return { ok: true, worst, ...base };
  return { ok: false, kind: nonfinite ? "nonfinite" : "value", worst, ...base };
}

/**
 * Whether a pass says something: no more than 1e-3 of the largest expected element is allowed. Where the framework's own noise is larger
 * than that, right and wrong answers pass alike, and the pass is marked.
 */
export function isDecisive({ tensor, allowance }: ExpectedTensor): boolean {
  if (!isFloatDtype(tensor.dtype)) return true;
  let largest = 0;
  for (const y of numbers(tensor)) if (Number.isFinite(y)) largest = Math.max(largest, Math.abs(y));
  return largest === 0 || widestAllowance(allowance) <= 1e-3 * largest;
}

/** A golden with its tensors decoded. */
export interface ExpectedAnswer {
  readonly value: ExpectedTensor;
  readonly gradients: { readonly [input: string]: ExpectedTensor };
}

export interface ActualAnswer {
  readonly value: Tensor;
  readonly gradients?: { readonly [input: string]: Tensor };
}

/** The outcome for a whole answer; the parts of a {@link ResultRow} that follow from the numbers alone. */
export interface AnswerComparison {
  readonly ok: boolean;
  readonly kind?: FailKind;
  /** `value` or `gradient of <input>`: the tensor that decided. */
  readonly where: string;
  readonly comparison: Comparison;
  readonly flags: readonly PassFlag[];
  readonly gradientsMissing: readonly string[];
}

/**
 * Judges the value, then each gradient that was asked for and given. The first failing tensor decides; among passing ones the
 * one with the largest error ÷ allowance is reported. A gradient left out is missing, not wrong.
 */
export function compareAnswer(
  actual: ActualAnswer,
  expected: ExpectedAnswer,
  wrt: readonly string[] = [],
): AnswerComparison {
  const value = compareTensor(actual.value, expected.value);
  const missing: string[] = [];
  let where = "value";
  let decisive = value;
  let notDecisive = value.notDecisive;
  if (!value.ok) return outcome(value.kind ?? "value", where, value, false, missing);
  for (const input of wrt) {
    const golden = expected.gradients[input];
    if (golden === undefined) continue;
    const given = actual.gradients?.[input];
    if (given === undefined) {
      missing.push(input);
      continue;
    }
    const comparison = compareTensor(given, golden);
    notDecisive ||= comparison.notDecisive;
    if (!comparison.ok) return outcome("gradient", `gradient of ${input}`, comparison, false, missing);
    if (comparison.ratio > decisive.ratio) {
      decisive = comparison;
      where = `gradient of ${input}`;
    }
  }
  return outcome(undefined, where, decisive, notDecisive, missing);
}

/** Error ÷ allowance of one element: 0 where both are the same or NaN, infinite where a NaN or an infinity has no match. */
export function errorRatio(actual: number, expected: number, allowed: number): number {
  if (isSame(actual, expected)) return 0;
  const isComparable = Number.isFinite(actual) && Number.isFinite(expected);
  return isComparable ? Math.abs(actual - expected) / allowed : Number.POSITIVE_INFINITY;
}

/** How far the element may lie from its golden, on the side on which it lies. */
export function allowanceAt(allowance: Allowance, index: number, below: boolean): number {
  if (typeof allowance === "number") return allowance;
  if (isPerElement(allowance)) return allowance[index] ?? 0;
  const side = below ? allowance.below : allowance.above;
  return typeof side === "number" ? side : (side[index] ?? 0);
}

// --- internal ---

function isSame(actual: number, expected: number): boolean {
  return actual === expected || (Number.isNaN(actual) && Number.isNaN(expected));
}

function worstElement(
  at: number,
  actual: readonly number[],
  golden: readonly number[],
  { tensor, allowance }: ExpectedTensor,
): NonNullable<Comparison["worst"]> {
  const [x, y] = [actual[at]!, golden[at]!];
  const unit = isFloatDtype(tensor.dtype) ? ulp(tensor.dtype, y) : 1;
  return {
    index: unravel(at, tensor.shape),
    actual: x,
    expected: y,
    allowed: allowanceAt(allowance, at, x < y),
    ulps: Math.abs(x - y) / unit,
  };
}

function outcome(
  kind: FailKind | undefined,
  where: string,
  comparison: Comparison,
  notDecisive: boolean,
  gradientsMissing: readonly string[],
): AnswerComparison {
  const flags: PassFlag[] = notDecisive && kind === undefined ? ["notDecisive"] : [];
  return { ok: kind === undefined, ...(kind && { kind }), where, comparison, flags, gradientsMissing };
}

function widestAllowance(allowance: Allowance): number {
  if (typeof allowance === "number") return allowance;
  if (isPerElement(allowance)) return maximum(allowance);
  return Math.max(
    ...[allowance.below, allowance.above].map((side) => (typeof side === "number" ? side : maximum(side))),
  );
}

function maximum(values: readonly number[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}

function isPerElement(allowance: Exclude<Allowance, number>): allowance is readonly number[] {
  return Array.isArray(allowance);
}
