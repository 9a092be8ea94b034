import type { Argument } from "../../src/format/argument.ts";
import { roundTo } from "../../src/tensor/float.ts";
import { sizeOf, type Tensor } from "../../src/tensor/tensor.ts";
import { domain, literal, tensorValue } from "../domains.ts";
import type { Domain, FamilyInputs, LossSpec, Value } from "../types.ts";

/** Graph names and collections, which an eager call ignores: two values each, one at a time. */
export function label(byDefault: Value, suspect: readonly Value[] = []): Domain {
  return { ...domain([byDefault, literal("custom")], suspect), single: true };
}

/** `name` of a `tf.nn` function. */
export const NAME = label(literal(null));

/** An input that an argument of the same name can replace; the default is to leave the input where it is. */
export const GIVEN: Value = { name: "input", make: () => null };

/** `tf.compat.v1.losses.Reduction`, the default first. */
const REDUCTION = domain(
  ["weighted_sum_by_nonzero_weights", "none", "weighted_sum", "weighted_mean", "weighted_sum_over_batch_size"].map(
    (name) => literal(name),
  ),
  [literal("sum"), literal("auto"), literal("NONE"), literal("bogus"), literal(null, "null")],
);

/** The shape of a loss before it is reduced, which decides what weights fit. */
type ShapeOf = (inputs: FamilyInputs) => readonly number[] | undefined;

/** Losses of every element. */
export const elementwise: ShapeOf = ({ roles }) => roles.prediction?.shape;

/** One loss a sample or position, the classes being on the last axis. */
export const overClasses: ShapeOf = ({ roles }) =>
  (roles["prediction-channels-last"] ?? roles.prediction)?.shape.slice(0, -1);

/**
 * `weights` of `tf.compat.v1.losses`: a scalar, or a tensor of the loss's rank whose axes have its extents or 1
 * (tensorflow/python/ops/weights_broadcast_ops.py, assert_broadcastable).
 */
export function v1Weights(shapeOf: ShapeOf, extra: readonly Value[] = []): Domain {
  const weights = (name: string, values: readonly number[], extents: (shape: readonly number[]) => readonly number[]) =>
    tensorValue(name, (inputs) => {
      const shape = shapeOf(inputs);
      // A loss that is a scalar takes a scalar weight, which has a name of its own.
      return shape === undefined || shape.length === 0 ? undefined : cycle(inputs, extents(shape), values);
    });
  const perSample = (shape: readonly number[]) => shape.map((extent, axis) => (axis === 0 ? extent : 1));
  return domain(
    [
      literal(1),
      literal(3),
      tensorValue("scalar", (inputs) => cycle(inputs, [], [1.5])),
      weights("per-sample", [0.5, 2, 1.25, 0.75], perSample),
      weights("with-zeros", [0, 2, 0, 1.5], perSample),
      weights("all-zero", [0], perSample),
      weights("per-element", [0.5, 2, 0, 1.25, 0.75], (shape) => shape),
      ...extra,
    ],
    [
      weights("per-feature", [0.5, 2, 1.25], (shape) =>
        shape.map((extent, axis) => (axis === shape.length - 1 ? extent : 1)),
      ),
      weights("negative", [-1, 2, -0.5, 1], perSample),
      weights("wrong-length", [1, 2], (shape) => shape.map((extent, axis) => (axis === 0 ? extent + 1 : 1))),
      weights("wrong-rank", [1, 2], (shape) => (shape.length > 1 ? shape.slice(0, 1) : [...shape, 1])),
      weights("rank-plus-2", [1, 2], (shape) => [...perSample(shape), 1, 1]),
      literal(0),
      literal(-1),
      literal(Number.NaN),
      literal(Number.POSITIVE_INFINITY),
      literal(null),
      literal("a"),
      {
        name: "list",
        make: (inputs) => {
          const shape = shapeOf(inputs);
          return shape && nested(perSample(shape), [0.5, 2, 1.25, 0.75]);
        },
      },
    ],
  );
}

/** A loss of `tf.compat.v1.losses`, with the arguments that all of them take. */
export function v1(
  name: string,
  inputs: LossSpec["inputs"],
  options: {
    readonly shapeOf?: ShapeOf;
    readonly weights?: Domain;
    readonly args?: LossSpec["args"];
    readonly reduction?: false;
  } = {},
): LossSpec {
  return {
    loss: `tf.compat.v1.losses.${name}`,
    framework: "tensorflow",
    form: "function",
    inputs,
    args: {
      weights: options.weights ?? v1Weights(options.shapeOf ?? elementwise),
      ...options.args,
      ...(options.reduction !== false && { reduction: REDUCTION }),
      scope: label(literal(null)),
      loss_collection: label(literal("losses"), [literal(null)]),
    },
  };
}

/** `labels` and `predictions`, as most of `tf.compat.v1.losses` call them. */
export const LABELS_PREDICTIONS = { labels: ["target"], predictions: ["prediction"] };

/** A tensor of the given shape that repeats the values. */
export function cycle(inputs: FamilyInputs, shape: readonly number[], values: readonly number[]): Tensor {
  const data = Array.from({ length: sizeOf(shape) }, (_, i) => roundTo(inputs.dtype, values[i % values.length]!));
  return { dtype: inputs.dtype, shape, data };
}

// --- internal ---

/** Nested lists of one number a sample. */
function nested(shape: readonly number[], values: readonly number[]): Argument<Tensor> {
  const [samples = 0, ...rest] = shape;
  return Array.from({ length: samples }, (_, i) =>
    rest.reduce<Argument<Tensor>>((inner) => [inner], values[i % values.length]!),
  );
}
