import { defineExperiments } from "./define.ts";

export const crossentropy = defineExperiments(
  {
    id: "bce-at-the-ends",
    concept: "binary-crossentropy",
    title: "A certain and wrong probability, three ways",
    about:
      "Keras clips and adds its epsilon, tf.compat.v1 only adds it, PyTorch clamps the logarithm. The gradient is 0, −1e7 or −1e12.",
    tensorflow: `for y, p in [(1., 0.), (0., 1.), (1., 1e-8), (1., 2.), (1., float("nan"))]:
    loss = lambda x: K.binary_crossentropy(c([[y]]), x)
    show("loss y=%g p=%g" % (y, p), lambda: loss(c([[p]])))
    show("gradient y=%g p=%g" % (y, p), lambda: gradient(loss, c([[p]])))
v1 = lambda x: tf.compat.v1.losses.log_loss(c([[1.]]), x)
show("v1 loss y=1 p=0", lambda: v1(c([[0.]])))
show("v1 gradient y=1 p=0", lambda: gradient(v1, c([[0.]])))`,
    pytorch: `for y, p in [(1., 0.), (0., 1.), (1., 1e-8), (1., 2.)]:
    loss = lambda x: F.binary_cross_entropy(x, t([[y]]))
    show("loss y=%g p=%g" % (y, p), lambda: loss(t([[p]])))
    show("gradient y=%g p=%g" % (y, p), lambda: gradient(loss, t([[p]])))`,
  },
  {
    id: "bce-shapes",
    concept: "binary-crossentropy",
    title: "Binary cross-entropy of shapes that broadcast",
    about: "Keras broadcasts probabilities silently and refuses logits; PyTorch refuses both.",
    tensorflow: `y, x = c([1., 0.]), c([[.5, .5], [.5, .25]])
show("probabilities", lambda: K.binary_crossentropy(y, x))
show("logits", lambda: K.binary_crossentropy(y, x, from_logits=True))`,
    pytorch: `y, x = t([1., 0.]), t([[.5, .5], [.5, .25]])
show("probabilities", lambda: F.binary_cross_entropy(x, y))
show("logits", lambda: F.binary_cross_entropy_with_logits(x, y))`,
  },
  {
    id: "label-smoothing-range",
    concept: "binary-crossentropy",
    title: "label_smoothing is not checked, and refuses float64",
    about:
      "2.0 turns the labels round, −0.5 gives negative losses. The smoothed labels are float32, whatever the prediction is.",
    tensorflow: `loss = lambda s, dtype=tf.float32: K.BinaryCrossentropy(label_smoothing=s)(c([[1., 0.]], dtype), c([[.9, .2]], dtype))
for s in [0., .2, 2., -.5]:
    show("label_smoothing=%g" % s, lambda: loss(s))
show("float64, 0", lambda: loss(0., tf.float64))
show("float64, 0.2", lambda: loss(.2, tf.float64))`,
  },
  {
    id: "bce-logits-accuracy",
    concept: "binary-crossentropy",
    title: "Confident and right: PyTorch 1.7 has lost the digits",
    about:
      "log1p in TensorFlow, log(exp + exp) in PyTorch 1.7, which is 0 from logit 17 on, and so is its gradient. At infinite logits the NaNs are in other places.",
    tensorflow: `loss = lambda y: lambda x: tf.nn.sigmoid_cross_entropy_with_logits(c([y]), x)
for y, x in [(1., 10.), (1., 20.), (0., float("inf")), (1., float("-inf"))]:
    show("y=%g x=%g" % (y, x), lambda: loss(y)(c([x])))
show("gradient y=1 x=20", lambda: gradient(loss(1.), c([20.])))
show("at a logit of 0, y=1", lambda: gradient(lambda x: tf.nn.weighted_cross_entropy_with_logits(c([1.]), x, 1.), c([0.])))`,
    pytorch: `loss = lambda y: lambda x: F.binary_cross_entropy_with_logits(x, t([y]))
for y, x in [(1., 10.), (1., 20.), (0., float("inf")), (1., float("-inf"))]:
    show("y=%g x=%g" % (y, x), lambda: loss(y)(t([x])))
show("gradient y=1 x=20", lambda: gradient(loss(1.), t([20.])))
show("at a logit of 0, y=1", lambda: gradient(loss(1.), t([0.])))`,
  },
  {
    id: "sigmoid-then-bce",
    concept: "binary-crossentropy",
    title: "Sigmoid then BCE is not BCE with logits",
    about: "At a logit of 40 the probability is 1 in float32, and the loss sees nothing but that.",
    tensorflow: `x = c([[40.]])
show("from probabilities", lambda: K.binary_crossentropy(c([[0.]]), tf.sigmoid(x)))
show("from logits", lambda: K.binary_crossentropy(c([[0.]]), x, from_logits=True))`,
    pytorch: `x = t([[40.]])
show("from probabilities", lambda: F.binary_cross_entropy(torch.sigmoid(x), t([[0.]])))
show("gradient from probabilities", lambda: gradient(lambda x: F.binary_cross_entropy(torch.sigmoid(x), t([[0.]])), x))
show("from logits", lambda: F.binary_cross_entropy_with_logits(x, t([[0.]])))
show("gradient from logits", lambda: gradient(lambda x: F.binary_cross_entropy_with_logits(x, t([[0.]])), x))`,
  },
  {
    id: "graph-finds-the-sigmoid",
    concept: "binary-crossentropy",
    title: "The same code, eager and in a tf.function",
    about:
      "In a graph Keras recognises that the probabilities come from a sigmoid or softmax and goes back to the logits. Eagerly it cannot: another loss, and a gradient of 0 instead of 1. A tf.identity in between hides the sigmoid.",
    tensorflow: `x, y = c([[40.]]), c([[0.]])
bce = lambda x: K.binary_crossentropy(y, tf.sigmoid(x))
show("eager", lambda: bce(x))
show("tf.function", lambda: tf.function(bce)(x))
show("tf.function, tf.identity", lambda: tf.function(lambda x: K.binary_crossentropy(y, tf.identity(tf.sigmoid(x))))(x))
show("eager gradient", lambda: gradient(bce, x))
show("tf.function gradient", lambda: gradient(tf.function(bce), x))
z, one_hot = c([[50., 0.]]), c([[0., 1.]])
cce = lambda z: K.categorical_crossentropy(one_hot, tf.nn.softmax(z))
show("softmax, eager", lambda: cce(z))
show("softmax, tf.function", lambda: tf.function(cce)(z))
show("softmax, eager gradient", lambda: gradient(cce, z))
show("softmax, tf.function gradient", lambda: gradient(tf.function(cce), z))`,
    pytorch: `z = t([[50., 0.]])
show("nll of log(softmax)", lambda: F.nll_loss(torch.log(torch.softmax(z, 1)), t([1])))
show("the same at 200", lambda: F.nll_loss(torch.log(torch.softmax(4 * z, 1)), t([1])))`,
  },
  {
    id: "renormalised-scores",
    concept: "crossentropy",
    title: "Scores that do not sum to 1: dense and sparse disagree within Keras",
    about:
      "The dense loss divides by the sum. The sparse one clips to [1e-7, 1 − 1e-7] first, so that 2, 1 and 1 become equal, without a gradient.",
    tensorflow: `p = c([[2., 1., 1.]])
dense = lambda p: K.categorical_crossentropy(c([[1., 0., 0.]]), p)
sparse = lambda p: K.sparse_categorical_crossentropy(c([0]), p)
for name, loss in [("dense", dense), ("sparse", sparse)]:
    show(name, lambda: loss(p))
    show(name + " gradient", lambda: gradient(loss, p))
show("dense, p=0 at the label", lambda: dense(c([[0., 1., 0.]])))
show("dense gradient, p=0 at the label", lambda: gradient(dense, c([[0., 1., 0.]])))
show("dense gradient, p=.5", lambda: gradient(dense, c([[.5, .25, .25]])))`,
    pytorch: `nll = lambda p: F.nll_loss(torch.log(p), t([0]))
show("nll", lambda: nll(t([[2., 1., 1.]])))
show("nll, p=0 at the label", lambda: nll(t([[0., 1., 0.]])))
show("nll gradient, p=.5", lambda: gradient(nll, t([[.5, .25, .25]])))`,
  },
  {
    id: "probabilities-or-logits",
    concept: "crossentropy",
    title: "PyTorch’s cross_entropy of probabilities",
    about: "It takes a softmax of whatever it gets. Keras’ default takes probabilities.",
    tensorflow: `show("Keras", lambda: K.categorical_crossentropy(c([[1., 0., 0.]]), c([[.5, .25, .25]])))`,
    pytorch: `show("cross_entropy", lambda: F.cross_entropy(t([[.5, .25, .25]]), t([0])))
far = t([[-8., 0.]])
show("cross_entropy gradient at -8", lambda: gradient(lambda x: F.cross_entropy(x, t([0])), far))
show("mse of sigmoid, gradient at -8", lambda: gradient(lambda x: F.mse_loss(torch.sigmoid(x), t([1.])), t([-8.])))`,
  },
  {
    id: "infinite-logits",
    concept: "crossentropy",
    title: "Infinite logits and one-hot labels",
    about:
      "−∞ at a class that is not the label: 0 · ∞ is NaN with one-hot rows, and nothing with class indices. +∞ is NaN everywhere.",
    tensorflow: `inf = float("inf")
for name, z in [("-inf", [[0., -inf]]), ("+inf", [[inf, 0.]])]:
    show("dense " + name, lambda: K.categorical_crossentropy(c([[1., 0.]]), c(z), from_logits=True))
    show("sparse " + name, lambda: K.sparse_categorical_crossentropy(c([0]), c(z), from_logits=True))`,
    pytorch: `inf = float("inf")
for name, z in [("-inf", [[0., -inf]]), ("+inf", [[inf, 0.]])]:
    show("cross_entropy " + name, lambda: F.cross_entropy(t(z), t([0])))`,
  },
  {
    id: "labels-outside",
    concept: "crossentropy",
    title: "Labels that are no class, and labels to ignore",
    about:
      "PyTorch skips its ignore_index, −100, and divides by what is left; if nothing is left it says 0, but NaN for an empty batch. Keras has none and refuses.",
    tensorflow: `show("label 5 of 3", lambda: K.sparse_categorical_crossentropy(c([5]), tf.zeros((1, 3)), from_logits=True))
show("label -100", lambda: K.sparse_categorical_crossentropy(c([-100]), tf.zeros((1, 3)), from_logits=True))
show("no class", lambda: K.sparse_categorical_crossentropy(c([0, 0]), tf.zeros((2, 0)), from_logits=True))
show("softmax without a class", lambda: tf.nn.softmax_cross_entropy_with_logits(tf.zeros((2, 0)), tf.zeros((2, 0))))`,
    pytorch: `z = torch.zeros(1, 3)
show("label 5 of 3", lambda: F.cross_entropy(z, t([5])))
show("multi_margin, label 5 of 3", lambda: F.multi_margin_loss(z, t([5])))
show("-100 and 0", lambda: F.cross_entropy(torch.zeros(2, 3), t([-100, 0])))
show("all ignored", lambda: F.cross_entropy(z, t([-100])))
show("all ignored, gradient", lambda: gradient(lambda x: F.cross_entropy(x, t([-100])), z))
show("empty batch", lambda: F.cross_entropy(torch.zeros(0, 3), torch.zeros(0, dtype=torch.long)))
show("no class", lambda: F.cross_entropy(torch.zeros(2, 0), t([0, 0])))
show("ignore_index=1.0", lambda: F.cross_entropy(torch.zeros(2, 3), t([1, 0]), ignore_index=1.0))`,
  },
  {
    id: "cce-broadcasting",
    concept: "crossentropy",
    title: "One row of labels for two predictions",
    about: "tf.nn broadcasts, Keras does not.",
    tensorflow: `y, z = c([[1., 0.]]), c([[1., 2.], [3., 2.]])
show("Keras", lambda: K.categorical_crossentropy(y, z, from_logits=True))
show("tf.nn", lambda: tf.nn.softmax_cross_entropy_with_logits(y, z))`,
  },
  {
    id: "no-gradient",
    title: "What has no gradient",
    about:
      "TensorFlow gives the gradient of the labels too; PyTorch’s BCELoss refuses it, and its class weights take none.",
    tensorflow: `show("bce, of y_true", lambda: gradient(lambda y: K.binary_crossentropy(y, c([[.25]])), c([[1.]])))`,
    pytorch: `show("bce, of target", lambda: gradient(lambda y: F.binary_cross_entropy(t([[.25]]), y), t([[1.]])))
show("bce with logits, of target", lambda: gradient(lambda y: F.binary_cross_entropy_with_logits(t([[2.]]), y), t([[1.]])))
show("cross_entropy, of weight", lambda: gradient(lambda w: F.cross_entropy(torch.zeros(1, 2), t([0]), weight=w, reduction="sum"), t([1., 2.])))`,
  },
  {
    id: "class-axis",
    concept: "crossentropy",
    title: "Where the classes are",
    about: "Last in TensorFlow, on axis 1 in PyTorch. Keras’ sparse function has an axis, its class has none.",
    tensorflow: `import inspect
z = c(np.arange(12, dtype="float32").reshape(1, 3, 4) % 5)
labels = c([[0, 2, 1, 0]])
show("axis=1", lambda: tf.reduce_mean(K.sparse_categorical_crossentropy(labels, z, from_logits=True, axis=1)))
show("transposed", lambda: K.SparseCategoricalCrossentropy(from_logits=True)(labels, tf.transpose(z, [0, 2, 1])))
show("arguments of the class", lambda: str(inspect.signature(K.SparseCategoricalCrossentropy)))`,
    pytorch: `z = (torch.arange(12.).reshape(1, 3, 4) % 5)
show("cross_entropy", lambda: F.cross_entropy(z, t([[0, 2, 1, 0]])))`,
  },
  {
    id: "kld-space",
    concept: "kl-divergence",
    title: "KL divergence: order, logarithm and four reductions",
    about:
      "PyTorch wants log q first and p second, and only batchmean is the divergence. Its default divides by every element, and says so in a warning.",
    tensorflow: `p, q = c([[.4, .6], [.1, .9]]), c([[.3, .7], [.5, .5]])
show("mean", lambda: K.KLDivergence()(p, q))
show("none", lambda: K.KLDivergence(reduction="none")(p, q))`,
    pytorch: `p, q = t([[.4, .6], [.1, .9]]), t([[.3, .7], [.5, .5]])
for reduction in ["mean", "batchmean", "sum", "none"]:
    show(reduction, lambda: F.kl_div(q.log(), p, reduction=reduction))
show("log_target", lambda: F.kl_div(q.log(), p.log(), reduction="batchmean", log_target=True))
show("probabilities given", lambda: F.kl_div(q, p, reduction="batchmean"))`,
  },
  {
    id: "kld-zeros",
    concept: "kl-divergence",
    title: "KL divergence where a probability is 0 or above 1",
    about:
      "Keras clips both sides to [1e-7, 1]. PyTorch counts a target of 0 as nothing, but with q = 0 beside it the gradient is NaN; its log_target gives NaN.",
    tensorflow: `kld = lambda p: lambda q: K.kld(c(p), q)
show("p=0", lambda: kld([[0., 1.]])(c([[.5, .5]])))
show("q=0", lambda: kld([[.5, .5]])(c([[0., 1.]])))
show("q=0 gradient", lambda: gradient(kld([[.5, .5]]), c([[0., 1.]])))
show("p=2, q=3", lambda: kld([[2.]])(c([[3.]])))`,
    pytorch: `kld = lambda p: lambda q: F.kl_div(torch.log(q), t(p), reduction="batchmean")
show("p=0", lambda: kld([[0., 1.]])(t([[.5, .5]])))
show("q=0", lambda: kld([[.5, .5]])(t([[0., 1.]])))
show("q=0 gradient", lambda: gradient(kld([[.5, .5]]), t([[0., 1.]])))
show("p=0, q=0", lambda: kld([[0., 1.]])(t([[0., 1.]])))
show("p=0, q=0 gradient", lambda: gradient(kld([[0., 1.]]), t([[0., 1.]])))
show("log_target of p=0", lambda: F.kl_div(t([[.5, .5]]).log(), t([[0., 1.]]).log(), reduction="batchmean", log_target=True))`,
  },
);
