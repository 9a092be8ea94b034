import { defineExperiments } from "./define.ts";

export const dtypes = defineExperiments(
  {
    id: "float64-class-form",
    concept: "mean-squared-error",
    title: "Keras’ classes reduce in float32, whatever the dtype says",
    about:
      "A float64 loss of the class form is right to seven digits only, and overflows at 1e38; its function form and PyTorch are not affected.",
    tensorflow: `zero = c([[0.]], tf.float64)
for x in [1 + 1e-9, 1e30]:
    y_pred = c([[x]], tf.float64)
    show("class %g" % x, lambda: K.MeanSquaredError()(zero, y_pred))
    show("function %g" % x, lambda: K.mse(zero, y_pred))
show("dtype", lambda: K.MeanSquaredError()(zero, zero).dtype.name)
show("class gradient 1e30", lambda: gradient(lambda p: K.MeanSquaredError()(zero, p), c([[1e30]], tf.float64)))`,
    pytorch: `for x in [1 + 1e-9, 1e30]:
    show("%g" % x, lambda: F.mse_loss(t([[x]], dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)))`,
  },
  {
    id: "float16-mean",
    concept: "mean-absolute-error",
    title: "The mean of two errors of 60,000 in float16",
    about: "Keras’ class averages in float32; its function and PyTorch overflow.",
    tensorflow: `a, b = tf.zeros((2, 1), tf.float16), tf.fill((2, 1), c(60000., tf.float16))
show("class", lambda: K.MeanAbsoluteError()(a, b))
show("function", lambda: K.mae(tf.transpose(a), tf.transpose(b)))
show("class, sum", lambda: K.MeanAbsoluteError(reduction="sum")(a, b))`,
    pytorch: `show("l1", lambda: F.l1_loss(torch.full((2, 1), 60000., dtype=torch.float16), torch.zeros(2, 1, dtype=torch.float16)))`,
  },
  {
    id: "integer-predictions",
    title: "Integer predictions",
    about:
      "TensorFlow computes in integers and truncates the mean; where an epsilon or a 2.0 is added, it refuses. PyTorch refuses most, not all.",
    tensorflow: `zero, p = c([[0, 0]], tf.int64), c([[1, 2]], tf.int64)
show("mse", lambda: K.mse(zero, p))
show("mae", lambda: K.mae(zero, p))
for name in ["binary_crossentropy", "kl_divergence", "mean_absolute_percentage_error", "hinge"]:
    show(name, lambda: getattr(K, name)(zero, p))
show("mse, y_true 0.9 and 2.5", lambda: K.mse(c([[.9, 2.5]]), p))`,
    pytorch: `a, b = t([[0, 1]]), t([[1, 1]])
show("mse mean", lambda: F.mse_loss(b, a))
for reduction in ["none", "sum", "mean"]:
    show("l1 " + reduction, lambda: F.l1_loss(b, a, reduction=reduction))
show("bce", lambda: F.binary_cross_entropy(b, a))
show("mse, float input and integer target", lambda: F.mse_loss(t([[.5, .5]]), a))`,
  },
  {
    id: "mixed-precision",
    title: "float64 predictions against float32 targets, and the other way round",
    about:
      "Keras casts y_true to the prediction’s dtype, except in cosine_similarity. PyTorch promotes, then fails in the backward pass or at once.",
    tensorflow: `show("mse", lambda: K.mse(c([[1 + 1e-9]], tf.float64), c([[1.]])))
show("cosine, float64 y_true", lambda: K.cosine_similarity(c([[1., 2.]], tf.float64), c([[2., 1.]])))
show("cosine, integer y_true", lambda: K.cosine_similarity(c([[1, 2]], tf.int64), c([[2., 1.]])))`,
    pytorch: `p, y = t([[.5, .5]], dtype=torch.float64), t([[0., 1.]])
show("mse", lambda: F.mse_loss(p, y))
show("mse gradient", lambda: gradient(lambda x: F.mse_loss(x, y), p))
show("bce", lambda: F.binary_cross_entropy(p, y))
show("bce with logits, dtype", lambda: str(F.binary_cross_entropy_with_logits(p, y).dtype))`,
  },
  {
    id: "bool-targets",
    title: "Targets of True and False",
    about: "Keras casts them; PyTorch takes them in some losses only.",
    tensorflow: `show("mse", lambda: K.mse(c([[True, False]]), c([[1., .5]])))`,
    pytorch: `p, y = t([[.5, .5]]), t([[True, False]])
for loss in [F.mse_loss, F.smooth_l1_loss, F.l1_loss, F.binary_cross_entropy, F.binary_cross_entropy_with_logits]:
    show(loss.__name__, lambda: loss(p, y))`,
  },
  {
    id: "class-labels",
    concept: "crossentropy",
    title: "What serves as a class label",
    about:
      "Keras truncates floats, takes int32, flattens [N, 1] and even pairs up labels of another shape. tf.nn and PyTorch refuse.",
    tensorflow: `logits = c([[1., 2., 3.], [3., 2., 1.]])
sparse = lambda labels: K.sparse_categorical_crossentropy(labels, logits, from_logits=True)
show("1.9, 0.2", lambda: sparse(c([1.9, .2])))
show("1, 0", lambda: sparse(c([1, 0])))
show("[N, 1]", lambda: sparse(c([[1], [0]])))
show("[1, N]", lambda: sparse(c([[1, 0]])))
nn = lambda labels: tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
show("tf.nn, 1.9, 0.2", lambda: nn(c([1.9, .2])))
show("tf.nn, [N, 1]", lambda: nn(c([[1], [0]])))`,
    pytorch: `logits = t([[1., 2., 3.], [3., 2., 1.]])
show("1.9, 0.2", lambda: F.cross_entropy(logits, t([1.9, .2])))
show("int32", lambda: F.cross_entropy(logits, t([1, 0], dtype=torch.int32)))
show("int64", lambda: F.cross_entropy(logits, t([1, 0])))
show("[N, 1]", lambda: F.cross_entropy(logits, t([[1], [0]])))
show("one-hot", lambda: F.cross_entropy(logits, t([[0., 1., 0.], [1., 0., 0.]])))`,
  },
  {
    id: "float16-class-ids",
    concept: "crossentropy",
    title: "Half-precision predictions change class labels above 2048",
    about: "Keras casts the labels to the prediction’s dtype, and 2049 becomes 2048.",
    tensorflow: `logits = tf.one_hot([2049], 2050, on_value=5., off_value=0., dtype=tf.float16)
show("Keras", lambda: K.sparse_categorical_crossentropy(c([2049]), logits, from_logits=True))
show("tf.nn", lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(c([2049]), logits))`,
  },
  {
    id: "denormals",
    concept: "mean-absolute-error",
    title: "Numbers below 1.2e-38",
    about: "TensorFlow flushes them to 0 on the CPU, values and gradients; PyTorch 1.7 computes with them.",
    tensorflow: `small = c([1e-40])
show("times 1", lambda: str(float((small * 1.)[0])))
show("v1 gradient of the absolute error", lambda: gradient(lambda x: tf.compat.v1.losses.absolute_difference(c([0.]), x), small))`,
    pytorch: `small = t([1e-40])
show("times 1", lambda: str(float((small * 1.)[0])))
show("gradient of the absolute error", lambda: gradient(lambda x: F.l1_loss(x, t([0.])), small))`,
  },
  {
    id: "pos-weight",
    concept: "binary-crossentropy",
    title: "pos_weight is one loss in both",
    about:
      "tf.nn.weighted_cross_entropy_with_logits and binary_cross_entropy_with_logits scale the positive term alike; PyTorch then averages.",
    tensorflow: `y, x = c([1., 0., 1.]), c([2., -1., .5])
show("pos_weight=3", lambda: tf.nn.weighted_cross_entropy_with_logits(y, x, c(3.)))`,
    pytorch: `y, x = t([1., 0., 1.]), t([2., -1., .5])
show("pos_weight=3", lambda: F.binary_cross_entropy_with_logits(x, y, pos_weight=t(3.), reduction="none"))
show("nn, 0-d pos_weight", lambda: torch.nn.BCEWithLogitsLoss(pos_weight=t(3.))(x, y))`,
  },
  {
    id: "documented-otherwise",
    title: "What the documentation says, and what happens",
    about:
      "The checks that docstrings promise are not there: PyTorch’s CTC takes the blank for a label, its multi-label margin looks at labels behind the first −1, and Keras’ Loss is not abstract.",
    tensorflow: `show("Loss()(1, 1)", lambda: K.Loss()(c([1.]), c([1.])))
show("from_logits='no'", lambda: K.binary_crossentropy(c([[1., 0.]]), c([[.9, .1]]), from_logits="no"))`,
    pytorch: `x = F.log_softmax(torch.zeros(3, 1, 4), 2)
show("CTC, a label that is the blank", lambda: F.ctc_loss(x, t([[0]]), t([3]), t([1]), reduction="none"))
show("multilabel_margin, 9 behind the -1", lambda: F.multilabel_margin_loss(torch.zeros(1, 3), t([[0, -1, 9]])))
show("cosine_embedding, target 0.5", lambda: F.cosine_embedding_loss(t([[1., 0.]]), t([[1., 1.]]), t([.5])))`,
  },
);
