import type { AdapterResult, Call, LooseTensor } from "../../src/adapter.ts";
import type { Argument } from "../../src/format/argument.ts";
import { LOSSES } from "../../src/reference/concepts/index.ts";
import { CORRECTLY_ROUNDED } from "../../src/reference/engine/arithmetic.ts";
import type { Variable } from "../../src/reference/engine/variable.ts";
import { evaluate } from "../../src/reference/evaluate.ts";
import type { Loss } from "../../src/reference/loss.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { Mutation } from "./mutant.ts";
import { LOSSES as LOSSES_BY_NAME } from "./specimens.ts";

/** The reference asked another call. */
export function ofCall(change: (call: Call) => Partial<Pick<Call, "args" | "inputs">>): Mutation {
  return (honest) => (call) => {
    const { args = call.args, inputs = call.inputs } = change(call);
    const { id, loss, wrt, cotangent } = call;
    const left = wrt?.filter((input) => input in inputs);
    return honest({ id, loss, args, inputs, ...(left && { wrt: left }), ...(cotangent && { cotangent }) });
  };
}

/** The reference's answer changed. */
export function ofResult(change: (result: AdapterResult, call: Call) => AdapterResult): Mutation {
  return (honest) => (call) => change(honest(call), call);
}

/** Does as if some arguments, or optional inputs, were not given. */
export function ignoring(...names: readonly string[]): Mutation {
  return ofCall(({ args, inputs }) => ({ args: without(args, names), inputs: without(inputs, names) }));
}

/** Does as if an argument had a value where neither it nor one of its aliases is given. */
export function defaulting(name: string, value: Argument<Tensor>, ...aliases: readonly string[]): Mutation {
  return ofCall(({ args }) =>
    [name, ...aliases].some((each) => each in args) ? {} : { args: { ...args, [name]: value } },
  );
}

/** Takes one value of an argument for another; `undefined` stands for the default. */
export function treating(name: string, given: Argument<Tensor>, as: Argument<Tensor> | undefined): Mutation {
  return ofCall(({ args }) => {
    if (args[name] !== given) return {};
    return { args: as === undefined ? without(args, [name]) : { ...args, [name]: as } };
  });
}

/** The value and, as they follow from it, all gradients times a number. */
export function scaling(factor: number | ((call: Call) => number)): Mutation {
  return ofResult((result, call) => {
    const by = typeof factor === "number" ? factor : factor(call);
    return mapResult(result, (x) => x * by);
  });
}

/** Every gradient, or that of one input, changed element by element. */
export function gradient(change: (x: number, i: number, call: Call) => number, input?: string): Mutation {
  return ofResult(({ value, gradients = {} }, call) => ({
    value,
    gradients: Object.fromEntries(
      Object.entries(gradients).map(([name, tensor]) => [
        name,
        input === undefined || input === name ? mapped(tensor, (x, i) => change(x, i, call)) : tensor,
      ]),
    ),
  }));
}

/** The value alone changed element by element. */
export function value(change: (x: number, i: number, call: Call) => number): Mutation {
  return ofResult(({ value, ...rest }, call) => ({ value: mapped(value, (x, i) => change(x, i, call)), ...rest }));
}

/** The same numbers in another shape. */
export function shaped(shape: (shape: readonly number[]) => readonly number[]): Mutation {
  return ofResult(({ value, ...rest }) => ({ value: { ...value, shape: shape(value.shape) }, ...rest }));
}

/** The elements of a tensor as numbers, each changed. */
export function mapped(tensor: LooseTensor, change: (x: number, i: number) => number): LooseTensor {
  return { ...tensor, data: Array.from(tensor.data, (x, i) => change(Number(x), i)) };
}

/**
 * Answers what another loss answers to the same call, under the names that the other loss has for its inputs and arguments; arguments that
 * it has no name for it does not look at, and to inputs that it does not know it answers as it should.
 */
export function asLoss(other: string, names: { readonly [ours: string]: string }): Mutation {
  const { arguments: known, inputs: needed } = LOSSES_BY_NAME[other]!;
  const adding = other.startsWith("tf.compat.v1.") ? "weighted_sum" : "sum";
  return (honest) => (call) => {
    const theirs = (ours: string) => names[ours] ?? ours;
    if (!Object.keys(call.inputs).every((name) => theirs(name) in needed)) return honest(call);
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, tensor]) => [theirs(name), tensor]));
    const { id, cotangent, wrt } = call;
    const args = Object.fromEntries(
      Object.entries(call.args)
        .filter(([name, argument]) => theirs(name) in known && !AVERAGING.has(String(argument)))
        .map(([name, argument]) => [theirs(name), argument === "sum" ? adding : argument]),
    );
    const asked = { ...(wrt && { wrt: wrt.map(theirs) }), ...(cotangent && { cotangent }) };
    const { value, gradients = {} } = honest({ id, loss: other, args, inputs, ...asked });
    const ours = wrt?.flatMap((name) => {
      const found = gradients[theirs(name)];
      return found === undefined ? [] : [[name, found] as const];
    });
    return { value, gradients: Object.fromEntries(ours ?? []) };
  };
}

/** Exchanges two inputs, and with them their gradients. */
export function swapping(one: string, other: string): Mutation {
  return (honest) => (call) => {
    const { [one]: a, [other]: b, ...rest } = call.inputs;
    if (a === undefined || b === undefined) return honest(call);
    const inputs = { ...rest, [one]: b, [other]: a };
    const { id, loss, args, wrt, cotangent } = call;
    const swap = (name: string) => (name === one ? other : name === other ? one : name);
    const asked = { ...(wrt && { wrt: wrt.map(swap) }), ...(cotangent && { cotangent }) };
    const { value, gradients = {} } = honest({ id, loss, args, inputs, ...asked });
    return { value, gradients: Object.fromEntries(Object.entries(gradients).map(([name, g]) => [swap(name), g])) };
  };
}

/** Rejects what the test picks out, with a message. */
export function rejecting(picked: (call: Call) => boolean, message: string): Mutation {
  return (honest) => (call) => {
    if (picked(call)) throw new Error(message);
    return honest(call);
  };
}

/** Answers what should be rejected, with a number that has nothing to do with it. */
export function accepting(picked: (call: Call) => boolean = () => true): Mutation {
  return (honest) => (call) => {
    try {
      return honest(call);
    } catch (error) {
      if (!picked(call)) throw error;
      return { value: { dtype: "float32", shape: [], data: [0] } };
    }
  };
}

/** The element-wise functions of the reference's own engine applied to an input, so that its gradient follows. */
export function through(input: string, change: (x: Variable) => Variable): Mutation {
  return () => (call) => {
    const loss: Loss = (given) =>
      LOSSES[call.loss]!({ ...given, inputs: { ...given.inputs, [input]: change(given.inputs[input]!) } });
    return evaluate(loss, call, CORRECTLY_ROUNDED);
  };
}

// --- internal ---

/** What TensorFlow calls the mean over all losses, which is everyone's default. */
const AVERAGING = new Set(["auto", "sum_over_batch_size", "mean"]);

function mapResult({ value, gradients = {} }: AdapterResult, change: (x: number) => number): AdapterResult {
  const changed = Object.entries(gradients).map(([name, tensor]) => [name, mapped(tensor, change)]);
  return { value: mapped(value, change), gradients: Object.fromEntries(changed) };
}

function without<T>(members: { readonly [name: string]: T }, names: readonly string[]): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
