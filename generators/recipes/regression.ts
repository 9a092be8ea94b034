import { defineRecipes } from "./define.ts";

const KERAS = ["y_true", "y_pred"] as const;
const TORCH = ["input", "target", "reduction"] as const;

export const regression = defineRecipes(
  {
    id: "keras-mse-in-pytorch",
    concept: "mean-squared-error",
    title: "Keras’ MeanSquaredError in PyTorch",
    about: "With their default reductions the two are one loss.",
    target: "tf.keras.losses.MeanSquaredError",
    parameters: KERAS,
    python: `def mean_squared_error(y_true, y_pred):
    return F.mse_loss(y_pred, y_true)`,
    typescript: `function meanSquaredError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.mean(tf.square(tf.sub(yPred, yTrue)));
}`,
  },
  {
    id: "keras-reductions-in-pytorch",
    concept: "mean-squared-error",
    title: "Keras’ reductions and sample_weight in PyTorch",
    about:
      "Keras averages over the last axis first; reduction and sample_weight only see one number a sample. The weighted mean divides by the number of samples, not by the sum of the weights. Put any other elementwise loss in the first line.",
    target: "tf.keras.losses.MeanSquaredError",
    parameters: [...KERAS, "sample_weight", "reduction"],
    accepts: ["sample_weight", "reduction"],
    python: `def mean_squared_error(y_true, y_pred, sample_weight=None, reduction="auto"):
    losses = F.mse_loss(y_pred, y_true, reduction="none").mean(-1)
    if sample_weight is not None:
        if sample_weight.dim() == losses.dim() + 1:
            sample_weight = sample_weight.squeeze(-1)
        while 0 < sample_weight.dim() < losses.dim():
            sample_weight = sample_weight.unsqueeze(-1)
        losses = losses * sample_weight
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / max(losses.numel(), 1)`,
    typescript: `function meanSquaredError(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  sampleWeight?: tf.Tensor,
  reduction = "auto",
): tf.Tensor {
  let losses: tf.Tensor = tf.mean(tf.square(tf.sub(yPred, yTrue)), -1);
  if (sampleWeight) {
    let weight = sampleWeight;
    if (weight.rank === losses.rank + 1) weight = tf.squeeze(weight, [-1]);
    while (weight.rank > 0 && weight.rank < losses.rank) weight = tf.expandDims(weight, -1);
    losses = tf.mul(losses, weight);
  }
  if (reduction === "none") return losses;
  const sum = tf.sum(losses);
  return reduction === "sum" ? sum : tf.div(sum, Math.max(losses.size, 1));
}`,
  },
  {
    id: "torch-mse-in-tensorflow",
    concept: "mean-squared-error",
    title: "PyTorch’s mse_loss in TensorFlow, all reductions",
    about: "A new last axis of length 1 makes every Keras loss elementwise: there is nothing left for it to average.",
    target: "torch.nn.functional.mse_loss",
    parameters: TORCH,
    accepts: ["reduction"],
    python: `def mse_loss(input, target, reduction="mean"):
    losses = tf.keras.losses.mean_squared_error(target[..., None], input[..., None])
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function mseLoss(input: tf.Tensor, target: tf.Tensor, reduction = "mean"): tf.Tensor {
  const losses = tf.square(tf.sub(input, target));
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "keras-mae-in-pytorch",
    concept: "mean-absolute-error",
    title: "Keras’ MeanAbsoluteError in PyTorch",
    about: "With their default reductions the two are one loss; the gradient at 0 is 0 in both.",
    target: "tf.keras.losses.MeanAbsoluteError",
    parameters: KERAS,
    python: `def mean_absolute_error(y_true, y_pred):
    return F.l1_loss(y_pred, y_true)`,
    typescript: `function meanAbsoluteError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const error = tf.sub(yPred, yTrue);
  // The slope of tf.abs at 0 is −1.
  return tf.mean(tf.mul(error, tf.sign(error)));
}`,
  },
  {
    id: "torch-l1-in-tensorflow",
    concept: "mean-absolute-error",
    title: "PyTorch’s l1_loss in TensorFlow, all reductions",
    about: "A new last axis of length 1 makes the Keras loss elementwise.",
    target: "torch.nn.functional.l1_loss",
    parameters: TORCH,
    accepts: ["reduction"],
    python: `def l1_loss(input, target, reduction="mean"):
    losses = tf.keras.losses.mean_absolute_error(target[..., None], input[..., None])
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function l1Loss(input: tf.Tensor, target: tf.Tensor, reduction = "mean"): tf.Tensor {
  const error = tf.sub(input, target);
  // The slope of tf.abs at 0 is −1.
  const losses = tf.mul(error, tf.sign(error));
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "keras-mape-in-pytorch",
    concept: "mean-absolute-percentage-error",
    title: "Keras’ MeanAbsolutePercentageError in PyTorch",
    about:
      "PyTorch has no such loss. Keras multiplies by 100 and holds |y_true| at 1e-7 or above; leave out the 100 for a ratio.",
    target: "tf.keras.losses.MeanAbsolutePercentageError",
    parameters: KERAS,
    python: `def mean_absolute_percentage_error(y_true, y_pred):
    return 100 * ((y_true - y_pred) / y_true.abs().clamp(min=1e-7)).abs().mean()`,
    typescript: `function meanAbsolutePercentageError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const ratio = tf.div(tf.sub(yTrue, yPred), tf.maximum(tf.abs(yTrue), 1e-7));
  // The slope of tf.abs at 0 is −1.
  return tf.mul(100, tf.mean(tf.mul(ratio, tf.sign(ratio))));
}`,
  },
  {
    id: "keras-msle-in-pytorch",
    concept: "mean-squared-logarithmic-error",
    title: "Keras’ MeanSquaredLogarithmicError in PyTorch",
    about: "PyTorch has no such loss. Keras holds both sides at 1e-7 or above, so that negative numbers count as none.",
    target: "tf.keras.losses.MeanSquaredLogarithmicError",
    parameters: KERAS,
    python: `def mean_squared_logarithmic_error(y_true, y_pred):
    return F.mse_loss(torch.log(y_pred.clamp(min=1e-7) + 1), torch.log(y_true.clamp(min=1e-7) + 1))`,
    typescript: `function meanSquaredLogarithmicError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const log = (x: tf.Tensor) => tf.log(tf.add(tf.maximum(x, 1e-7), 1));
  return tf.mean(tf.square(tf.sub(log(yTrue), log(yPred))));
}`,
  },
  {
    id: "keras-logcosh-in-pytorch",
    concept: "log-cosh",
    title: "Keras’ LogCosh in PyTorch",
    about: "PyTorch has no such loss. This form does not overflow, where the logarithm of cosh does from 89 on.",
    target: "tf.keras.losses.LogCosh",
    parameters: KERAS,
    python: `def log_cosh(y_true, y_pred):
    x = y_pred - y_true
    return (x + F.softplus(-2.0 * x) - 0.6931472).mean()`,
    typescript: `function logCosh(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const x = tf.sub(yPred, yTrue);
  return tf.mean(tf.sub(tf.add(x, tf.softplus(tf.mul(-2, x))), Math.LN2));
}`,
  },
  {
    id: "keras-huber-in-pytorch",
    concept: "huber",
    title: "Keras’ Huber in PyTorch",
    about: "Huber(delta) is delta times SmoothL1(beta = delta). They coincide at 1 only.",
    target: "tf.keras.losses.Huber",
    parameters: [...KERAS, "delta"],
    accepts: ["delta"],
    python: `def huber(y_true, y_pred, delta=1.0):
    return delta * F.smooth_l1_loss(y_pred, y_true, beta=delta)`,
    typescript: `function huber(yTrue: tf.Tensor, yPred: tf.Tensor, delta = 1): tf.Tensor {
  const difference = tf.sub(yPred, yTrue);
  // The slope of tf.abs at 0 is −1.
  const error = tf.mul(difference, tf.sign(difference));
  const quadratic = tf.minimum(error, delta);
  return tf.mean(tf.add(tf.mul(0.5, tf.square(quadratic)), tf.mul(delta, tf.sub(error, quadratic))));
}`,
  },
  {
    id: "torch-smooth-l1-in-tensorflow",
    concept: "huber",
    title: "PyTorch’s smooth_l1_loss in TensorFlow, all reductions",
    about: "SmoothL1(beta) is Huber(delta = beta) divided by beta; with beta = 0 PyTorch means L1.",
    target: "torch.nn.functional.smooth_l1_loss",
    parameters: [...TORCH, "beta"],
    accepts: ["reduction", "beta"],
    python: `def smooth_l1_loss(input, target, reduction="mean", beta=1.0):
    if beta == 0:
        losses = tf.keras.losses.mean_absolute_error(target[..., None], input[..., None])
    else:
        losses = tf.keras.losses.huber(target[..., None], input[..., None], delta=beta) / beta
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function smoothL1Loss(input: tf.Tensor, target: tf.Tensor, reduction = "mean", beta = 1): tf.Tensor {
  const difference = tf.sub(input, target);
  // The slope of tf.abs at 0 is −1.
  const error = tf.mul(difference, tf.sign(difference));
  const quadratic = tf.minimum(error, beta);
  const losses =
    beta === 0 ? error : tf.add(tf.div(tf.mul(0.5, tf.square(quadratic)), beta), tf.sub(error, quadratic));
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
);
