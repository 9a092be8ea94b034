import { defineRecipes } from "./define.ts";

/** Conversions of the Poisson losses: a rate against its logarithm. */
export const counts = defineRecipes(
  {
    id: "torch-poisson-in-tensorflow",
    concept: "poisson",
    title: "PyTorch’s poisson_nll_loss in TensorFlow",
    about:
      "Keras’ Poisson is log_input=False with an epsilon of 1e-7, tf.nn.log_poisson_loss the default. Written out it takes any epsilon, and full adds Stirling’s approximation for counts above 1.",
    target: "torch.nn.functional.poisson_nll_loss",
    parameters: ["input", "target", "reduction", "log_input", "full", "eps"],
    accepts: ["reduction", "log_input", "full", "eps"],
    python: `def poisson_nll_loss(input, target, reduction="mean", log_input=True, full=False, eps=1e-8):
    losses = tf.exp(input) - target * input if log_input else input - target * tf.math.log(input + eps)
    if full:
        stirling = target * tf.math.log(target) - target + 0.5 * tf.math.log(6.2831855 * target)
        losses += tf.where(target > 1, stirling, tf.zeros_like(target))
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function poissonNllLoss(
  input: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  logInput = true,
  full = false,
  eps = 1e-8,
): tf.Tensor {
  let losses: tf.Tensor = logInput
    ? tf.sub(tf.exp(input), tf.mul(target, input))
    : tf.sub(input, tf.mul(target, tf.log(tf.add(input, eps))));
  if (full) {
    const root = tf.mul(0.5, tf.log(tf.mul(2 * Math.PI, target)));
    const stirling = tf.add(tf.sub(tf.mul(target, tf.log(target)), target), root);
    losses = tf.add(losses, tf.where(tf.greater(target, 1), stirling, tf.zerosLike(target)));
  }
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "tf-log-poisson-in-pytorch",
    concept: "poisson",
    title: "TensorFlow’s tf.nn.log_poisson_loss in PyTorch",
    about: "PyTorch’s default, without a reduction. Of negative counts the two make something else of Stirling’s term.",
    target: "tf.nn.log_poisson_loss",
    parameters: ["targets", "log_input", "compute_full_loss"],
    accepts: ["compute_full_loss"],
    python: `def log_poisson_loss(targets, log_input, compute_full_loss=False):
    return F.poisson_nll_loss(log_input, targets, log_input=True, full=bool(compute_full_loss), reduction="none")`,
    typescript: `function logPoissonLoss(targets: tf.Tensor, logInput: tf.Tensor, computeFullLoss = false): tf.Tensor {
  const losses = tf.sub(tf.exp(logInput), tf.mul(targets, logInput));
  if (!computeFullLoss) return losses;
  const root = tf.mul(0.5, tf.log(tf.mul(2 * Math.PI, targets)));
  const stirling = tf.add(tf.sub(tf.mul(targets, tf.log(targets)), targets), root);
  return tf.add(losses, tf.where(tf.greater(targets, 1), stirling, tf.zerosLike(targets)));
}`,
  },
);
