import { sameShape, sizeOf } from "../../tensor/tensor.ts";
import { cast } from "../engine/dtypes.ts";
import type { Operand } from "../engine/elementwise.ts";
import {
  abs,
  add,
  div,
  exp,
  fullLike,
  isFloating,
  log,
  log1p,
  mul,
  neg,
  sub,
  test,
  where,
} from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { logSoftmax, shiftByMax } from "../engine/softmax.ts";
import { axisLast, reshape } from "../engine/structure.ts";
import { constant, detach, type Variable, withGradient } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";
import { relu } from "./ops.ts";
import { mustHaveShape } from "./shapes.ts";

/* The cross-entropies of tf.nn, which the losses of Keras and v1 are made of: tensorflow 2.3.4. */

/** A kernel for floats only; an integer tensor is refused. */
export function needsFloats(x: Variable, op: string): Variable {
  if (isFloating(x)) return x;
  throw refusal(
    "InvalidArgumentError",
    `Value for attr 'T' of ${x.dtype} is not in the list of allowed values [Op:${op}]`,
  );
}

/** max(x, 0) − x·z + log(1 + exp(−|x|)) for logits x and labels z (python/ops/nn_impl.py). */
export function sigmoidCrossEntropy(labels: Variable, logits: Variable): Variable {
  mustHaveShape(labels, logits);
  const isPositive = test(logits, (x) => x >= 0);
  const relu = where(isPositive, logits, fullLike(logits, 0));
  const minusAbsolute = where(isPositive, neg(logits), logits);
  return add(sub(relu, mul(logits, labels)), log1p(exp(minusAbsolute)));
}

/** (1 − z)·x + w·(log(1 + exp(−|x|)) + max(−x, 0)), w = 1 + (posWeight − 1)·z (python/ops/nn_impl.py). */
export function weightedCrossEntropy(labels: Variable, logits: Variable, posWeight: Operand): Variable {
  mustHaveShape(labels, logits);
  const excess = typeof posWeight === "number" ? posWeight - 1 : sub(posWeight, 1);
  const logWeight = add(1, mul(excess, labels));
  const logarithm = add(log1p(exp(neg(abs(logits)))), relu(neg(logits)));
  return add(mul(sub(1, labels), logits), mul(logWeight, logarithm));
}

/** {@link softmaxCrossEntropy} along any axis; labels and logits need the same number of rows only, not the same shape. */
export function softmaxCrossEntropyAlong(labels: Variable, logits: Variable, axis: number): Variable {
  const [z, x] = axis === -1 ? [labels, logits] : [toEnd(labels, axis), toEnd(logits, axis)];
  const losses = softmaxCrossEntropy(flattenOuter(z), flattenOuter(x));
  return reshape(losses, x.shape.slice(0, -1));
}

/**
 * −Σ labels·log softmax(logits) over the last axis, one kernel with its own derivatives: g·(softmax − labels), whatever the labels
 * sum to, and −g·log softmax (core/kernels/xent_op.h; python/ops/nn_grad.py, _SoftmaxCrossEntropyWithLogitsGrad).
 */
export function softmaxCrossEntropy(labels: Variable, logits: Variable): Variable {
  return inFloat32(needsFloats(logits, "SoftmaxCrossEntropyWithLogits"), (precise) => {
    const target = cast(labels, precise.dtype);
    const [x, z] = [detach(precise), detach(target)];
    const { shifted, exponentials, total } = shiftByMax(x);
    const value = sum(mul(z, sub(log(total), shifted)), -1);
    return withGradient(value, [
      [precise, (g) => mul(column(g), sub(div(exponentials, total), z))],
      [target, (g) => mul(column(g), neg(logSoftmax(x)))],
    ]);
  });
}

/**
 * The same with class indices for labels (core/kernels/sparse_xent_op.h). On the CPU a label out of range is refused.
 */
export function sparseSoftmaxCrossEntropy(labels: Variable, logits: Variable): Variable {
  needsFloats(logits, "SparseSoftmaxCrossEntropyWithLogits");
  if (labels.dtype !== "int32" && labels.dtype !== "int64") {
    throw refusal(
      "InvalidArgumentError",
      `Value for attr 'Tlabels' of ${labels.dtype} is not in the list of allowed values`,
    );
  }
  const classes = logits.shape.at(-1);
  if (classes === undefined || !sameShape(labels.shape, logits.shape.slice(0, -1))) {
    const shapes = `labels [${labels.shape}], logits [${logits.shape}]`;
    throw refusal(
      "ValueError",
      `Shape mismatch: the labels must have the shape of the logits without the last axis: ${shapes}`,
    );
  }
  if (classes === 0) throw refusal("InvalidArgumentError", "Must have at least one class");
  const outside = labels.data.find((label) => !(label >= 0 && label < classes));
  if (outside !== undefined) {
    throw refusal(
      "InvalidArgumentError",
      `Received a label value of ${outside} which is outside the valid range of [0, ${classes}).`,
    );
  }
  return inFloat32(logits, (precise) => {
    const oneHot = constant(
      logits.tape,
      precise.dtype,
      logits.shape,
      logits.data.map((_, i) => (i % classes === labels.data[Math.floor(i / classes)] ? 1 : 0)),
    );
    const { shifted, exponentials, total } = shiftByMax(detach(precise));
    // Only the label's own term is read: an infinite logit elsewhere does not turn into 0·∞ as it does for dense labels.
    const value = sum(where(oneHot, sub(log(total), shifted), 0), -1);
    return withGradient(value, [[precise, (g) => mul(column(g), sub(div(exponentials, total), oneHot))]]);
  });
}

// --- internal ---

/** float16 logits are computed in float32 and cast back (python/ops/nn_ops.py: precise_logits). */
function inFloat32(logits: Variable, loss: (precise: Variable) => Variable): Variable {
  return logits.dtype === "float16" ? cast(loss(cast(logits, "float32")), "float16") : loss(logits);
}

/** nn_ops.py, _move_dim_to_end: written for axes from 0 on, others give no permutation. */
function toEnd(x: Variable, axis: number): Variable {
  if (axis < 0 || axis >= x.shape.length)
    throw refusal("InvalidArgumentError", `no transpose of [${x.shape}] moves axis ${axis}`);
  return axisLast(x, axis);
}

/**
 * nn_ops.py, _flatten_outer_dims: reshape(x, [-1, last]). Where `last` is 0, Reshape tells -1 by the extents that are not
 * (core/kernels/reshape_op.h), so that an empty batch of no classes has a row.
 */
function flattenOuter(x: Variable): Variable {
  const last = x.shape.at(-1);
  if (last === undefined) throw refusal("InvalidArgumentError", "logits must have at least one dimension");
  const outer = x.shape.slice(0, -1);
  return reshape(x, [sizeOf(last === 0 ? outer.filter((extent) => extent > 0) : outer), last]);
}

function column(g: Variable): Variable {
  return reshape(g, [...g.shape, 1]);
}
