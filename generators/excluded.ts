/** Public names that look like losses and are not recorded, with the reason; a name may be a GLOB. */
export const EXCLUDED: readonly { readonly name: string; readonly reason: string }[] = [
  ...because("The base class, which has no formula.", ["*.losses.Loss"]),
  ...because("Reduces or scales losses that others have computed.", [
    "*.nn.compute_average_loss",
    "*.nn.scale_regularization_loss",
    "tf.compat.v1.losses.compute_weighted_loss",
  ]),
  ...because("Keeps the graph's list of losses: eagerly it is empty, or the call refused.", [
    "tf.compat.v1.losses.add_loss",
    "tf.compat.v1.losses.get_*",
  ]),
  ...because("A metric: it accumulates over calls. What it averages is recorded under tf.keras.losses.", [
    "tf.metrics.*",
    "tf.keras.metrics.*",
    "tf.compat.v1.metrics.*",
    "tf.compat.v1.keras.metrics.*",
  ]),
  ...because("What tf.keras.losses calls, documented for layers and not as a loss.", [
    "*.keras.backend.*crossentropy",
    "*.keras.backend.ctc_batch_cost",
  ]),
  ...because("Works on label sequences and computes no loss.", [
    "*.ctc_*decode*",
    "*.ctc_unique_labels",
    "*.keras.backend.ctc_label_dense_to_sparse",
  ]),
  ...because("The kernel behind a public function, without its checks and defaults.", ["*.raw_ops.*"]),
  ...because("A divergence of distribution objects, not of tensors.", ["tf.compat.v1.distributions.kl_divergence"]),
  ...because("Scales the loss of a training loop so that float16 gradients do not vanish; it computes none.", [
    "*LossScale",
    "*LossScaleOptimizer",
  ]),
  ...because("An error class.", ["*.DataLossError", "*.NanLossDuringTrainingError"]),
  ...because("Says how a distributed training loop reduces.", ["tf.compat.v1.distribute.get_loss_reduction"]),
  ...because("A similarity or a distance of vectors, no loss; the losses that are made of it are recorded.", [
    "torch.cosine_similarity",
    "torch.pairwise_distance",
    "torch.nn.CosineSimilarity",
    "torch.nn.PairwiseDistance",
    "torch.nn.functional.cosine_similarity",
    "torch.nn.functional.pairwise_distance",
  ]),
  ...because(
    "The undocumented binding behind torch.nn.functional's function of that name, with the reduction as a number.",
    [
      "torch.binary_cross_entropy_with_logits",
      "torch.cosine_embedding_loss",
      "torch.ctc_loss",
      "torch.hinge_embedding_loss",
      "torch.kl_div",
      "torch.margin_ranking_loss",
      "torch.poisson_nll_loss",
      "torch.triplet_margin_loss",
    ],
  ),
];

/** Parameters that have fewer than two accepted values, with the reason; a loss may be a GLOB. */
export const EXCLUDED_PARAMETERS: readonly {
  readonly loss: string;
  readonly parameter: string;
  readonly reason: string;
}[] = [
  {
    loss: "tf.compat.v1.nn.*_with_logits",
    parameter: "_sentinel",
    reason: "There to refuse arguments by position: only its default is accepted.",
  },
];

// --- internal ---

function because(reason: string, names: readonly string[]) {
  return names.map((name) => ({ name, reason }));
}
