import { defineRecipes } from "./define.ts";

const KERAS = ["y_true", "y_pred"] as const;
const TORCH = ["input", "target", "reduction"] as const;

export const binary = defineRecipes(
  {
    id: "keras-bce-in-pytorch",
    concept: "binary-crossentropy",
    title: "Keras’ BinaryCrossentropy in PyTorch, the short way",
    about:
      "From probabilities, with the loss that PyTorch has. The two clip differently, so it stops holding at 0 and 1.",
    target: "tf.keras.losses.BinaryCrossentropy",
    parameters: [...KERAS, "label_smoothing"],
    accepts: ["label_smoothing"],
    python: `def binary_crossentropy(y_true, y_pred, label_smoothing=0.0):
    y_true = y_true * (1 - label_smoothing) + 0.5 * label_smoothing
    return F.binary_cross_entropy(y_pred, y_true)`,
    typescript: `function binaryCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor, labelSmoothing = 0): tf.Tensor {
  const t = tf.add(tf.mul(yTrue, 1 - labelSmoothing), 0.5 * labelSmoothing);
  const losses = tf.add(tf.mul(t, tf.log(yPred)), tf.mul(tf.sub(1, t), tf.log(tf.sub(1, yPred))));
  return tf.neg(tf.mean(losses));
}`,
  },
  {
    id: "keras-bce-clipped-in-pytorch",
    concept: "binary-crossentropy",
    title: "Keras’ BinaryCrossentropy in PyTorch, with its clipping",
    about:
      "Keras clips the probability to [1e-7, 1 − 1e-7] and then adds 1e-7 inside the logarithm. Where it clips, its gradient is 0.",
    target: "tf.keras.losses.BinaryCrossentropy",
    parameters: [...KERAS, "label_smoothing"],
    accepts: ["label_smoothing"],
    python: `def binary_crossentropy(y_true, y_pred, label_smoothing=0.0, eps=1e-7):
    y_true = y_true * (1 - label_smoothing) + 0.5 * label_smoothing
    p = y_pred.clamp(eps, 1 - eps)
    return -(y_true * torch.log(p + eps) + (1 - y_true) * torch.log(1 - p + eps)).mean()`,
    typescript: `function binaryCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor, labelSmoothing = 0): tf.Tensor {
  const eps = 1e-7;
  const t = tf.add(tf.mul(yTrue, 1 - labelSmoothing), 0.5 * labelSmoothing);
  const p = tf.clipByValue(yPred, eps, 1 - eps);
  const log = (x: tf.Tensor) => tf.log(tf.add(x, eps));
  return tf.neg(tf.mean(tf.add(tf.mul(t, log(p)), tf.mul(tf.sub(1, t), log(tf.sub(1, p))))));
}`,
  },
  {
    id: "keras-bce-logits-in-pytorch",
    concept: "binary-crossentropy",
    title: "Keras’ BinaryCrossentropy(from_logits=True) in PyTorch",
    about: "Logits on both sides: nothing is clipped. PyTorch 1.7 loses the digits of log1p for confident predictions.",
    target: "tf.keras.losses.BinaryCrossentropy",
    parameters: [...KERAS, "label_smoothing"],
    accepts: ["label_smoothing"],
    fixed: { from_logits: "true" },
    python: `def binary_crossentropy(y_true, y_pred, label_smoothing=0.0):
    y_true = y_true * (1 - label_smoothing) + 0.5 * label_smoothing
    return F.binary_cross_entropy_with_logits(y_pred, y_true)`,
    typescript: `function binaryCrossentropy(yTrue: tf.Tensor, yPred: tf.Tensor, labelSmoothing = 0): tf.Tensor {
  const t = tf.add(tf.mul(yTrue, 1 - labelSmoothing), 0.5 * labelSmoothing);
  return tf.losses.sigmoidCrossEntropy(t, yPred, undefined, 0, tf.Reduction.MEAN);
}`,
  },
  {
    id: "torch-bce-in-tensorflow",
    concept: "binary-crossentropy",
    title: "PyTorch’s binary_cross_entropy in TensorFlow, the short way",
    about: "With the loss that Keras has. It stops holding where one of them clips.",
    target: "torch.nn.functional.binary_cross_entropy",
    parameters: TORCH,
    accepts: ["reduction"],
    python: `def binary_cross_entropy(input, target, reduction="mean"):
    losses = tf.keras.losses.binary_crossentropy(target[..., None], input[..., None])
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function binaryCrossEntropy(input: tf.Tensor, target: tf.Tensor, reduction = "mean"): tf.Tensor {
  const logs = tf.add(tf.mul(target, tf.log(input)), tf.mul(tf.sub(1, target), tf.log(tf.sub(1, input))));
  const losses: tf.Tensor = tf.neg(logs);
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "torch-bce-clamped-in-tensorflow",
    concept: "binary-crossentropy",
    title: "PyTorch’s binary_cross_entropy in TensorFlow, with its clamping and weight",
    about:
      "PyTorch clamps the logarithm at −100 and, apart from that, divides the gradient by max(p(1 − p), 1e-12). The gradient is written out, because that of the clamp is another one.",
    target: "torch.nn.functional.binary_cross_entropy",
    parameters: [...TORCH, "weight"],
    accepts: ["reduction", "weight"],
    python: `@tf.custom_gradient
def clamped(p, t):
    losses = -(t * tf.maximum(tf.math.log(p), -100.0) + (1 - t) * tf.maximum(tf.math.log(1 - p), -100.0))
    return losses, lambda dy: (dy * (p - t) / tf.maximum(p * (1 - p), 1e-12), None)

def binary_cross_entropy(input, target, reduction="mean", weight=None):
    losses = clamped(input, target)
    if weight is not None:
        losses = losses * weight
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function binaryCrossEntropy(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  weight?: tf.Tensor,
): tf.Tensor {
  const clamped = tf.customGrad((...args: unknown[]) => {
    const [p, t] = args as [tf.Tensor, tf.Tensor];
    const log = (x: tf.Tensor) => tf.maximum(tf.log(x), -100);
    const slope = () => tf.div(tf.sub(p, t), tf.maximum(tf.mul(p, tf.sub(1, p)), 1e-12));
    return {
      value: tf.neg(tf.add(tf.mul(t, log(p)), tf.mul(tf.sub(1, t), log(tf.sub(1, p))))),
      gradFunc: (dy: tf.Tensor) => [tf.mul(dy, slope()), tf.zerosLike(t)],
    };
  });
  const each: tf.Tensor = clamped(input, target);
  const losses = weight ? tf.mul(each, weight) : each;
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "torch-bce-logits-in-tensorflow",
    concept: "binary-crossentropy",
    title: "PyTorch’s binary_cross_entropy_with_logits in TensorFlow",
    about:
      "Written out with softplus: the gradient of tf.nn.weighted_cross_entropy_with_logits is another one at a logit of exactly 0.",
    target: "torch.nn.functional.binary_cross_entropy_with_logits",
    parameters: [...TORCH, "weight", "pos_weight"],
    accepts: ["reduction", "weight", "pos_weight"],
    python: `def binary_cross_entropy_with_logits(input, target, reduction="mean", weight=None, pos_weight=None):
    scale = 1.0 if pos_weight is None else 1 + (pos_weight - 1) * target
    losses = (1 - target) * input + scale * tf.nn.softplus(-input)
    if weight is not None:
        losses = losses * weight
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function binaryCrossEntropyWithLogits(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  weight?: tf.Tensor,
  posWeight?: tf.Tensor,
): tf.Tensor {
  const scale = posWeight ? tf.add(1, tf.mul(tf.sub(posWeight, 1), target)) : tf.scalar(1);
  const each: tf.Tensor = tf.add(tf.mul(tf.sub(1, target), input), tf.mul(scale, tf.softplus(tf.neg(input))));
  const losses = weight ? tf.mul(each, weight) : each;
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
);
