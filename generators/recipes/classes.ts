import { defineRecipes } from "./define.ts";

const KERAS = ["y_true", "y_pred"] as const;

export const classes = defineRecipes(
  {
    id: "keras-cce-logits-in-pytorch",
    concept: "crossentropy",
    title: "Keras’ CategoricalCrossentropy(from_logits=True) in PyTorch",
    about:
      "PyTorch 1.7’s cross_entropy takes class indices only. This takes one-hot rows, soft labels and label_smoothing.",
    target: "tf.keras.losses.CategoricalCrossentropy",
    parameters: [...KERAS, "label_smoothing"],
    accepts: ["label_smoothing"],
    fixed: { from_logits: "true" },
    python: `def categorical_crossentropy(y_true, y_pred, label_smoothing=0.0):
    y_true = y_true * (1 - label_smoothing) + label_smoothing / y_true.shape[-1]
    return -(y_true * F.log_softmax(y_pred, dim=-1)).sum(-1).mean()`,
    typescript: `function categoricalCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor, labelSmoothing = 0): tf.Tensor {
  const classes = yTrue.shape[yTrue.rank - 1];
  const t = tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / classes);
  return tf.neg(tf.mean(tf.sum(tf.mul(t, tf.logSoftmax(yPred, -1)), -1)));
}`,
  },
  {
    id: "keras-cce-in-pytorch",
    concept: "crossentropy",
    title: "Keras’ CategoricalCrossentropy (from probabilities) in PyTorch",
    about: "Keras divides each row by its sum, whatever it is, then clips it to [1e-7, 1 − 1e-7].",
    target: "tf.keras.losses.CategoricalCrossentropy",
    parameters: [...KERAS, "label_smoothing"],
    accepts: ["label_smoothing"],
    python: `def categorical_crossentropy(y_true, y_pred, label_smoothing=0.0, eps=1e-7):
    y_true = y_true * (1 - label_smoothing) + label_smoothing / y_true.shape[-1]
    p = y_pred / y_pred.sum(-1, keepdim=True)
    return -(y_true * torch.log(p.clamp(eps, 1 - eps))).sum(-1).mean()`,
    typescript: `function categoricalCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor, labelSmoothing = 0): tf.Tensor {
  const classes = yTrue.shape[yTrue.rank - 1];
  const t = tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / classes);
  const p = tf.div(yPred, tf.sum(yPred, -1, true));
  return tf.neg(tf.mean(tf.sum(tf.mul(t, tf.log(tf.clipByValue(p, 1e-7, 1 - 1e-7))), -1)));
}`,
  },
  {
    id: "keras-scce-logits-in-pytorch",
    concept: "crossentropy",
    title: "Keras’ SparseCategoricalCrossentropy(from_logits=True) in PyTorch",
    about: "Class indices and logits: PyTorch’s own. Keras has the classes last, PyTorch on axis 1.",
    target: "tf.keras.losses.SparseCategoricalCrossentropy",
    parameters: KERAS,
    fixed: { from_logits: "true" },
    python: `def sparse_categorical_crossentropy(y_true, y_pred):
    classes = y_pred.shape[-1]
    return F.cross_entropy(y_pred.reshape(-1, classes), y_true.reshape(-1))`,
    typescript: `function sparseCategoricalCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const classes = yPred.shape[yPred.rank - 1];
  const oneHot = tf.cast(tf.oneHot(tf.cast(yTrue, "int32"), classes), "float32");
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot, tf.logSoftmax(yPred, -1)), -1)));
}`,
  },
  {
    id: "keras-scce-in-pytorch",
    concept: "crossentropy",
    title: "Keras’ SparseCategoricalCrossentropy (from probabilities) in PyTorch",
    about:
      "Keras clips to [1e-7, 1 − 1e-7], takes the logarithm and then a softmax: above 1 it clips before it normalises.",
    target: "tf.keras.losses.SparseCategoricalCrossentropy",
    parameters: KERAS,
    python: `def sparse_categorical_crossentropy(y_true, y_pred, eps=1e-7):
    classes = y_pred.shape[-1]
    logits = torch.log(y_pred.clamp(eps, 1 - eps))
    return F.cross_entropy(logits.reshape(-1, classes), y_true.reshape(-1))`,
    typescript: `function sparseCategoricalCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const classes = yPred.shape[yPred.rank - 1];
  const oneHot = tf.cast(tf.oneHot(tf.cast(yTrue, "int32"), classes), "float32");
  const logits = tf.log(tf.clipByValue(yPred, 1e-7, 1 - 1e-7));
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits, -1)), -1)));
}`,
  },
  {
    id: "torch-cross-entropy-short-in-tensorflow",
    concept: "crossentropy",
    title: "PyTorch’s cross_entropy in TensorFlow, the short way",
    about: "The sparse loss of Keras, from logits. No class weights and no ignored labels; classes on the last axis.",
    target: "torch.nn.functional.cross_entropy",
    parameters: ["input", "target"],
    python: `def cross_entropy(input, target):
    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(target, input)`,
    typescript: `function crossEntropy(input: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const oneHot = tf.cast(tf.oneHot(tf.cast(target, "int32"), input.shape[1]!), "float32");
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot, tf.logSoftmax(input, 1)), 1)));
}`,
  },
  {
    id: "torch-cross-entropy-in-tensorflow",
    concept: "crossentropy",
    title: "PyTorch’s cross_entropy in TensorFlow, with class weights and ignore_index",
    about:
      "The weighted mean divides by the sum of the weights of the labels that occur, not by their number, and what is ignored is in neither. PyTorch has the classes on axis 1.",
    target: "torch.nn.functional.cross_entropy",
    parameters: ["input", "target", "reduction", "weight", "ignore_index"],
    accepts: ["reduction", "weight", "ignore_index"],
    python: `def cross_entropy(input, target, reduction="mean", weight=None, ignore_index=-100):
    rank = len(input.shape)
    logits = tf.transpose(input, [0, *range(2, rank), 1])
    keep = tf.not_equal(target, ignore_index)
    labels = tf.where(keep, target, tf.zeros_like(target))
    weights = tf.ones_like(logits[..., 0]) if weight is None else tf.gather(weight, labels)
    weights = tf.where(keep, weights, tf.zeros_like(weights))
    losses = weights * tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    if reduction == "none":
        return losses
    total = tf.reduce_sum(losses)
    if reduction == "sum":
        return total
    norm = tf.reduce_sum(weights)
    return tf.math.divide_no_nan(total, norm) if input.shape[0] else total / norm  # all ignored: 0, no sample: NaN`,
    typescript: `function crossEntropy(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  weight?: tf.Tensor1D,
  ignoreIndex = -100,
): tf.Tensor {
  const axes = input.shape.map((_, axis) => axis);
  const logits = tf.transpose(input, [0, ...axes.slice(2), 1]);
  const labels = tf.cast(target, "int32");
  const keep = tf.cast(tf.notEqual(labels, tf.scalar(ignoreIndex, "int32")), "float32");
  const oneHot = tf.cast(tf.oneHot(tf.mul(labels, tf.cast(keep, "int32")), input.shape[1]!), "float32");
  const scaled = weight ? tf.mul(oneHot, weight) : oneHot;
  const weights = tf.mul(keep, tf.sum(scaled, -1));
  const losses = tf.mul(weights, tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits, -1)), -1)));
  if (reduction === "none") return losses;
  const total = tf.sum(losses);
  return reduction === "sum" ? total : tf.div(total, tf.sum(weights));
}`,
  },
  {
    id: "keras-kld-short-in-pytorch",
    concept: "kl-divergence",
    title: "Keras’ KLDivergence in PyTorch, the short way",
    about:
      "Arguments swapped, the prediction as a logarithm, and batchmean: PyTorch’s default divides by every element.",
    target: "tf.keras.losses.KLDivergence",
    parameters: KERAS,
    python: `def kl_divergence(y_true, y_pred):
    return F.kl_div(torch.log(y_pred), y_true, reduction="batchmean")`,
    typescript: `function klDivergence(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.mean(tf.sum(tf.mul(yTrue, tf.log(tf.div(yTrue, yPred))), -1));
}`,
  },
  {
    id: "keras-kld-in-pytorch",
    concept: "kl-divergence",
    title: "Keras’ KLDivergence in PyTorch, with its clipping",
    about: "Keras clips both sides to [1e-7, 1] and sums over the last axis, whatever the rank.",
    target: "tf.keras.losses.KLDivergence",
    parameters: KERAS,
    python: `def kl_divergence(y_true, y_pred, eps=1e-7):
    p, q = y_true.clamp(eps, 1), y_pred.clamp(eps, 1)
    return F.kl_div(torch.log(q), p, reduction="none").sum(-1).mean()`,
    typescript: `function klDivergence(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const p = tf.clipByValue(yTrue, 1e-7, 1);
  const q = tf.clipByValue(yPred, 1e-7, 1);
  return tf.mean(tf.sum(tf.mul(p, tf.log(tf.div(p, q))), -1));
}`,
  },
  {
    id: "torch-kl-div-short-in-tensorflow",
    concept: "kl-divergence",
    title: 'PyTorch’s kl_div(reduction="batchmean") in TensorFlow, the short way',
    about: "Arguments swapped, and the input’s logarithm undone.",
    target: "torch.nn.functional.kl_div",
    parameters: ["input", "target"],
    fixed: { reduction: "batchmean" },
    python: `def kl_div(input, target):
    return tf.keras.losses.KLDivergence()(target, tf.exp(input))`,
    typescript: `function klDiv(input: tf.Tensor, target: tf.Tensor): tf.Tensor {
  return tf.mean(tf.sum(tf.mul(target, tf.sub(tf.log(target), input)), -1));
}`,
  },
  {
    id: "torch-kl-div-in-tensorflow",
    concept: "kl-divergence",
    title: "PyTorch’s kl_div in TensorFlow, all reductions and log_target",
    about: "Elementwise target · (log target − input), where a target of 0 counts nothing.",
    target: "torch.nn.functional.kl_div",
    parameters: ["input", "target", "reduction", "log_target"],
    accepts: ["reduction", "log_target"],
    python: `def kl_div(input, target, reduction="mean", log_target=False):
    if log_target:
        losses = tf.exp(target) * (target - input)
    else:
        positive = tf.broadcast_to(target > 0, tf.shape(input))
        safe = tf.where(target > 0, target, tf.ones_like(target))
        losses = tf.where(positive, target * (tf.math.log(safe) - input), tf.zeros_like(input))
    if reduction == "none":
        return losses
    total = tf.reduce_sum(losses)
    if reduction == "sum":
        return total
    return total / (input.shape[0] if reduction == "batchmean" else tf.cast(tf.size(losses), total.dtype))`,
    typescript: `function klDiv(input: tf.Tensor, target: tf.Tensor, reduction = "mean", logTarget = false): tf.Tensor {
  const positive = tf.greater(target, 0);
  const safe = tf.where(positive, target, tf.onesLike(target));
  const losses = logTarget
    ? tf.mul(tf.exp(target), tf.sub(target, input))
    : tf.where(positive, tf.mul(target, tf.sub(tf.log(safe), input)), tf.zerosLike(input));
  if (reduction === "none") return losses;
  const total = tf.sum(losses);
  if (reduction === "sum") return total;
  return tf.div(total, reduction === "batchmean" ? input.shape[0] : losses.size);
}`,
  },
);
