import type { Argument } from "../src/format/argument.ts";
import { roundTo } from "../src/tensor/float.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import type { Domain, FamilyInputs, Value } from "./types.ts";

/** A value that plain JSON can say, named as ids show it; `null` reads `none`. */
export function literal(value: null | boolean | number | string, name?: string): Value {
  const shown = name ?? (value === null ? "none" : String(value));
  const json: Argument<Tensor> =
    typeof value === "number" && !Number.isFinite(value)
      ? { float: String(value) as "NaN" | "Infinity" | "-Infinity" }
      : value;
  return { name: shown, make: () => json };
}

/** A float whose being a float matters: `1.0`. */
export function float(value: number, name: string): Value {
  return { name, make: () => ({ float: value }) };
}

/** A tensor that depends on the family's inputs. */
export function tensorValue(name: string, make: (inputs: FamilyInputs) => Tensor | undefined): Value {
  return {
    name,
    make: (inputs) => {
      const tensor = make(inputs);
      return tensor === undefined ? undefined : { tensor };
    },
  };
}

/** A domain whose first value is the default. */
export function domain(values: readonly Value[], suspect: readonly Value[] = []): Domain {
  const [first] = values;
  return { ...(first && { default: first }), values, suspect };
}

/** `tf.keras.losses.Reduction`; anything else is refused at construction. */
export const KERAS_REDUCTION = domain(
  ["auto", "none", "sum", "sum_over_batch_size"].map((name) => literal(name)),
  // Null would read `none` in an id, as the string does.
  [literal("mean"), literal("SUM"), literal(null, "null"), literal("bogus")],
);

const SUSPECT_REDUCTIONS = [
  literal("SUM"),
  literal("bogus"),
  literal(null, "null"),
  literal("elementwise_mean"),
  literal("batchmean"),
  literal("sum_over_batch_size"),
];

export const TORCH_REDUCTION = domain(
  ["mean", "none", "sum"].map((name) => literal(name)),
  SUSPECT_REDUCTIONS,
);

const LEGACY: Domain = { ...domain([literal(null), literal(true), literal(false)]), legacy: true };

/** Every classic PyTorch loss: `reduction` and the deprecated pair that overrides it. */
export const TORCH_REDUCTIONS = { reduction: TORCH_REDUCTION, size_average: LEGACY, reduce: LEGACY };

const batchOf = (inputs: FamilyInputs) => inputs.roles.prediction?.shape[0];

function ramp(inputs: FamilyInputs, shape: readonly number[], values: readonly number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const data = Array.from({ length: size }, (_, i) => roundTo(inputs.dtype, values[i % values.length]!));
  return { dtype: inputs.dtype, shape, data };
}

function perSample(name: string, values: readonly number[], column: boolean): Value {
  return tensorValue(name, (inputs) => {
    const batch = batchOf(inputs);
    return batch === undefined ? undefined : ramp(inputs, column ? [batch, 1] : [batch], values);
  });
}

/** One weight for every value that the loss has before the reduction: a sample, or a position of a sample. */
function perPosition(name: string, values: readonly number[]): Value {
  return tensorValue(name, (inputs) => {
    const prediction = inputs.roles["prediction-channels-last"] ?? inputs.roles.prediction;
    return prediction && ramp(inputs, prediction.shape.slice(0, -1), values);
  });
}

/** `sample_weight` of the Keras classes: a scalar, one weight a sample (flat or as a column), weights with zeros, one a position. */
export const SAMPLE_WEIGHT: Domain = domain(
  [
    literal(null),
    tensorValue("scalar", (inputs) => ramp(inputs, [], [1.5])),
    perSample("n", [0.5, 2, 1.25, 0.75], false),
    perSample("n-by-1", [0.5, 2, 1.25, 0.75], true),
    perSample("with-zeros", [0, 2, 0, 1.5], false),
    perPosition("per-position", [0.5, 2, 0, 1.25, 0.75]),
  ],
  [
    perSample("all-zero", [0], false),
    perSample("negative", [-1, 2, -0.5, 1], false),
    perSample("with-nan", [1, Number.NaN], false),
    perSample("with-infinity", [1, Number.POSITIVE_INFINITY], false),
    tensorValue("int32", (inputs) => {
      const batch = batchOf(inputs);
      return batch === undefined ? undefined : { ...ramp(inputs, [batch], [1, 2, 0]), dtype: "int32" };
    }),
    tensorValue("wrong-length", (inputs) => ramp(inputs, [(batchOf(inputs) ?? 0) + 1], [1, 2])),
    tensorValue("rank-plus-2", (inputs) => ramp(inputs, [batchOf(inputs) ?? 0, 1, 1], [1, 2])),
    tensorValue("elementwise", (inputs) => {
      const prediction = inputs.roles.prediction;
      return prediction && ramp(inputs, prediction.shape, [0.5, 2, 1.25]);
    }),
  ],
);

/** The class axis is the last of `[N, C]`, and axis 1 of `[N, C, d1, …]`. */
function classesOf(inputs: FamilyInputs, axis: number): number | undefined {
  const shape = inputs.roles.prediction?.shape;
  return shape && (axis < 0 ? shape.at(axis) : shape[axis]);
}

function perClass(name: string, values: readonly number[], axis: number): Value {
  return tensorValue(name, (inputs) => {
    const classes = classesOf(inputs, axis);
    return classes === undefined ? undefined : ramp(inputs, [classes], values);
  });
}

const otherDtype = (inputs: FamilyInputs): FamilyInputs => ({
  ...inputs,
  dtype: inputs.dtype === "float64" ? "float32" : "float64",
});

/** Weights that a framework may refuse: of a wrong shape or dtype, all zero, not finite. */
function suspectWeights(axis: number): Value[] {
  const sized = (change: number) => (inputs: FamilyInputs) =>
    ramp(inputs, [Math.max(0, (classesOf(inputs, axis) ?? 0) + change)], [1, 2]);
  return [
    tensorValue("wrong-length", sized(1)),
    tensorValue("too-short", sized(-1)),
    tensorValue("matrix", (inputs) => ramp(inputs, [classesOf(inputs, axis) ?? 0, 1], [1, 2])),
    tensorValue("other-dtype", (inputs) => sized(0)(otherDtype(inputs))),
    perClass("all-zero", [0], axis),
    perClass("with-nan", [Number.NaN, 1], axis),
    perClass("with-infinity", [Number.POSITIVE_INFINITY, 1], axis),
  ];
}

const UNCHECKED_LENGTH = "undefined behaviour: the kernel does not check the length and reads past the end";

/** `weight` over the class axis. `unsafe` names suspect values that the kernel reads past the end of. */
export function classWeight(axis: number, unsafe: readonly string[] = []): Domain {
  return domain(
    [
      literal(null),
      perClass("ones", [1], axis),
      perClass("per-class", [0.5, 2, 1.25], axis),
      perClass("with-zero", [0, 2, 1.25], axis),
      perClass("with-negative", [-1, 2, 1.25], axis),
    ],
    [...suspectWeights(axis), tensorValue("scalar", (inputs) => ramp(inputs, [], [2]))].map((value) =>
      unsafe.includes(value.name) ? { ...value, isolated: UNCHECKED_LENGTH } : value,
    ),
  );
}

const elementwise = (values: readonly number[]) =>
  tensorValue("elementwise", (inputs) => {
    const prediction = inputs.roles.prediction;
    return prediction && ramp(inputs, prediction.shape, values);
  });

/** `weight` of the binary losses: anything that broadcasts over the elements. */
export const ELEMENT_WEIGHT: Domain = domain(
  [
    literal(null),
    tensorValue("scalar", (inputs) => ramp(inputs, [], [1.5])),
    perClass("per-class", [0.5, 2, 1.25], -1),
    perSample("n-by-1", [0.5, 2, 1.25, 0.75], true),
    elementwise([0.5, 2, 1.25, 0.75, 3]),
    perClass("with-zero", [0, 2, 1.25], -1),
    perClass("with-negative", [-1, 2, 1.25], -1),
  ],
  [
    ...suspectWeights(-1),
    perClass("ones", [1], -1),
    tensorValue("one", (inputs) => ramp(inputs, [1], [2])),
    tensorValue("higher-rank", (inputs) => ramp(inputs, [2, ...(inputs.roles.prediction?.shape ?? [])], [1, 2])),
  ],
);

export const POS_WEIGHT: Domain = domain(
  [
    literal(null),
    tensorValue("scalar", (inputs) => ramp(inputs, [], [3])),
    perClass("per-class", [0.5, 3, 1.25], -1),
    perClass("zero", [0], -1),
    perClass("fraction", [0.25], -1),
  ],
  [
    ...suspectWeights(-1).filter(({ name }) => name !== "all-zero"),
    perClass("negative", [-1, 2], -1),
    perClass("ones", [1], -1),
    perSample("n-by-1", [0.5, 3, 1.25, 0.75], true),
    elementwise([0.5, 3, 1.25, 0.25, 2]),
    tensorValue("one", (inputs) => ramp(inputs, [1], [3])),
  ],
);

/** Any integer is a label to ignore, whether a class has it or not. */
export const IGNORE_INDEX: Domain = domain(
  [-100, -1, 0, 1, 2].map((value) => literal(value)),
  [literal(7), literal(2.5), float(1, "1.0"), literal(null), literal("a"), literal(true), literal(2 ** 40)],
);

/** A float that no PyTorch loss checks the range of; the first value is the default. */
export function unchecked(values: readonly number[]): Domain {
  return domain(
    values.map((value) => literal(value)),
    [
      literal("a"),
      literal(null),
      literal(Number.POSITIVE_INFINITY),
      literal(Number.NEGATIVE_INFINITY),
      literal(Number.NaN),
    ],
  );
}

/** A switch of PyTorch's, which takes some values that are no booleans too. */
export function flag(preset: boolean): Domain {
  return domain([literal(preset), literal(!preset)], [literal(0), literal(1), literal("no"), literal(null)]);
}
