import type { SuiteCase } from "../cases/load.ts";
import type { Argument } from "../format/argument.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { Dtype } from "../format/tensor.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { domainOf, type ValueDomain } from "./domains.ts";
import { classExtents, type Extent, extentsOf } from "./shapes.ts";

/** How a tensor of a call is made anew. */
export interface TensorTemplate {
  readonly dtype: Dtype;
  readonly domain: ValueDomain;
  readonly extents: readonly Extent[];
}

/** A recorded call with everything in it that can be varied. */
export interface Template {
  readonly loss: string;
  readonly family: string;
  readonly dtype: string;
  readonly prediction: string;
  /** Axes of the prediction. */
  readonly rank: number;
  readonly classAxis: number;
  readonly inputs: { readonly [parameter: string]: TensorTemplate };
  /** Arguments that are tensors. */
  readonly tensors: { readonly [argument: string]: TensorTemplate };
  /** All others, each with the values that the framework accepted for it; its own first. */
  readonly choices: readonly { readonly name: string; readonly values: readonly (Argument<Tensor> | undefined)[] }[];
  readonly wrt: readonly string[];
  /** The shape of the answer. */
  readonly value: readonly Extent[];
}

/** Lengths, sampled classes and parameters of a layer hang together in ways that no template says. */
const TOO_ENTANGLED = ["logit-length", "label-length", "class-weights", "class-biases", "parameters"];
/** What decides the shape of the answer stays as recorded. */
const DECIDES_SHAPE = ["reduction", "axis", "dim", "size_average", "reduce", "swap"];

/** Whether calls of a loss can be generated. */
export function isGenerated(catalogue: Catalogue, loss: string): boolean {
  const described = catalogue.losses[loss];
  return described !== undefined && Object.values(described.inputs).every(({ role }) => !TOO_ENTANGLED.includes(role));
}

/** Templates of a loss: one for each combination of family, dtype and arguments that the framework answered, thinned out to `limit`. */
export function templatesOf(
  catalogue: Catalogue,
  cases: readonly SuiteCase[],
  dtypes: readonly string[],
  limit = 60,
): Template[] {
  const accepted = cases.filter((one) => one.raw.unstable === undefined && !("rejected" in one.expected()));
  const choices = choicesOf(accepted, catalogue);
  const wanted = accepted
    .filter(({ id }) => dtypes.includes(id.slice(id.lastIndexOf("/") + 1)))
    .sort((x, y) => Object.keys(x.raw.args).length - Object.keys(y.raw.args).length);
  const plain = wanted.filter(({ raw }) => Object.keys(raw.args).length < 2).slice(0, limit / 2);
  const others = wanted.slice(plain.length);
  const room = Math.min(limit - plain.length, others.length);
  const step = others.length / room;
  const thinned = [...plain, ...Array.from({ length: room }, (_, at) => others[Math.floor(at * step)]!)];
  return thinned.flatMap((one) => templateOf(one, catalogue, choices) ?? []);
}

// --- internal ---

type Choices = ReadonlyMap<string, readonly Argument<Tensor>[]>;

/** The literals that were accepted for each argument, and numbers between those that are numbers. */
function choicesOf(accepted: readonly SuiteCase[], catalogue: Catalogue): Choices {
  const found = new Map<string, Map<string, Argument<Tensor>>>();
  for (const one of accepted) {
    const legacy = catalogue.losses[one.loss]?.arguments ?? {};
    for (const [name, value] of Object.entries(one.args())) {
      if (DECIDES_SHAPE.includes(name) || legacy[name]?.legacy === true || isTensor(value)) continue;
      const values = found.get(name) ?? new Map<string, Argument<Tensor>>();
      values.set(JSON.stringify(value), value);
      found.set(name, values);
    }
  }
  return new Map([...found].map(([name, values]) => [name, withBetween([...values.values()])]));
}

function withBetween(values: readonly Argument<Tensor>[]): readonly Argument<Tensor>[] {
  const numbers = values.filter((value) => typeof value === "number").sort((a, b) => a - b);
  // An index stays an index.
  if (numbers.every(Number.isInteger)) return values;
  const between = numbers.slice(1).map((number, at) => (number + numbers[at]!) / 2);
  return [...values, ...between];
}

function templateOf(one: SuiteCase, catalogue: Catalogue, choices: Choices): Template | undefined {
  const described = catalogue.losses[one.loss];
  const golden = one.expected();
  if (described === undefined || "rejected" in golden) return undefined;
  const inputs = one.inputs();
  const prediction = Object.keys(inputs).find((name) => described.inputs[name]?.role === "prediction");
  if (prediction === undefined) return undefined;
  const { shape } = inputs[prediction]!;
  const classAxis = described.framework === "pytorch" ? 1 : shape.length - 1;
  const template = (tensor: Tensor, role?: string): TensorTemplate => ({
    dtype: tensor.dtype,
    domain: domainOf(tensor, role === "labels"),
    extents: extentsOf(tensor.shape, shape, classAxis),
  });
  // PyTorch's weights are those of classes where targets are class indices.
  const hasLabels =
    described.framework === "pytorch" && Object.values(described.inputs).some(({ role }) => role === "labels");
  const argument = (tensor: Tensor): TensorTemplate => ({
    ...template(tensor),
    ...(hasLabels && { extents: classExtents(tensor.shape, shape, classAxis) }),
  });
  const args = Object.entries(one.args());
  const named = Object.keys(described.arguments).filter((name) => choices.has(name) || name in one.args());
  return {
    loss: one.loss,
    family: one.id.split("/")[1]!,
    dtype: one.id.slice(one.id.lastIndexOf("/") + 1),
    prediction,
    rank: shape.length,
    classAxis,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, template(tensor, described.inputs[name]?.role)]),
    ),
    tensors: Object.fromEntries(
      args.flatMap(([name, value]) => (isTensor(value) ? [[name, argument(value.tensor)] as const] : [])),
    ),
    choices: named.flatMap((name) => {
      const own = one.args()[name];
      return own !== undefined && isTensor(own) ? [] : [{ name, values: [own, ...(choices.get(name) ?? [])] }];
    }),
    wrt: one.wrt,
    value: extentsOf(golden.value.tensor.shape, shape, classAxis),
  };
}

function isTensor(value: Argument<Tensor>): value is { readonly tensor: Tensor } {
  return typeof value === "object" && value !== null && "tensor" in value;
}
