import { defineRecipes } from "./define.ts";

const KERAS = ["y_true", "y_pred"] as const;

export const margins = defineRecipes(
  {
    id: "keras-hinge-in-pytorch",
    concept: "hinge",
    title: "Keras’ Hinge in PyTorch",
    about:
      "PyTorch has no hinge loss of this kind. Keras reads 0 as −1, but only where every label of the batch is 0 or 1.",
    target: "tf.keras.losses.Hinge",
    parameters: KERAS,
    python: `def hinge(y_true, y_pred):
    if ((y_true == 0) | (y_true == 1)).all():
        y_true = 2 * y_true - 1
    return (1 - y_true * y_pred).clamp(min=0).mean()`,
    typescript: `function hinge(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const binary = tf.all(tf.logicalOr(tf.equal(yTrue, 0), tf.equal(yTrue, 1)));
  const y = tf.where(binary, tf.sub(tf.mul(2, yTrue), 1), yTrue);
  return tf.mean(tf.maximum(tf.sub(1, tf.mul(y, yPred)), 0));
}`,
  },
  {
    id: "keras-squared-hinge-in-pytorch",
    concept: "squared-hinge",
    title: "Keras’ SquaredHinge in PyTorch",
    about: "PyTorch has no such loss. Keras reads 0 as −1, but only where every label of the batch is 0 or 1.",
    target: "tf.keras.losses.SquaredHinge",
    parameters: KERAS,
    python: `def squared_hinge(y_true, y_pred):
    if ((y_true == 0) | (y_true == 1)).all():
        y_true = 2 * y_true - 1
    return (1 - y_true * y_pred).clamp(min=0).square().mean()`,
    typescript: `function squaredHinge(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const binary = tf.all(tf.logicalOr(tf.equal(yTrue, 0), tf.equal(yTrue, 1)));
  const y = tf.where(binary, tf.sub(tf.mul(2, yTrue), 1), yTrue);
  return tf.mean(tf.square(tf.maximum(tf.sub(1, tf.mul(y, yPred)), 0)));
}`,
  },
  {
    id: "keras-categorical-hinge-in-pytorch",
    concept: "categorical-hinge",
    title: "Keras’ CategoricalHinge in PyTorch",
    about:
      "Not multi_margin_loss: only the best wrong class counts, nothing is divided by the number of classes, and the slot of the true class counts as a score of 0.",
    target: "tf.keras.losses.CategoricalHinge",
    parameters: KERAS,
    python: `def categorical_hinge(y_true, y_pred):
    positive = (y_true * y_pred).sum(-1)
    negative = ((1 - y_true) * y_pred).amax(-1)
    return (negative - positive + 1).clamp(min=0).mean()`,
    typescript: `function categoricalHinge(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const positive = tf.sum(tf.mul(yTrue, yPred), -1);
  const negative = tf.max(tf.mul(tf.sub(1, yTrue), yPred), -1);
  return tf.mean(tf.maximum(0, tf.add(tf.sub(negative, positive), 1)));
}`,
  },
  {
    id: "torch-hinge-embedding-in-tensorflow",
    concept: "hinge",
    title: "PyTorch’s hinge_embedding_loss in TensorFlow",
    about: "Another loss than Hinge: the input itself for label 1, max(0, margin − input) for −1.",
    target: "torch.nn.functional.hinge_embedding_loss",
    parameters: ["input", "target", "reduction", "margin"],
    accepts: ["reduction", "margin"],
    python: `def hinge_embedding_loss(input, target, reduction="mean", margin=1.0):
    zero = tf.zeros_like(input)
    losses = tf.where(target != 1, tf.maximum(margin - input, 0.0), zero) + tf.where(target != -1, input, zero)
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function hingeEmbeddingLoss(input: tf.Tensor, target: tf.Tensor, reduction = "mean", margin = 1): tf.Tensor {
  const zero = tf.zerosLike(input);
  const far = tf.where(tf.notEqual(target, 1), tf.maximum(tf.sub(margin, input), 0), zero);
  const losses = tf.add(far, tf.where(tf.notEqual(target, -1), input, zero));
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "keras-cosine-short-in-pytorch",
    concept: "cosine-similarity",
    title: "Keras’ CosineSimilarity in PyTorch, the short way",
    about: "The sign turned. PyTorch’s dim is 1 by default, Keras’ axis is −1.",
    target: "tf.keras.losses.CosineSimilarity",
    parameters: [...KERAS, "axis"],
    accepts: ["axis"],
    python: `def cosine_similarity(y_true, y_pred, axis=-1):
    return -F.cosine_similarity(y_true, y_pred, dim=axis).mean()`,
    typescript: `function cosineSimilarity(yTrue: tf.Tensor, yPred: tf.Tensor, axis = -1): tf.Tensor {
  const norm = (x: tf.Tensor) => tf.sqrt(tf.sum(tf.square(x), axis));
  const cos = tf.div(tf.sum(tf.mul(yTrue, yPred), axis), tf.mul(norm(yTrue), norm(yPred)));
  return tf.neg(tf.mean(cos));
}`,
  },
  {
    id: "keras-cosine-in-pytorch",
    concept: "cosine-similarity",
    title: "Keras’ CosineSimilarity in PyTorch, zero vectors too",
    about: "Keras normalises each vector by itself, with its squared length held at 1e-12 or above.",
    target: "tf.keras.losses.CosineSimilarity",
    parameters: [...KERAS, "axis"],
    accepts: ["axis"],
    python: `def cosine_similarity(y_true, y_pred, axis=-1):
    def normalise(x):
        return x * (x * x).sum(axis, keepdim=True).clamp(min=1e-12).rsqrt()
    return -(normalise(y_true) * normalise(y_pred)).sum(axis).mean()`,
    typescript: `function cosineSimilarity(yTrue: tf.Tensor, yPred: tf.Tensor, axis = -1): tf.Tensor {
  const normalise = (x: tf.Tensor) =>
    tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), axis, true), 1e-12)));
  return tf.neg(tf.mean(tf.sum(tf.mul(normalise(yTrue), normalise(yPred)), axis)));
}`,
  },
  {
    id: "keras-cosine-from-embedding-in-pytorch",
    concept: "cosine-similarity",
    title: "Keras’ CosineSimilarity from CosineEmbeddingLoss",
    about: "1 − cos for pairs labelled alike: subtract 1. It reads rows of a matrix only.",
    target: "tf.keras.losses.CosineSimilarity",
    parameters: KERAS,
    python: `def cosine_similarity(y_true, y_pred):
    alike = torch.ones(y_pred.shape[0])
    return F.cosine_embedding_loss(y_true, y_pred, alike) - 1`,
    typescript: `function cosineSimilarity(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.sub(tf.losses.cosineDistance(unit(yTrue), unit(yPred), -1), 1);
  function unit(x: tf.Tensor): tf.Tensor {
    return tf.div(x, tf.norm(x, "euclidean", -1, true));
  }
}`,
  },
  {
    id: "torch-cosine-embedding-in-tensorflow",
    concept: "cosine-similarity",
    title: "PyTorch’s cosine_embedding_loss in TensorFlow",
    about: "1 − cos for label 1, max(0, cos − margin) for −1; the squared length of each vector plus 1e-12.",
    target: "torch.nn.functional.cosine_embedding_loss",
    parameters: ["input1", "input2", "target", "reduction", "margin"],
    accepts: ["reduction", "margin"],
    python: `def cosine_embedding_loss(input1, input2, target, reduction="mean", margin=0.0):
    square = lambda x: tf.reduce_sum(x * x, 1) + 1e-12
    cos = tf.reduce_sum(input1 * input2, 1) / tf.sqrt(square(input1) * square(input2))
    zero = tf.zeros_like(cos)
    losses = tf.where(target == 1, 1 - cos, zero) + tf.where(target == -1, tf.maximum(cos - margin, 0.0), zero)
    return {"none": losses, "sum": tf.reduce_sum(losses), "mean": tf.reduce_mean(losses)}[reduction]`,
    typescript: `function cosineEmbeddingLoss(
  input1: tf.Tensor,
  input2: tf.Tensor,
  target: tf.Tensor,
  reduction = "mean",
  margin = 0,
): tf.Tensor {
  const square = (x: tf.Tensor) => tf.add(tf.sum(tf.square(x), 1), 1e-12);
  const cos = tf.div(tf.sum(tf.mul(input1, input2), 1), tf.sqrt(tf.mul(square(input1), square(input2))));
  const zero = tf.zerosLike(cos);
  const alike = tf.where(tf.equal(target, 1), tf.sub(1, cos), zero);
  const losses = tf.add(alike, tf.where(tf.equal(target, -1), tf.maximum(tf.sub(cos, margin), 0), zero));
  return reduction === "none" ? losses : reduction === "sum" ? tf.sum(losses) : tf.mean(losses);
}`,
  },
  {
    id: "keras-poisson-in-pytorch",
    concept: "poisson",
    title: "Keras’ Poisson in PyTorch",
    about: "Keras’ prediction is the rate, PyTorch’s its logarithm unless log_input=False; and their epsilons differ.",
    target: "tf.keras.losses.Poisson",
    parameters: KERAS,
    python: `def poisson(y_true, y_pred):
    return F.poisson_nll_loss(y_pred, y_true, log_input=False, eps=1e-7)`,
    typescript: `function poisson(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.mean(tf.sub(yPred, tf.mul(yTrue, tf.log(tf.add(yPred, 1e-7)))));
}`,
  },
);
