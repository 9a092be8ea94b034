import type { AdapterPage } from "../page.ts";

const torch = (className: string, functionName: string) => [
  `torch.nn.${className}`,
  `torch.nn.functional.${functionName}`,
];

export const PAGE: AdapterPage = {
  title: "optax",
  package: "optax",
  link: "https://github.com/google-deepmind/optax",
  about: "The losses of JAX's optimisation library, on the CPU, asked by `python/optax.py`.",
  mapped: [
    {
      library: "squared_error",
      losses: torch("MSELoss", "mse_loss"),
      why: "(predictions − targets)² element by element, which is PyTorch's with `reduction=none`.",
    },
    {
      library: "sigmoid_binary_cross_entropy",
      losses: [
        ...torch("BCEWithLogitsLoss", "binary_cross_entropy_with_logits"),
        "tf.nn.sigmoid_cross_entropy_with_logits",
      ],
      why: "Of logits, element by element: PyTorch's with `reduction=none`, and TensorFlow's as it is.",
    },
    {
      library: "softmax_cross_entropy_with_integer_labels",
      losses: [...torch("CrossEntropyLoss", "cross_entropy"), "tf.nn.sparse_softmax_cross_entropy_with_logits"],
      why: "Of logits and class indices: PyTorch's with `reduction=none` and `axis=1`, and TensorFlow's with the last axis.",
    },
    {
      library: "softmax_cross_entropy",
      losses: ["tf.nn.softmax_cross_entropy_with_logits"],
      why: "Of logits and a distribution, along `axis`, as TensorFlow's.",
    },
    {
      library: "kl_divergence",
      losses: torch("KLDivLoss", "kl_div"),
      why: "Of log-predictions and targets; without an axis it sums all elements, which is PyTorch's `reduction=sum`.",
    },
    {
      library: "triplet_margin_loss",
      losses: torch("TripletMarginLoss", "triplet_margin_loss"),
      why: "One number for each row with `margin`, `norm_degree` and `eps`: PyTorch's `margin`, `p` and `eps` with `reduction=none`, and the same defaults.",
    },
    {
      library: "huber_loss",
      losses: ["tf.compat.v1.losses.huber_loss"],
      why: "With `delta`, element by element: TensorFlow's with `reduction=none` and weights of 1.",
    },
  ],
  notes: [
    "optax's losses reduce nothing and take no weights: every other reduction, weight, `ignore_index` and `swap` is `unsupported`.",
    "Gradients come from `jax.vjp` with the case's cotangent. Double precision is switched on (`JAX_ENABLE_X64`), so that float64 cases are asked in float64.",
    "`hinge_loss`, `log_cosh` and the cosine losses are element-wise or of another sign than the frameworks' counterparts; the Dice, focal and Fenchel–Young losses have none in these versions.",
  ],
};
