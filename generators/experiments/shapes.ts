import { defineExperiments } from "./define.ts";

export const shapes = defineExperiments(
  {
    id: "list-or-tensor",
    concept: "mean-squared-error",
    title: "The same Keras loss on lists and on tensors",
    about:
      "[3] against [3, 1]: the class squeezes the trailing 1 only if both are tensors already. Lists and arrays are broadcast to [3, 3].",
    tensorflow: `y_true, y_pred = [1., 2., 3.], [[1.], [2.], [3.]]
mse = K.MeanSquaredError()
show("lists", lambda: mse(y_true, y_pred))
show("arrays", lambda: mse(np.array(y_true), np.array(y_pred)))
show("tensors", lambda: mse(c(y_true), c(y_pred)))
show("function on tensors", lambda: tf.reduce_mean(K.mse(c(y_true), c(y_pred))))`,
    pytorch: `show("tensors", lambda: F.mse_loss(t([[1.], [2.], [3.]]), t([1., 2., 3.])))`,
  },
  {
    id: "silent-broadcast",
    concept: "mean-squared-error",
    title: "A row against a column: a warning in PyTorch, nothing in TensorFlow",
    about: "Both broadcast to a matrix and compute the same number.",
    tensorflow: `show("mse", lambda: K.MeanSquaredError()(c([[1., 2., 3.]]), c([[1.], [2.], [3.]])))`,
    pytorch: `show("mse", lambda: F.mse_loss(t([[1.], [2.], [3.]]), t([[1., 2., 3.]])))
show("margin ranking", lambda: F.margin_ranking_loss(t([1., 2.]), t([[1.], [0.]]), t([1., 1.])))`,
  },
  {
    id: "incompatible-shapes",
    concept: "mean-squared-error",
    title: "Shapes that do not fit",
    about: "Both refuse, with errors of another class; PyTorch warns first.",
    tensorflow: `show("mse", lambda: K.MeanSquaredError()(c([1., 2.]), c([1., 2., 3.])))`,
    pytorch: `show("mse", lambda: F.mse_loss(t([1., 2., 3.]), t([1., 2.])))`,
  },
  {
    id: "one-axis",
    concept: "mean-squared-error",
    title: "With one axis Keras’ sum and none are the mean",
    about: "Keras averages over the last axis first, and of one axis nothing is left.",
    tensorflow: `a, b = c([1., 2., 3.]), c([2., 4., 6.])
for reduction in ["none", "sum", "auto"]:
    show(reduction, lambda: K.MeanSquaredError(reduction=reduction)(a, b))`,
    pytorch: `a, b = t([1., 2., 3.]), t([2., 4., 6.])
for reduction in ["none", "sum", "mean"]:
    show(reduction, lambda: F.mse_loss(b, a, reduction=reduction))`,
  },
  {
    id: "scalars",
    concept: "mean-squared-error",
    title: "Tensors without an axis",
    about: "Keras reduces axis −1 and so refuses a scalar; PyTorch takes it, except in margin_ranking_loss.",
    tensorflow: `show("mse", lambda: K.mse(c(1.), c(3.)))`,
    pytorch: `show("mse", lambda: F.mse_loss(t(3.), t(1.)))
show("margin ranking", lambda: F.margin_ranking_loss(t(1.), t(2.), t(1.)))`,
  },
  {
    id: "sample-weight-shapes",
    concept: "mean-squared-error",
    title: "What weights a loss takes",
    about:
      "Keras weights samples: one number each, as [N] or [N, 1]. PyTorch’s binary losses take anything that broadcasts over the elements, its class losses one number a class.",
    tensorflow: `y_true, y_pred = c([[0., 1.], [0., 0.]]), c([[.6, .4], [.4, .6]])
mse = K.MeanSquaredError()
show("[N]", lambda: mse(y_true, y_pred, sample_weight=c([1., 0.])))
show("[N, 1]", lambda: mse(y_true, y_pred, sample_weight=c([[1.], [0.]])))
show("[N, D]", lambda: mse(y_true, y_pred, sample_weight=c([[1., 0.], [1., 1.]])))
show("negative", lambda: mse(y_true, y_pred, sample_weight=c([-1., 0.])))`,
    pytorch: `p, y = t([[.6, .4], [.4, .6]]), t([[0., 1.], [0., 0.]])
show("bce [C]", lambda: F.binary_cross_entropy(p, y, weight=t([3., 1.])))
show("bce [N, 1]", lambda: F.binary_cross_entropy(p, y, weight=t([[3.], [1.]])))
show("bce [1]", lambda: F.binary_cross_entropy(p, y, weight=t([3.])))
show("cross_entropy, 2 of 3 classes", lambda: F.cross_entropy(torch.zeros(2, 3), t([0, 2]), weight=t([1., 2.])))
show("cross_entropy, negative", lambda: F.cross_entropy(torch.zeros(1, 2), t([0]), weight=t([-1., 1.]), reduction="sum"))`,
  },
  {
    id: "weighted-denominators",
    concept: "crossentropy",
    title: "By what a weighted mean is divided",
    about:
      "Keras and most of PyTorch divide by the number of samples or elements. Only PyTorch’s cross_entropy and nll_loss divide by the sum of the weights.",
    tensorflow: `y_true, y_pred = c([[0., 1.], [0., 0.]]), c([[.6, .4], [.4, .6]])
show("mse, weights 3 and 1", lambda: K.MeanSquaredError()(y_true, y_pred, sample_weight=c([3., 1.])))
show("each", lambda: K.MeanSquaredError(reduction="none")(y_true, y_pred))`,
    pytorch: `scores, labels, weight = t([[2., 1., 0.], [2., 1., 3.]]), t([0, 1]), t([3., 1., 1.])
show("cross_entropy mean", lambda: F.cross_entropy(scores, labels, weight=weight))
show("cross_entropy sum / 4", lambda: F.cross_entropy(scores, labels, weight=weight, reduction="sum") / 4)
show("multi_margin mean", lambda: F.multi_margin_loss(scores, labels, weight=weight))
show("multi_margin sum / 2", lambda: F.multi_margin_loss(scores, labels, weight=weight, reduction="sum") / 2)
p, y = t([[.6, .4], [.4, .6]]), t([[0., 1.], [0., 0.]])
show("bce mean", lambda: F.binary_cross_entropy(p, y, weight=t([3., 1.])))
show("bce sum / 4", lambda: F.binary_cross_entropy(p, y, weight=t([3., 1.]), reduction="sum") / 4)`,
  },
  {
    id: "v1-denominators",
    concept: "mean-squared-error",
    title: "Five reductions of tf.compat.v1.losses, four denominators",
    about:
      "The default divides by the number of weights that are not zero; weighted_mean by their sum, which is what PyTorch’s class weights mean.",
    tensorflow: `y_true, y_pred, w = c([[0., 1.], [0., 0.]]), c([[.6, .4], [.4, .6]]), c([[3.], [0.]])
for reduction in dict.fromkeys(tf.compat.v1.losses.Reduction.all()):
    show(reduction, lambda: tf.compat.v1.losses.mean_squared_error(y_true, y_pred, weights=w, reduction=reduction))
labels, logits = c([0, 2]), c([[2., 1., 0.], [0., 1., 3.]])
weights = tf.gather(c([3., 1., 1.]), labels)
show("cross-entropy weighted_mean", lambda: tf.compat.v1.losses.sparse_softmax_cross_entropy(labels, logits, weights, reduction="weighted_mean"))`,
    pytorch: `scores, labels = t([[2., 1., 0.], [0., 1., 3.]]), t([0, 2])
show("cross-entropy mean", lambda: F.cross_entropy(scores, labels, weight=t([3., 1., 1.])))`,
  },
  {
    id: "nan-behind-zero-weight",
    concept: "mean-squared-error",
    title: "A weight of zero does not hide a NaN",
    about: "0 · NaN is NaN in both: take such samples out before.",
    tensorflow: `show("mse", lambda: K.MeanSquaredError()(c([[1., 1.], [1., 1.]]), c([[1., 2.], [float("nan"), 1.]]), sample_weight=c([1., 0.])))`,
    pytorch: `show("nll, class of weight 0 at -inf", lambda: F.nll_loss(t([[0., -float("inf")]]), t([1]), weight=t([1., 0.])))`,
  },
  {
    id: "empty-batch",
    title: "The mean of no sample",
    about: "0 in Keras, which divides without NaN; NaN in PyTorch.",
    tensorflow: `e = tf.zeros((0, 3))
for loss in [K.MeanSquaredError(), K.BinaryCrossentropy(), K.CategoricalCrossentropy(), K.KLDivergence()]:
    show(loss.name, lambda: loss(e, e))`,
    pytorch: `e = torch.zeros(0, 3)
show("mse", lambda: F.mse_loss(e, e))
show("bce", lambda: F.binary_cross_entropy(e, e))
show("cross_entropy", lambda: F.cross_entropy(e, torch.zeros(0, dtype=torch.long)))
show("kl_div", lambda: F.kl_div(e, e, reduction="batchmean"))`,
  },
  {
    id: "reduction-names",
    title: "The names of the reductions, and when a wrong one is noticed",
    about: "No name but none and sum serves both. Keras refuses at construction, PyTorch at the call.",
    tensorflow: `for reduction in ["mean", "sum", "none", "auto", "sum_over_batch_size", None]:
    show(str(reduction), lambda: "constructed" if K.MeanSquaredError(reduction=reduction) else "")`,
    pytorch: `show("nn.MSELoss(bogus)", lambda: "constructed" if torch.nn.MSELoss(reduction="bogus") else "")
for reduction in ["mean", "sum", "none", "auto", "sum_over_batch_size", None, "elementwise_mean"]:
    show(str(reduction), lambda: F.mse_loss(t([1.]), t([3.]), reduction=reduction))
show("poisson elementwise_mean", lambda: F.poisson_nll_loss(t([1.]), t([3.]), reduction="elementwise_mean"))`,
  },
  {
    id: "legacy-arguments",
    title: "size_average and reduce override reduction",
    about:
      "Their default is None, not True: given, they win over reduction, even over one that does not exist. With batchmean the mean is divided by the batch once more.",
    pytorch: `a, b = t([[0., 1.], [0., 0.]]), t([[.6, .4], [.4, .6]])
show("sum", lambda: F.mse_loss(b, a, reduction="sum"))
show("sum, size_average=True", lambda: F.mse_loss(b, a, size_average=True, reduction="sum"))
show("sum, reduce=True", lambda: F.mse_loss(b, a, reduce=True, reduction="sum"))
show("mean, reduce=False", lambda: F.mse_loss(b, a, reduce=False, reduction="mean"))
show("mean, size_average=True, reduce=False", lambda: F.mse_loss(b, a, size_average=True, reduce=False, reduction="mean"))
show("bogus, size_average=False", lambda: F.mse_loss(b, a, size_average=False, reduction="bogus"))
q, p = t([[.3, .7], [.5, .5]]).log(), t([[.4, .6], [.1, .9]])
show("kl_div batchmean", lambda: F.kl_div(q, p, reduction="batchmean"))
show("kl_div batchmean, size_average=True", lambda: F.kl_div(q, p, size_average=True, reduction="batchmean"))`,
  },
);
