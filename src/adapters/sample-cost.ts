import { type Adapter, type AdapterResult, type Call, defineAdapter, unsupported } from "../adapter.ts";
import { isFloatDtype } from "../format/tensor.ts";
import { numbers, sameShape, sizeOf, type Tensor } from "../tensor/tensor.ts";
import { onlyDefaults, plain, sameDtypes } from "./arguments.ts";
import type { AdapterPage, MappedLoss } from "./page.ts";

/** A cost of the small network libraries: one number for the flat arrays of one sample. */
export type Cost = (target: readonly number[], output: readonly number[]) => number;

interface CostLoss {
  readonly cost: string;
  readonly target: string;
  readonly output: string;
  /** `row`: one sample for each row of the last axis, as in Keras' functions. Else the whole tensor is the sample. */
  readonly reduction: "row" | "mean" | "sum";
  /** The arguments that the library does not have, at the framework's defaults. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** A cost that divides by the number of outputs, or sums over them, and what it is held against. */
export interface CostMapping {
  readonly cost: string;
  readonly library: string;
  readonly keras?: string;
  readonly torch?: readonly [className: string, functionName: string];
  readonly reduction?: "mean" | "sum";
  readonly why: string;
}

/** The page entry of each mapping. */
export function mappedCosts(mappings: readonly CostMapping[]): readonly MappedLoss[] {
  return mappings.map(({ library, keras, torch, why }) => ({
    library,
    losses: [
      ...(keras ? [`tf.keras.losses.${keras}`] : []),
      ...(torch ? [`torch.nn.${torch[0]}`, `torch.nn.functional.${torch[1]}`] : []),
    ],
    why,
  }));
}

/** What holds for all of these libraries. */
export const COST_NOTES = [
  "The library's cost takes the flat arrays of one sample. A Keras function gives one number for each row, so the cost is asked once a row; a PyTorch loss with its `mean` or `sum` is asked once, with all elements in one array.",
  "The arrays have no shape: a call whose two inputs differ in shape can be put to the library only where both are one-dimensional. Any other is `unsupported`, and so is every weight and every other reduction.",
  "The library computes in JavaScript's numbers, which have no dtypes: a PyTorch call whose inputs differ in dtype is `unsupported`; the answer to a float32 call is read as float32.",
  "The library has no derivatives of its costs to ask for, so no gradient is judged.",
] as const;

export interface CostLibrary {
  readonly name: string;
  readonly version: string;
  readonly page: AdapterPage;
  readonly mappings: readonly CostMapping[];
  readonly costs: Readonly<Record<string, Cost>>;
}

/** The adapter of a library whose losses are costs of one sample. */
export function costAdapter({ name, version, mappings, costs }: CostLibrary): Adapter {
  const losses = new Map(mappings.flatMap(entriesOf));
  return defineAdapter({
    name,
    version,
    language: "JavaScript",
    losses: [...losses.keys()],
    dtypes: ["float32", "float64"],
    gradients: false,
    evaluate: (call) => {
      const loss = losses.get(call.loss);
      if (loss === undefined) throw unsupported(`no counterpart of ${call.loss}`);
      return evaluate(call, loss, costs[loss.cost]!);
    },
  });
}

// --- internal ---

const TORCH_DEFAULTS = { size_average: null, reduce: null, weight: null };
const KERAS_DEFAULTS = { from_logits: false, label_smoothing: 0 };

function entriesOf({ cost, keras, torch, reduction = "mean" }: CostMapping): [string, CostLoss][] {
  const entries: [string, CostLoss][] = [];
  if (keras !== undefined) {
    const loss = { cost, target: "y_true", output: "y_pred", reduction: "row", defaults: KERAS_DEFAULTS } as const;
    entries.push([`tf.keras.losses.${keras}`, loss]);
  }
  if (torch !== undefined) {
    const loss = { cost, target: "target", output: "input", reduction, defaults: TORCH_DEFAULTS };
    entries.push([`torch.nn.${torch[0]}`, loss], [`torch.nn.functional.${torch[1]}`, loss]);
  }
  return entries;
}

function evaluate(call: Call, loss: CostLoss, cost: Cost): AdapterResult {
  const isRow = loss.reduction === "row";
  onlyDefaults(call, loss.defaults, isRow ? [] : ["reduction"]);
  const reduction = plain(call.args.reduction) ?? (call.args.reduction === null ? "null" : "mean");
  if (!isRow && reduction !== loss.reduction)
    throw unsupported(`no reduction ${reduction}: the library's is ${loss.reduction}`);
  for (const name of Object.keys(call.inputs)) {
    if (name !== loss.target && name !== loss.output) throw unsupported(`no input ${name}`);
  }
  // Keras converts what it compares, PyTorch does not.
  if (!isRow) sameDtypes(call, loss.output, [loss.target]);
  const target = call.inputs[loss.target]!;
  const output = call.inputs[loss.output]!;
  if (!sameShape(target.shape, output.shape) && (target.shape.length !== 1 || output.shape.length !== 1)) {
    throw unsupported("flat arrays cannot say that the shapes differ");
  }
  if (output.shape.length === 0) throw unsupported("arrays only, no scalars");
  const dtype = isFloatDtype(output.dtype) && output.dtype !== "float16" ? output.dtype : "float32";
  if (!isRow) return { value: { dtype, shape: [], data: [cost(numbers(target), numbers(output))] } };
  const shape = output.shape.slice(0, -1);
  const data = rows(target, shape).map((row, index) => cost(row, rows(output, shape)[index]!));
  return { value: { dtype, shape, data } };
}

function rows(tensor: Tensor, shape: readonly number[]): number[][] {
  const length = tensor.shape.at(-1)!;
  const flat = numbers(tensor);
  return Array.from({ length: sizeOf(shape) }, (_, row) => flat.slice(row * length, (row + 1) * length));
}
