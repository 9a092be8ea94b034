import type { AdapterPage } from "../page.ts";

const torch = (className: string, functionName: string) => [
  `torch.nn.${className}`,
  `torch.nn.functional.${functionName}`,
];

export const PAGE: AdapterPage = {
  title: "Deepbox",
  package: "deepbox",
  link: "https://github.com/jehaad1/Deepbox",
  about:
    "A numerical toolkit in TypeScript whose `deepbox/nn` is modelled on PyTorch, names, reductions and defaults included.",
  mapped: [
    {
      library: "mseLoss",
      losses: torch("MSELoss", "mse_loss"),
      why: "PyTorch's MSELoss with its three reductions, `mean` by default.",
    },
    {
      library: "maeLoss",
      losses: torch("L1Loss", "l1_loss"),
      why: "Documented as mean absolute error, also known as L1 loss, with PyTorch's three reductions.",
    },
    {
      library: "binaryCrossEntropyLoss",
      losses: torch("BCELoss", "binary_cross_entropy"),
      why: "Binary cross-entropy of probabilities with PyTorch's three reductions.",
    },
    {
      library: "binaryCrossEntropyWithLogitsLoss",
      losses: torch("BCEWithLogitsLoss", "binary_cross_entropy_with_logits"),
      why: "The same loss of logits; it has no reduction but `mean`.",
    },
    {
      library: "crossEntropyLoss",
      losses: torch("CrossEntropyLoss", "cross_entropy"),
      why: "Log-softmax and negative log-likelihood of class indices; it has no reduction but `mean`.",
    },
    {
      library: "nllLoss",
      losses: torch("NLLLoss", "nll_loss"),
      why: "Takes log-probabilities and class indices, as PyTorch's does.",
    },
    {
      library: "klDivLoss",
      losses: torch("KLDivLoss", "kl_div"),
      why: "Takes log-probabilities as input and probabilities as target, with PyTorch's four reductions.",
    },
    {
      library: "smoothL1Loss",
      losses: torch("SmoothL1Loss", "smooth_l1_loss"),
      why: "PyTorch's loss with the same `beta` of 1 and the same reductions.",
    },
    {
      library: "cosineEmbeddingLoss",
      losses: torch("CosineEmbeddingLoss", "cosine_embedding_loss"),
      why: "PyTorch's loss with the same `margin` of 0 and the same reductions.",
    },
    {
      library: "tripletMarginLoss",
      losses: torch("TripletMarginLoss", "triplet_margin_loss"),
      why: "PyTorch's loss of Euclidean distances with the same `margin` of 1 and the same reductions.",
    },
    {
      library: "marginRankingLoss",
      losses: torch("MarginRankingLoss", "margin_ranking_loss"),
      why: "PyTorch's loss with the same `margin` of 0 and the same reductions.",
    },
    {
      library: "poissonNLLLoss",
      losses: torch("PoissonNLLLoss", "poisson_nll_loss"),
      why: "PyTorch's loss with the options `logInput`, `full` and `eps` and the same defaults.",
    },
    {
      library: "ctcLoss",
      losses: torch("CTCLoss", "ctc_loss"),
      why: "PyTorch's loss in its layout (T, N, C) with `blank` and the same reductions.",
    },
    {
      library: "huberLoss",
      losses: ["tf.compat.v1.losses.huber_loss"],
      why: "The Huber loss with `delta`, element by element and then reduced: TensorFlow's of `tf.compat.v1.losses`, whose reductions without weights are the mean and the sum of all elements. PyTorch got its HuberLoss after 1.7.",
    },
  ],
  notes: [
    "Where the library has gradients (`mseLoss`, `maeLoss`, `binaryCrossEntropyLoss`, both cross-entropies, `marginRankingLoss`) and the case asks for them, value and gradients come from its `GradTensor` form, whose `backward` takes the cotangent; all other calls use plain tensors.",
    "There is no `weight`, `pos_weight`, `ignore_index`, `log_target`, `p`, `swap`, `zero_infinity`, `size_average` or `reduce`: calls with them are `unsupported`, as are `elementwise_mean`, PyTorch's old name of `mean`, and arguments of types that the declarations exclude.",
    "`rmseLoss` and `gaussianNLLLoss` have no counterpart in the two frameworks' versions.",
  ],
};
