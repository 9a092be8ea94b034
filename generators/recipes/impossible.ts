import type { ImpossibleSpec } from "./define.ts";

/** Each shows two inputs that the source answers alike and the target does not, so that no formula leads from one to the other. */
export const impossible: readonly ImpossibleSpec[] = [
  {
    id: "elements-from-keras-none",
    concept: "mean-absolute-error",
    title: 'PyTorch’s elements from Keras’ reduction="none"',
    about: "Keras has averaged over the last axis already. Compute from the inputs, with a new last axis of length 1.",
    source: {
      framework: "tensorflow",
      python: `import tensorflow as tf
loss = tf.keras.losses.MeanAbsoluteError(reduction="none")
for y_pred in [[[1., 3.]], [[2., 2.]]]:
    print(loss(tf.zeros((1, 2)), tf.constant(y_pred)).numpy().tolist())`,
    },
    target: {
      framework: "pytorch",
      python: `import torch
loss = torch.nn.L1Loss(reduction="none")
for input in [[[1., 3.]], [[2., 2.]]]:
    print(loss(torch.tensor(input), torch.zeros(1, 2)).tolist())`,
    },
  },
  {
    id: "sum-from-keras-1d-sum",
    concept: "mean-squared-error",
    title: 'A sum over elements from Keras’ reduction="sum" of one axis',
    about:
      "With one axis Keras takes it for the features, averages over it and sums one number: the number of elements is lost. Give it y[:, None].",
    source: {
      framework: "tensorflow",
      python: `import tensorflow as tf
loss = tf.keras.losses.MeanSquaredError(reduction="sum")
for y_pred in [[2., 2.], [2., 2., 2., 2.]]:
    print(float(loss(tf.zeros(len(y_pred)), tf.constant(y_pred))))`,
    },
    target: {
      framework: "pytorch",
      python: `import torch
loss = torch.nn.MSELoss(reduction="sum")
for input in [[2., 2.], [2., 2., 2., 2.]]:
    print(float(loss(torch.tensor(input), torch.zeros(len(input)))))`,
    },
  },
  {
    id: "logits-loss-from-probabilities",
    concept: "binary-crossentropy",
    title: "BCEWithLogitsLoss from saturated probabilities",
    about: "From logit 17 on the sigmoid is 1 in float32. Keep the logits and use from_logits=True.",
    source: {
      framework: "tensorflow",
      python: `import tensorflow as tf
loss = tf.keras.losses.BinaryCrossentropy()
for logit in [20., 40.]:
    print(float(loss(tf.constant([[0.]]), tf.sigmoid([[logit]]))))`,
    },
    target: {
      framework: "pytorch",
      python: `import torch
loss = torch.nn.BCEWithLogitsLoss()
for logit in [20., 40.]:
    print(float(loss(torch.tensor([[logit]]), torch.tensor([[0.]]))))`,
    },
  },
  {
    id: "unnormalised-scores-from-keras",
    concept: "crossentropy",
    title: "PyTorch’s nll_loss from Keras’ CategoricalCrossentropy of scores",
    about: "Keras divides each row by its sum; the scale of the scores is gone from its answer.",
    source: {
      framework: "tensorflow",
      python: `import tensorflow as tf
loss = tf.keras.losses.CategoricalCrossentropy()
for y_pred in [[[.5, .25, .25]], [[2., 1., 1.]]]:
    print(float(loss(tf.constant([[1., 0., 0.]]), tf.constant(y_pred))))`,
    },
    target: {
      framework: "pytorch",
      python: `import torch
loss = torch.nn.NLLLoss()
for input in [[[.5, .25, .25]], [[2., 1., 1.]]]:
    print(float(loss(torch.tensor(input).log(), torch.tensor([0]))))`,
    },
  },
];
