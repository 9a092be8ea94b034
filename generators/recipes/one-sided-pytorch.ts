import { defineRecipes } from "./define.ts";

const REDUCED = `return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`;
const REDUCED_TYPESCRIPT = `return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);`;

/** Losses that TensorFlow has no counterpart of, written in TensorFlow. */
export const oneSidedPytorch = defineRecipes(
  {
    id: "torch-margin-ranking-in-tensorflow",
    concept: "margin-ranking",
    title: "PyTorch’s margin_ranking_loss in TensorFlow",
    about: "max(0, −target · (input1 − input2) + margin), broadcast as PyTorch does.",
    target: "torch.nn.functional.margin_ranking_loss",
    parameters: ["input1", "input2", "target", "reduction", "margin"],
    accepts: ["reduction", "margin"],
    python: `def margin_ranking_loss(input1, input2, target, reduction="mean", margin=0.0):
    other, sign = tf.cast(input2, input1.dtype), tf.cast(target, input1.dtype)
    losses = tf.maximum(-sign * (input1 - other) + margin, 0.0)
    ${REDUCED}`,
    typescript: `function marginRankingLoss(
  input1: tf.Tensor,
  input2: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  margin = 0,
): tf.Tensor {
  const losses = tf.maximum(tf.add(tf.mul(tf.neg(target), tf.sub(input1, input2)), margin), 0);
  ${REDUCED_TYPESCRIPT}
}`,
  },
  {
    id: "torch-soft-margin-in-tensorflow",
    concept: "soft-margin",
    title: "PyTorch’s soft_margin_loss in TensorFlow",
    about:
      "log(1 + exp(−target · input)), which is binary cross-entropy from logits for labels of −1 and 1. PyTorch’s overflows where the softplus below does not.",
    target: "torch.nn.functional.soft_margin_loss",
    parameters: ["input", "target", "reduction"],
    accepts: ["reduction"],
    python: `def soft_margin_loss(input, target, reduction="mean"):
    losses = tf.nn.softplus(-target * input)
    ${REDUCED}`,
    typescript: `function softMarginLoss(input: tf.Tensor, target: tf.Tensor, reduction = "mean"): tf.Tensor {
  const losses = tf.softplus(tf.mul(tf.neg(target), input));
  ${REDUCED_TYPESCRIPT}
}`,
  },
  {
    id: "torch-multilabel-soft-margin-in-tensorflow",
    concept: "multi-label-soft-margin",
    title: "PyTorch’s multilabel_soft_margin_loss in TensorFlow",
    about: "Binary cross-entropy from logits, averaged over the last axis before anything is reduced, as Keras does.",
    target: "torch.nn.functional.multilabel_soft_margin_loss",
    parameters: ["input", "target", "reduction", "weight"],
    accepts: ["reduction", "weight"],
    python: `def multilabel_soft_margin_loss(input, target, reduction="mean", weight=None):
    losses = target * tf.nn.softplus(-input) + (1 - target) * tf.nn.softplus(input)
    if weight is not None:
        losses = losses * weight
    losses = tf.reduce_sum(losses, 1) / input.shape[1]
    ${REDUCED}`,
    typescript: `function multilabelSoftMarginLoss(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  weight?: tf.Tensor,
): tf.Tensor {
  const positive = tf.mul(target, tf.softplus(tf.neg(input)));
  const each = tf.add(positive, tf.mul(tf.sub(1, target), tf.softplus(input)));
  const losses = tf.div(tf.sum(weight ? tf.mul(each, weight) : each, 1), input.shape[1]!);
  ${REDUCED_TYPESCRIPT}
}`,
  },
  {
    id: "torch-multi-margin-in-tensorflow",
    concept: "multi-margin",
    title: "PyTorch’s multi_margin_loss in TensorFlow",
    about:
      "Not CategoricalHinge: every wrong class counts, and the sum is divided by the number of classes. At the margin the gradient is 0. A weighted mean is still divided by the batch.",
    target: "torch.nn.functional.multi_margin_loss",
    parameters: ["input", "target", "reduction", "p", "margin", "weight"],
    accepts: ["reduction", "p", "margin", "weight"],
    python: `def multi_margin_loss(input, target, reduction="mean", p=1, margin=1.0, weight=None):
    single = len(input.shape) == 1
    scores = input[None] if single else input
    labels = tf.reshape(target, [-1])
    own = tf.one_hot(labels, scores.shape[1])
    gaps = margin - tf.reduce_sum(own * scores, 1, keepdims=True) + scores
    open = tf.logical_and(gaps > 0, own == 0)
    losses = tf.where(open, gaps if p == 1 else gaps * gaps, tf.zeros_like(gaps))
    if weight is not None:
        losses = losses * tf.gather(weight, labels)[:, None]
    losses = tf.reduce_sum(losses, 1) / scores.shape[1]
    losses = losses[0] if single and len(target.shape) == 0 else losses
    ${REDUCED}`,
    typescript: `function multiMarginLoss(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  p = 1,
  margin = 1,
  weight?: tf.Tensor,
): tf.Tensor {
  const scores = input.rank === 1 ? tf.expandDims(input, 0) : input;
  const labels = tf.cast(tf.reshape(target, [-1]), "int32");
  const classes = tf.range(0, scores.shape[1]!, 1, "int32");
  const own = tf.cast(tf.equal(tf.expandDims(labels, 1), classes), "float32");
  const gaps = tf.relu(tf.add(tf.sub(margin, tf.sum(tf.mul(own, scores), 1, true)), scores));
  let each = tf.mul(tf.sub(1, own), p === 1 ? gaps : tf.square(gaps));
  if (weight) each = tf.mul(each, tf.expandDims(tf.gather(weight, labels), 1));
  let losses = tf.div(tf.sum(each, 1), scores.shape[1]!);
  if (input.rank === 1 && target.rank === 0) losses = tf.reshape(losses, []);
  ${REDUCED_TYPESCRIPT}
}`,
  },
  {
    id: "torch-multilabel-margin-in-tensorflow",
    concept: "multi-label-margin",
    title: "PyTorch’s multilabel_margin_loss in TensorFlow",
    about:
      "The labels of a row end at the first −1. Every label is held against every class that is none, max(0, 1 − (input of the label − input of the class)); the sum is divided by the number of classes.",
    target: "torch.nn.functional.multilabel_margin_loss",
    parameters: ["input", "target", "reduction"],
    accepts: ["reduction"],
    python: `def multilabel_margin_loss(input, target, reduction="mean"):
    single = len(input.shape) == 1
    scores, labels = (input[None], target[None]) if single else (input, target)
    valid = tf.cast(tf.math.cumprod(tf.cast(labels >= 0, tf.int32), 1), scores.dtype)
    own = tf.one_hot(labels, scores.shape[1]) * valid[..., None]
    is_label = tf.reduce_max(own, 1)
    of_labels = tf.reduce_sum(own * scores[:, None], -1)
    gaps = 1 - (of_labels[..., None] - scores[:, None])
    open = tf.logical_and(gaps > 0, valid[..., None] * (1 - is_label[:, None]) > 0)
    losses = tf.reduce_sum(tf.where(open, gaps, tf.zeros_like(gaps)), [1, 2]) / scores.shape[1]
    losses = losses[0] if single else losses
    ${REDUCED}`,
    typescript: `function multilabelMarginLoss(input: tf.Tensor, target: tf.Tensor, reduction = "mean"): tf.Tensor {
  const single = input.rank === 1;
  const scores = single ? tf.expandDims(input, 0) : input;
  const labels = tf.cast(single ? tf.expandDims(target, 0) : target, "int32");
  const valid = tf.cumprod(tf.cast(tf.greaterEqual(labels, 0), "float32"), 1);
  const classes = tf.range(0, scores.shape[1]!, 1, "int32");
  const own = tf.mul(tf.cast(tf.equal(tf.expandDims(labels, -1), classes), "float32"), tf.expandDims(valid, -1));
  const others = tf.expandDims(tf.sub(1, tf.max(own, 1)), 1);
  const ofLabels = tf.sum(tf.mul(own, tf.expandDims(scores, 1)), -1);
  const gaps = tf.relu(tf.sub(1, tf.sub(tf.expandDims(ofLabels, -1), tf.expandDims(scores, 1))));
  const counted = tf.mul(tf.expandDims(valid, -1), others);
  const sums = tf.div(tf.sum(tf.mul(counted, gaps), [1, 2]), scores.shape[1]!);
  const losses: tf.Tensor = single ? tf.reshape(sums, []) : sums;
  ${REDUCED_TYPESCRIPT}
}`,
  },
  {
    id: "torch-nll-in-tensorflow",
    concept: "nll",
    title: "PyTorch’s nll_loss in TensorFlow, with class weights and ignore_index",
    about:
      "The input is log-probabilities, with the classes on axis 1. The weighted mean divides by the sum of the weights of the labels that occur; what is ignored is in neither.",
    target: "torch.nn.functional.nll_loss",
    parameters: ["input", "target", "reduction", "weight", "ignore_index"],
    accepts: ["reduction", "weight", "ignore_index"],
    python: `def nll_loss(input, target, reduction="mean", weight=None, ignore_index=-100):
    rank = len(input.shape)
    scores = tf.transpose(input, [0, *range(2, rank), 1])
    keep = tf.not_equal(target, ignore_index)
    labels = tf.where(keep, target, tf.zeros_like(target))
    weights = tf.ones_like(scores[..., 0]) if weight is None else tf.gather(weight, labels)
    weights = tf.where(keep, weights, tf.zeros_like(weights))
    picked = tf.gather(scores, labels, batch_dims=rank - 1)
    losses = -tf.where(keep, weights * picked, tf.zeros_like(picked))
    if reduction == "none":
        return losses
    total = tf.reduce_sum(losses)
    if reduction == "sum":
        return total
    norm = tf.reduce_sum(weights)
    return tf.math.divide_no_nan(total, norm) if tf.size(losses) > 0 else total / norm  # all ignored: 0, no sample: NaN`,
    typescript: `function nllLoss(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  weight?: tf.Tensor1D,
  ignoreIndex = -100,
): tf.Tensor {
  const axes = input.shape.map((_, axis) => axis);
  const scores = tf.transpose(input, [0, ...axes.slice(2), 1]);
  const labels = tf.cast(target, "int32");
  const keep = tf.cast(tf.notEqual(labels, tf.scalar(ignoreIndex, "int32")), "float32");
  const classes = tf.range(0, input.shape[1]!, 1, "int32");
  const oneHot = tf.cast(tf.equal(tf.expandDims(tf.mul(labels, tf.cast(keep, "int32")), -1), classes), "float32");
  const weights = tf.mul(keep, tf.sum(weight ? tf.mul(oneHot, weight) : oneHot, -1));
  const picked = tf.sum(tf.where(tf.greater(oneHot, 0), scores, tf.zerosLike(scores)), -1);
  const losses = tf.neg(tf.where(tf.greater(keep, 0), tf.mul(weights, picked), tf.zerosLike(picked)));
  if (reduction === "none") return losses;
  const total = tf.sum(losses);
  return reduction === "sum" ? total : tf.div(total, tf.sum(weights));
}`,
  },
  {
    id: "torch-triplet-margin-in-tensorflow",
    concept: "triplet-margin",
    title: "PyTorch’s triplet_margin_loss in TensorFlow",
    about:
      "The distance adds eps to every difference before it takes the norm, over axis 1. swap takes the distance of the positive from the negative where that is smaller.",
    target: "torch.nn.functional.triplet_margin_loss",
    parameters: ["anchor", "positive", "negative", "reduction", "margin", "p", "eps", "swap"],
    accepts: ["reduction", "margin", "p", "eps", "swap"],
    python: `def triplet_margin_loss(anchor, positive, negative, reduction="mean", margin=1.0, p=2.0, eps=1e-6, swap=False):
    def distance(x, y):
        gaps = tf.abs(x - y + eps)
        if p == float("inf"):
            return tf.reduce_max(gaps, 1)
        if p == 0:
            return tf.reduce_sum(tf.cast(gaps != 0, gaps.dtype), 1)
        return tf.reduce_sum(gaps ** p, 1) ** (1 / p)

    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = tf.minimum(far, distance(positive, negative))
    losses = tf.maximum(margin + near - far, 0.0)
    ${REDUCED}`,
    typescript: `function tripletMarginLoss(
  anchor: tf.Tensor,
  positive: tf.Tensor,
  negative: tf.Tensor,
  reduction = "mean",
  margin = 1,
  p = 2,
  eps = 1e-6,
  swap = false,
): tf.Tensor {
  const distance = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => {
    const gap = tf.add(tf.sub(x, y), eps);
    // The slope of tf.abs at 0 is −1.
    const gaps = tf.mul(gap, tf.sign(gap));
    if (p === Number.POSITIVE_INFINITY) return tf.max(gaps, 1);
    if (p === 0) return tf.sum(tf.cast(tf.notEqual(gaps, 0), "float32"), 1);
    return tf.pow(tf.sum(tf.pow(gaps, p), 1), 1 / p);
  };
  const near = distance(anchor, positive);
  let far = distance(anchor, negative);
  if (swap) far = tf.minimum(far, distance(positive, negative));
  const losses = tf.maximum(tf.sub(tf.add(margin, near), far), 0);
  ${REDUCED_TYPESCRIPT}
}`,
  },
  {
    id: "torch-adaptive-log-softmax-in-tensorflow",
    concept: "adaptive-log-softmax",
    title: "PyTorch’s AdaptiveLogSoftmaxWithLoss in TensorFlow",
    about:
      "parameters is the module’s own in one vector, in the order of its parameters(): the head, then the two matrices of each cluster. A rare class costs the head’s cluster entry and its place within the cluster.",
    target: "torch.nn.AdaptiveLogSoftmaxWithLoss",
    parameters: ["input", "target", "parameters", "in_features", "n_classes", "cutoffs", "div_value", "head_bias"],
    accepts: ["in_features", "n_classes", "cutoffs", "div_value", "head_bias"],
    python: `def adaptive_log_softmax_with_loss(input, target, parameters, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False):
    at = 0

    def matrix(rows, columns):
        nonlocal at
        part = parameters[at:at + rows * columns]
        at += rows * columns
        return tf.reshape(part, [rows, columns])

    ends = [*cutoffs, n_classes]
    head = input @ tf.transpose(matrix(ends[0] + len(cutoffs), in_features))
    if head_bias:
        head += matrix(1, ends[0] + len(cutoffs))
    head = tf.nn.log_softmax(head)
    columns = [head[:, :ends[0]]]
    for i, (start, end) in enumerate(zip(ends, ends[1:])):
        size = int(in_features // div_value ** (i + 1))
        hidden = input @ tf.transpose(matrix(size, in_features))
        columns.append(head[:, ends[0] + i, None] + tf.nn.log_softmax(hidden @ tf.transpose(matrix(end - start, size))))
    return -tf.reduce_mean(tf.gather(tf.concat(columns, 1), target, batch_dims=1))`,
    typescript: `function adaptiveLogSoftmaxWithLoss(
  input: tf.Tensor2D,
  target: tf.Tensor,
  parameters: tf.Tensor1D,
  inFeatures: number,
  nClasses: number,
  cutoffs: number[],
  divValue = 4,
  headBias = false,
): tf.Tensor {
  let at = 0;
  const matrix = (rows: number, columns: number) => {
    const part = tf.slice(parameters, [at], [rows * columns]);
    at += rows * columns;
    return tf.reshape(part, [rows, columns]) as tf.Tensor2D;
  };
  const ends = [...cutoffs, nClasses];
  const headSize = ends[0]! + cutoffs.length;
  const scores = tf.matMul(input, matrix(headSize, inFeatures), false, true);
  const head = tf.logSoftmax(headBias ? tf.add(scores, matrix(1, headSize)) : scores, -1);
  const columns = [tf.slice(head, [0, 0], [-1, ends[0]!])];
  cutoffs.forEach((start, i) => {
    const size = Math.floor(inFeatures / divValue ** (i + 1));
    const hidden = tf.matMul(input, matrix(size, inFeatures), false, true);
    const within = tf.logSoftmax(tf.matMul(hidden, matrix(ends[i + 1]! - start, size), false, true), -1);
    columns.push(tf.add(tf.slice(head, [0, ends[0]! + i], [-1, 1]), within));
  });
  const oneHot = tf.cast(tf.oneHot(tf.cast(target, "int32"), nClasses), "float32");
  const picked = tf.where(tf.greater(oneHot, 0), tf.concat(columns, 1), tf.zerosLike(oneHot));
  return tf.neg(tf.mean(tf.sum(picked, 1)));
}`,
  },
);
