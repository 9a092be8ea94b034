import { defineRecipes } from "./define.ts";

const SAMPLED = ["weights", "biases", "labels", "inputs", "num_sampled", "num_classes", "sampled_values"] as const;
const SAMPLED_ARGUMENTS = [
  "num_sampled",
  "num_classes",
  "sampled_values",
  "num_true",
  "remove_accidental_hits",
] as const;

/** The logits of the true and of the sampled classes, as both of TensorFlow's sampled losses form them. */
const SAMPLED_LOGITS = `def sampled_logits(weights, biases, labels, inputs, sampled_values, remove_accidental_hits):
    sampled, true_expected, sampled_expected = sampled_values
    labels, sampled = labels.long(), sampled.long()
    weights, biases = weights.to(inputs.dtype), biases.to(inputs.dtype)
    true = (inputs[:, None] * weights[labels]).sum(-1) + biases[labels] - torch.log(true_expected)
    drawn = inputs @ weights[sampled].t() + biases[sampled]
    if remove_accidental_hits:
        hits = (labels[:, :, None] == sampled).any(1)
        drawn = torch.where(hits, drawn - 3.4028235e38, drawn)
    return true, drawn - torch.log(sampled_expected)
`;

const SAMPLED_TYPESCRIPT = `  const [sampled, trueExpected, sampledExpected] = sampledValues;
  const [ids, drawnIds] = [tf.cast(labels, "int32"), tf.cast(sampled, "int32")];
  const [w, b] = [tf.cast(weights, "float32"), tf.cast(biases, "float32")];
  const dots = tf.sum(tf.mul(tf.expandDims(inputs, 1), tf.gather(w, ids)), -1);
  const truth = tf.sub(tf.add(dots, tf.gather(b, ids)), tf.log(trueExpected));
  let drawn = tf.add(tf.matMul(inputs as tf.Tensor2D, tf.gather(w, drawnIds) as tf.Tensor2D, false, true), tf.gather(b, drawnIds));
  if (removeAccidentalHits) {
    const hits = tf.any(tf.equal(tf.expandDims(ids, -1), drawnIds), 1);
    drawn = tf.where(hits, tf.sub(drawn, 3.4028235e38), drawn);
  }
  const others = tf.sub(drawn, tf.log(sampledExpected));`;

/** Losses that PyTorch has no counterpart of, written in PyTorch. */
export const oneSidedTensorflow = defineRecipes(
  {
    id: "tf-l2-in-pytorch",
    concept: "l2",
    title: "TensorFlow’s l2_loss in PyTorch",
    about: "Half the sum of the squares: no mean and no root.",
    target: "tf.nn.l2_loss",
    parameters: ["t"],
    python: `def l2_loss(t):
    return t.square().sum() / 2`,
    typescript: `function l2Loss(t: tf.Tensor): tf.Tensor {
  return tf.div(tf.sum(tf.square(t)), 2);
}`,
  },
  {
    id: "tf-mean-pairwise-in-pytorch",
    concept: "mean-pairwise-squared-error",
    title: "TensorFlow’s mean_pairwise_squared_error in PyTorch",
    about:
      "With its default weights TensorFlow counts the elements of the whole batch where its documentation speaks of those of a sample; this does the same.",
    target: "tf.compat.v1.losses.mean_pairwise_squared_error",
    parameters: ["labels", "predictions"],
    python: `def mean_pairwise_squared_error(labels, predictions):
    differences = predictions - labels
    n = differences.numel()
    if n < 2:
        return differences.sum() * 0
    rows = differences.reshape(differences.shape[0], -1)
    return (2 * rows.square().sum(1) / (n - 1) - 2 * rows.sum(1).square() / (n * (n - 1))).sum()`,
    typescript: `function meanPairwiseSquaredError(labels: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
  const differences = tf.sub(predictions, labels);
  const n = differences.size;
  if (n < 2) return tf.mul(tf.sum(differences), 0);
  const rows = tf.reshape(differences, [differences.shape[0]!, -1]);
  const squares = tf.div(tf.mul(2, tf.sum(tf.square(rows), 1)), n - 1);
  return tf.sum(tf.sub(squares, tf.div(tf.mul(2, tf.square(tf.sum(rows, 1))), n * (n - 1))));
}`,
  },
  {
    id: "tf-sampled-softmax-in-pytorch",
    concept: "sampled-classes",
    title: "TensorFlow’s sampled_softmax_loss in PyTorch",
    about:
      "With the sampled_values given. Without them TensorFlow draws the classes at random, and two calls differ: that no code can follow.",
    target: "tf.nn.sampled_softmax_loss",
    parameters: [...SAMPLED, "num_true", "remove_accidental_hits"],
    accepts: SAMPLED_ARGUMENTS,
    python: `${SAMPLED_LOGITS}
def sampled_softmax_loss(weights, biases, labels, inputs, num_sampled, num_classes, sampled_values, num_true=1,
                         remove_accidental_hits=True):
    true, drawn = sampled_logits(weights, biases, labels, inputs, sampled_values, remove_accidental_hits)
    return -F.log_softmax(torch.cat([true, drawn], 1), dim=1)[:, :num_true].mean(1)`,
    typescript: `function sampledSoftmaxLoss(
  weights: tf.Tensor,
  biases: tf.Tensor,
  labels: tf.Tensor,
  inputs: tf.Tensor,
  _numSampled: number,
  _numClasses: number,
  sampledValues: [tf.Tensor, tf.Tensor, tf.Tensor],
  numTrue = 1,
  removeAccidentalHits = true,
): tf.Tensor {
${SAMPLED_TYPESCRIPT}
  const logProbs = tf.logSoftmax(tf.concat([truth, others], 1), -1);
  return tf.neg(tf.mean(tf.slice(logProbs, [0, 0], [-1, numTrue]), 1));
}`,
  },
  {
    id: "tf-nce-in-pytorch",
    concept: "sampled-classes",
    title: "TensorFlow’s nce_loss in PyTorch",
    about: "The same logits under a sigmoid for each class; accidental hits stay in unless asked for.",
    target: "tf.nn.nce_loss",
    parameters: [...SAMPLED, "num_true", "remove_accidental_hits"],
    accepts: SAMPLED_ARGUMENTS,
    python: `${SAMPLED_LOGITS}
def nce_loss(weights, biases, labels, inputs, num_sampled, num_classes, sampled_values, num_true=1,
             remove_accidental_hits=False):
    true, drawn = sampled_logits(weights, biases, labels, inputs, sampled_values, remove_accidental_hits)
    share = 1 / num_true
    return (true - share * true + F.softplus(-true)).sum(1) + F.softplus(drawn).sum(1)`,
    typescript: `function nceLoss(
  weights: tf.Tensor,
  biases: tf.Tensor,
  labels: tf.Tensor,
  inputs: tf.Tensor,
  _numSampled: number,
  _numClasses: number,
  sampledValues: [tf.Tensor, tf.Tensor, tf.Tensor],
  numTrue = 1,
  removeAccidentalHits = false,
): tf.Tensor {
${SAMPLED_TYPESCRIPT}
  const positive = tf.add(tf.mul(truth, 1 - 1 / numTrue), tf.softplus(tf.neg(truth)));
  return tf.add(tf.sum(positive, 1), tf.sum(tf.softplus(others), 1));
}`,
  },
);
