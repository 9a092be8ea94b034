import type { Framework } from "../../format/case-file.ts";
import type { Dtype } from "../../format/tensor.ts";
import { numbers, type Tensor } from "../../tensor/tensor.ts";
import type { Arithmetic, Round } from "./arithmetic.ts";
import { flushed, flushing } from "./flush.ts";

/** One evaluation: whose rules hold, how numbers are computed, and what was computed so far, in order. */
export interface Tape {
  readonly framework: Framework;
  readonly arithmetic: Arithmetic;
  /** How the result of an operation in `dtype` is rounded. */
  readonly rounding: (dtype: Dtype) => Round;
  readonly record: Variable[];
}

/** Turns the gradient of an operation's result into that of one of its inputs. */
export type Pullback = (gradient: readonly number[]) => readonly number[];

/** A tensor on a tape. `pullbacks` holds one function per input, in the framework's own convention at kinks and ties. */
export interface Variable {
  readonly tape: Tape;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: readonly number[];
  /** Whether a gradient is asked for that flows through here. */
  readonly tracked: boolean;
  readonly inputs: readonly Variable[];
  readonly pullbacks: readonly Pullback[];
}

/** A tape with nothing on it. TensorFlow flushes subnormal numbers to 0, what it is given and what it computes. */
export function newTape(framework: Framework, arithmetic: Arithmetic): Tape {
  const rounding = framework === "tensorflow" ? flushing(arithmetic.rounding) : arithmetic.rounding;
  return { framework, arithmetic, rounding, record: [] };
}

/** A tensor that is given; its gradient can be asked for where `tracked`. */
export function given(tape: Tape, tensor: Tensor, tracked = false): Variable {
  const { dtype, shape } = tensor;
  const data = tape.framework === "tensorflow" ? flushed(numbers(tensor), dtype) : numbers(tensor);
  return { tape, dtype, shape, data, tracked, inputs: [], pullbacks: [] };
}

/** A tensor without gradient. */
export function constant(tape: Tape, dtype: Dtype, shape: readonly number[], data: readonly number[]): Variable {
  return { tape, dtype, shape, data, tracked: false, inputs: [], pullbacks: [] };
}

/** The result of an operation. */
export function operation(
  result: { readonly dtype: Dtype; readonly shape: readonly number[]; readonly data: readonly number[] },
  inputs: readonly Variable[],
  pullbacks: readonly Pullback[],
): Variable {
  const { tape } = inputs[0]!;
  const tracked = inputs.some((input) => input.tracked);
  const made: Variable = { tape, ...result, tracked, inputs, pullbacks };
  if (tracked) tape.record.push(made);
  return made;
}

/** The same numbers; gradients stop here. */
export function detach(x: Variable): Variable {
  return constant(x.tape, x.dtype, x.shape, x.data);
}

/** A value with the derivative that the framework states for it, in place of that of the operations that computed it. */
export function withGradient(
  value: Variable,
  derivatives: readonly (readonly [Variable, (gradient: Variable) => Variable])[],
): Variable {
  const { tape, dtype, shape, data } = value;
  return operation(
    { dtype, shape, data },
    derivatives.map(([input]) => input),
    derivatives.map(
      ([, derivative]) =>
        (g) =>
          derivative(constant(tape, dtype, shape, g)).data,
    ),
  );
}

/** d(Σ cotangent·value)/d(input) for each of `wrt`; undefined where the value does not depend on it. */
export function gradientsOf(
  value: Variable,
  cotangent: readonly number[],
  wrt: readonly Variable[],
): (readonly number[] | undefined)[] {
  const { record } = value.tape;
  const gradients = new Map<Variable, readonly number[]>([[value, cotangent]]);
  for (let at = record.length - 1; at >= 0; at--) {
    const operation = record[at]!;
    const gradient = gradients.get(operation);
    if (gradient === undefined) continue;
    for (let i = 0; i < operation.inputs.length; i++) {
      const input = operation.inputs[i]!;
      if (!input.tracked) continue;
      const contribution = operation.pullbacks[i]!(gradient);
      const sofar = gradients.get(input);
      gradients.set(input, sofar === undefined ? contribution : added(sofar, contribution, roundOf(input)));
    }
  }
  return wrt.map((variable) => gradients.get(variable));
}

/** How the results of operations on `x` are rounded. */
export function roundOf(x: Variable): Round {
  return x.tape.rounding(x.dtype);
}

/** How terms are added up in a dtype of the tape's framework. */
export function summing(tape: Tape, dtype: Dtype): (terms: readonly number[]) => number {
  const { framework, arithmetic } = tape;
  const round = tape.rounding(dtype);
  const where = { framework, dtype };
  return (terms) => arithmetic.sum(terms, round, where);
}

// --- internal ---

function added(a: readonly number[], b: readonly number[], round: Round): readonly number[] {
  const sum = new Array<number>(a.length);
  for (let i = 0; i < a.length; i++) sum[i] = round(a[i]! + b[i]!);
  return sum;
}
