import { defineExperiments } from "./define.ts";

export const margins = defineExperiments(
  {
    id: "hinge-values",
    concept: "hinge",
    title: "What a hinge loss is",
    about:
      "0 only on the right side, beyond 1; without a bound on the other. At the hinge itself TensorFlow’s gradient is −1.",
    tensorflow: `for y, p in [(1., 2.), (1., -2.), (1., 0.), (1., -10.)]:
    show("hinge(%g, %g)" % (y, p), lambda: K.hinge(c([[y]]), c([[p]])))
show("gradient at y·p = 1", lambda: gradient(lambda p: K.hinge(c([[1.]]), p), c([[1.]])))
show("integers", lambda: K.hinge(c([[0, 1]]), c([[1, 1]])))`,
    pytorch: `show("hinge_embedding(1, -5)", lambda: F.hinge_embedding_loss(t([-5.]), t([1.])))
show("hinge_embedding(-1, 0.5)", lambda: F.hinge_embedding_loss(t([.5]), t([-1.])))
show("hinge_embedding gradient at the margin", lambda: gradient(lambda x: F.hinge_embedding_loss(x, t([-1.])), t([1.])))
show("margin_ranking gradient at the margin", lambda: gradient(lambda x: F.margin_ranking_loss(x, t([0.]), t([1.]), margin=1.), t([1.])))
show("multi_margin gradient at the margin", lambda: gradient(lambda x: F.multi_margin_loss(x, t([0])), t([[1., 0.]])))`,
  },
  {
    id: "hinge-labels",
    concept: "hinge",
    title: "One label changes the loss of another sample",
    about:
      "Keras reads 0 and 1 as −1 and 1, if the whole batch has no other label. tf.compat.v1 always computes 2y − 1, and −1 becomes −3.",
    tensorflow: `p = c([[.5, .5], [.5, .5]])
show("labels 0, 1 / 1, 1", lambda: K.hinge(c([[0., 1.], [1., 1.]]), p))
show("labels 0, 1 / 1, -1", lambda: K.hinge(c([[0., 1.], [1., -1.]]), p))
show("labels 0 and 2", lambda: K.hinge(c([[0., 2.]]), c([[.5, .5]])))
show("v1, labels 0 and -1", lambda: tf.compat.v1.losses.hinge_loss(c([[0., -1.]]), c([[.5, .5]]), reduction="none"))
show("categorical, labels -1 and 1", lambda: K.categorical_hinge(c([[-1., 1.]]), c([[.5, .5]])))
show("categorical, labels 0 and 1", lambda: K.categorical_hinge(c([[0., 1.]]), c([[.5, .5]])))`,
  },
  {
    id: "categorical-hinge",
    concept: "categorical-hinge",
    title: "CategoricalHinge is not multi_margin_loss",
    about:
      "The worst class against all of them divided by their number. And with negative scores the slot of the true class counts as 0.",
    tensorflow: `y = c([[1., 0., 0.]])
show("scores .1 .2 .9", lambda: K.categorical_hinge(y, c([[.1, .2, .9]])))
show("scores -2 -5 -5, margin satisfied", lambda: K.categorical_hinge(y, c([[-2., -5., -5.]])))`,
    pytorch: `show("scores .1 .2 .9", lambda: F.multi_margin_loss(t([[.1, .2, .9]]), t([0])))
show("scores -2 -5 -5, margin satisfied", lambda: F.multi_margin_loss(t([[-2., -5., -5.]]), t([0])))`,
  },
  {
    id: "cosine-sign",
    concept: "cosine-similarity",
    title: "The sign of a cosine",
    about:
      "Keras’ loss is the negative cosine, from −1 to 1; its metric of the same name is the cosine; PyTorch’s loss is 1 − cos.",
    tensorflow: `a = c([[1., 2.]])
show("loss, same direction", lambda: K.CosineSimilarity()(a, a))
show("loss, opposite", lambda: K.CosineSimilarity()(a, -a))
show("metric, same direction", lambda: tf.keras.metrics.CosineSimilarity()(a, a))
show("v1 cosine_distance of raw vectors", lambda: tf.compat.v1.losses.cosine_distance(c([[2., 0.]]), c([[2., 0.]]), axis=1))
show("docstring", lambda: next(line.strip() for line in K.CosineSimilarity.__doc__.split("\\n") if "between -1 and" in line))`,
    pytorch: `a = t([[1., 2.]])
show("loss, same direction", lambda: F.cosine_embedding_loss(a, a, t([1.])))
show("loss, opposite", lambda: F.cosine_embedding_loss(a, -a, t([1.])))
show("similarity", lambda: F.cosine_similarity(a, a))
show("margin=5 (documented: -1 to 1)", lambda: F.cosine_embedding_loss(a, a, t([-1.]), margin=5.))`,
  },
  {
    id: "cosine-tiny",
    concept: "cosine-similarity",
    title: "Parallel vectors too short for their epsilon",
    about:
      "Three placements of an epsilon, three answers. PyTorch’s loss and its own similarity disagree with each other. At a zero vector the value is 0 and the gradient explodes.",
    tensorflow: `for length in [1e-5, 1e-7]:
    a = c([[length, 0.]])
    show("length %g" % length, lambda: K.cosine_similarity(a, a))
show("gradient at zero", lambda: gradient(lambda x: K.cosine_similarity(c([[1., 2.]]), x), c([[0., 0.]])))`,
    pytorch: `for length in [1e-5, 1e-7]:
    a = t([[length, 0.]])
    show("similarity, length %g" % length, lambda: F.cosine_similarity(a, a))
    show("1 - loss, length %g" % length, lambda: 1 - F.cosine_embedding_loss(a, a, t([1.])))
zero, b = t([[0., 0.]]), t([[1., 2.]])
show("similarity gradient at zero", lambda: gradient(lambda x: F.cosine_similarity(x, b), zero))
show("loss gradient at zero", lambda: gradient(lambda x: F.cosine_embedding_loss(x, b, t([1.])), zero))`,
  },
  {
    id: "cosine-axis",
    concept: "cosine-similarity",
    title: "The axis of a cosine",
    about: "−1 in Keras, 1 in PyTorch: the same for matrices only.",
    tensorflow: `a = c(np.arange(1., 13., dtype="float32").reshape(2, 3, 2))
b = a[::-1]
show("shape", lambda: str(K.cosine_similarity(a, b).shape))
show("axis=1, shape", lambda: str(K.cosine_similarity(a, b, axis=1).shape))`,
    pytorch: `a = torch.arange(1., 13.).reshape(2, 3, 2)
show("shape", lambda: str(tuple(F.cosine_similarity(a, a.flip(0)).shape)))`,
  },
  {
    id: "soft-margin-overflow",
    concept: "soft-margin",
    title: "Two spellings of one loss, one overflows",
    about: "soft_margin_loss computes log(1 + exp(x)) as written; binary_cross_entropy_with_logits does not.",
    pytorch: `x = t([-100.])
show("soft_margin", lambda: F.soft_margin_loss(x, t([1.])))
show("soft_margin gradient", lambda: gradient(lambda x: F.soft_margin_loss(x, t([1.])), x))
show("bce with logits", lambda: F.binary_cross_entropy_with_logits(x, t([1.])))
z, y = t([[.5, -1.], [2., 0.]]), t([[1., 0.], [0., 1.]])
show("soft_margin, 2y - 1", lambda: F.soft_margin_loss(z, 2 * y - 1))
show("multilabel_soft_margin", lambda: F.multilabel_soft_margin_loss(z, y))
show("bce with logits, same inputs", lambda: F.binary_cross_entropy_with_logits(z, y))
show("multilabel_soft_margin of one axis", lambda: F.multilabel_soft_margin_loss(z[0], y[0]))
show("multilabel_soft_margin of three axes, shape", lambda: str(tuple(F.multilabel_soft_margin_loss(z[None], y[None], reduction="none").shape)))`,
    tensorflow: `z, y = c([[.5, -1.], [2., 0.]]), c([[1., 0.], [0., 1.]])
show("bce from logits, same inputs", lambda: K.BinaryCrossentropy(from_logits=True)(y, z))`,
  },
  {
    id: "only-in-one",
    title: "Losses that only one of them has",
    about:
      "No counterpart in the other’s core. Not in PyTorch 1.7 yet: huber_loss, gaussian_nll_loss, label_smoothing.",
    tensorflow: `names = ["mean_pairwise_squared_error", "absolute_difference"]
show("compat.v1.losses", lambda: ", ".join(n for n in names if hasattr(tf.compat.v1.losses, n)))
show("mean_pairwise_squared_error", lambda: tf.compat.v1.losses.mean_pairwise_squared_error(c([[0., 1.]]), c([[1., 4.]])))
show("triplet, ranking, soft margin", lambda: ", ".join(n for n in dir(K) + dir(tf.nn) if "triplet" in n or "ranking" in n or "margin" in n) or "none")`,
    pytorch: `import inspect
show("huber_loss, gaussian_nll_loss", lambda: ", ".join(n for n in ["huber_loss", "gaussian_nll_loss"] if hasattr(F, n)) or "none")
show("label_smoothing in cross_entropy", lambda: str("label_smoothing" in inspect.signature(F.cross_entropy).parameters))
show("triplet, ranking, soft margin", lambda: ", ".join(n for n in dir(F) if "triplet" in n or "ranking" in n or "soft_margin" in n))`,
  },
);
