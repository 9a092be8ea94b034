import type { AdapterPage } from "../page.ts";

const torch = (className: string, functionName: string) => [
  `torch.nn.${className}`,
  `torch.nn.functional.${functionName}`,
];

export const PAGE: AdapterPage = {
  title: "jax-js",
  package: "@jax-js/jax",
  link: "https://github.com/ekzhang/jax-js",
  about:
    "JAX's transformations and NumPy in JavaScript, here on its WebAssembly backend. It ships no losses, so the one-line compositions that JAX's own documentation writes (and optax wraps) are judged, of the library's functions only.",
  mapped: [
    {
      library: "−Σ oneHot(labels) · nn.logSoftmax(logits)",
      losses: [...torch("CrossEntropyLoss", "cross_entropy"), "tf.nn.sparse_softmax_cross_entropy_with_logits"],
      why: "The composition of `optax.softmax_cross_entropy_with_integer_labels`, for classes on the last axis.",
    },
    {
      library: "−Σ labels · nn.logSoftmax(logits)",
      losses: ["tf.nn.softmax_cross_entropy_with_logits"],
      why: "The composition of `optax.softmax_cross_entropy`.",
    },
    {
      library: "−labels · nn.logSigmoid(logits) − (1 − labels) · nn.logSigmoid(−logits)",
      losses: [
        ...torch("BCEWithLogitsLoss", "binary_cross_entropy_with_logits"),
        "tf.nn.sigmoid_cross_entropy_with_logits",
      ],
      why: "The composition of `optax.sigmoid_binary_cross_entropy`.",
    },
    {
      library: "np.square(input − target)",
      losses: torch("MSELoss", "mse_loss"),
      why: "The composition of `optax.squared_error`.",
    },
    {
      library: "np.absolute(input − target)",
      losses: torch("L1Loss", "l1_loss"),
      why: "The same with the absolute difference.",
    },
  ],
  notes: [
    "`mean` and `sum` are the library's `mean()` and `sum()` over all elements; every other argument is `unsupported`.",
    "PyTorch has the classes on axis 1: cross-entropy is asked for matrices only, where that is the last axis.",
    "A composition checks nothing, and the library is not to blame for what it lets pass: labels out of range (`ignore_index` included), targets of other dtypes, and shapes that the framework refuses are `unsupported`.",
    "Gradients come from `jax.vjp` with the case's cotangent.",
  ],
};
