import { defineExperiments } from "./define.ts";

export const regression = defineExperiments(
  {
    id: "mse-forms",
    concept: "mean-squared-error",
    title: "Elementwise here, per sample there",
    about: "Keras’ none is one number a sample, its sum a sum of means.",
    tensorflow: `a, b = c([[0., 1.], [0., 0.]]), c([[.6, .4], [.4, .6]])
for reduction in ["none", "sum", "auto"]:
    show(reduction, lambda: K.MeanSquaredError(reduction=reduction)(a, b))`,
    pytorch: `a, b = t([[0., 1.], [0., 0.]]), t([[.6, .4], [.4, .6]])
for reduction in ["none", "sum", "mean"]:
    show(reduction, lambda: F.mse_loss(b, a, reduction=reduction))`,
  },
  {
    id: "infinite-errors",
    concept: "mean-absolute-error",
    title: "Infinity minus infinity",
    about: "NaN in both, with a gradient of 0.",
    tensorflow: `inf = float("inf")
show("mae", lambda: K.mae(c([[inf]]), c([[inf]])))
show("mae gradient", lambda: gradient(lambda p: K.mae(c([[inf]]), p), c([[inf]])))`,
    pytorch: `inf = float("inf")
show("l1", lambda: F.l1_loss(t([[inf]]), t([[inf]])))
show("l1 gradient", lambda: gradient(lambda p: F.l1_loss(p, t([[inf]])), t([[inf]])))`,
  },
  {
    id: "kink-of-the-absolute",
    concept: "mean-absolute-error",
    title: "The gradient of an absolute error of 0",
    about: "0 in both; that of Keras’ y_true is a negative zero.",
    tensorflow: `show("of y_pred", lambda: gradient(lambda p: K.mae(c([[1.]]), p), c([[1.]])))
show("of y_true", lambda: gradient(lambda y: K.mae(y, c([[1.]])), c([[1.]])))`,
    pytorch: `show("of input", lambda: gradient(lambda p: F.l1_loss(p, t([[1.]])), t([[1.]])))`,
  },
  {
    id: "mape-denominator",
    concept: "mean-absolute-percentage-error",
    title: "The percentage error divides by max(|y|, 1e-7)",
    about: "A target of 0 gives a number near 1e9, not infinity, and a negative one no negative percentage.",
    tensorflow: `for y, p in [(2., 1.), (-2., 1.), (0., 1.)]:
    show("y=%g p=%g" % (y, p), lambda: K.mape(c([[y]]), c([[p]])))`,
  },
  {
    id: "msle-clipping",
    concept: "mean-squared-logarithmic-error",
    title: "The logarithmic error takes negative numbers for 0",
    about:
      "Both sides are clipped at 1e-7 before the logarithm, and the gradient there is 0. The formula of the documentation would be NaN.",
    tensorflow: `for y, p in [(1., -5.), (-.5, .5)]:
    show("y=%g p=%g" % (y, p), lambda: K.msle(c([[y]]), c([[p]])))
    show("gradient y=%g p=%g" % (y, p), lambda: gradient(lambda x: K.msle(c([[y]]), x), c([[p]])))
    show("formula y=%g p=%g" % (y, p), lambda: np.square(np.log(np.float32(y) + 1) - np.log(np.float32(p) + 1)))`,
  },
  {
    id: "logcosh-ends",
    concept: "log-cosh",
    title: "LogCosh at both ends",
    about:
      "It does not overflow, but cancels near 0, takes log 2 in float32 even for float64, and treats the two infinities differently.",
    tensorflow: `for x in [1000., 1e-4, float("inf"), -float("inf")]:
    show("x=%g" % x, lambda: K.logcosh(c([[0.]]), c([[x]])))
show("float64, x=0.01", lambda: K.logcosh(c([[0.]], tf.float64), c([[.01]], tf.float64)))
show("float64, exact", lambda: np.log(np.cosh(.01)))
show("naive at 1000, float32", lambda: np.log(np.cosh(np.float32(1000))))`,
  },
  {
    id: "huber-or-smooth-l1",
    concept: "huber",
    title: "Huber(delta) and SmoothL1(beta)",
    about:
      "Equal at 1, else delta apart. At 0 Keras’ is 0 and PyTorch’s the absolute error; at infinity Keras’ is NaN and PyTorch’s 0.",
    tensorflow: `for delta in [1., 2., 0., float("inf")]:
    show("delta=%g, error 3" % delta, lambda: K.huber(c([[0.]]), c([[3.]]), delta=delta))
    show("delta=%g, error 0.5" % delta, lambda: K.huber(c([[0.]]), c([[.5]]), delta=delta))`,
    pytorch: `for beta in [1., 2., 0., float("inf")]:
    show("beta=%g, error 3" % beta, lambda: F.smooth_l1_loss(t([[3.]]), t([[0.]]), beta=beta))
    show("beta=%g, error 0.5" % beta, lambda: F.smooth_l1_loss(t([[.5]]), t([[0.]]), beta=beta))
show("beta=-1", lambda: F.smooth_l1_loss(t([[3.]]), t([[0.]]), beta=-1.))`,
  },
  {
    id: "poisson-space",
    concept: "poisson",
    title: "A rate or its logarithm",
    about: "Keras takes the rate, PyTorch its logarithm unless told otherwise. Their epsilons are 1e-7 and 1e-8.",
    tensorflow: `show("rate 2, count 3", lambda: K.poisson(c([[3.]]), c([[2.]])))
show("rate 0, count 1", lambda: K.poisson(c([[1.]]), c([[0.]])))`,
    pytorch: `show("input 2, count 3", lambda: F.poisson_nll_loss(t([[2.]]), t([[3.]])))
show("rate 2, count 3", lambda: F.poisson_nll_loss(t([[2.]]), t([[3.]]), log_input=False))
show("rate 0, count 1", lambda: F.poisson_nll_loss(t([[0.]]), t([[1.]]), log_input=False))
show("rate 0, count 1, eps=1e-7", lambda: F.poisson_nll_loss(t([[0.]]), t([[1.]]), log_input=False, eps=1e-7))`,
  },
  {
    id: "l2-loss",
    concept: "l2",
    title: "tf.nn.l2_loss is half a sum of squares",
    about: "No mean and no root.",
    tensorflow: `show("l2_loss", lambda: tf.nn.l2_loss(c([[1., 2.], [3., 4.]])))`,
    pytorch: `x = t([[1., 2.], [3., 4.]])
show("mse sum / 2", lambda: F.mse_loss(x, torch.zeros_like(x), reduction="sum") / 2)`,
  },
  {
    id: "names-as-strings",
    title: "Losses by name in Keras",
    about: "The class’s name gives an instance, the function’s name a function; the names of version 1 are gone.",
    tensorflow: `for name in ["Huber", "huber", "cosine_similarity", "cosine_proximity", "cosine", "mse"]:
    show(name, lambda: type(K.get(name)).__name__)`,
  },
);
