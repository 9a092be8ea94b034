import { defineExperiments } from "./define.ts";

export const sequences = defineExperiments(
  {
    id: "ctc-space",
    concept: "ctc",
    title: "CTC: logits here, log-probabilities there",
    about:
      "TensorFlow normalises, PyTorch takes what it gets: a shift of 2 changes its loss. Its gradient is not that of the log-probabilities, but of the logits before a log_softmax.",
    tensorflow: `rng = np.random.RandomState(0)
z = c(rng.randn(5, 1, 3).astype("float32"))
ctc = lambda z: tf.nn.ctc_loss(c([[1, 2]]), z, c([2]), c([5]), blank_index=0)
show("logits", lambda: ctc(z))
show("logits + 2", lambda: ctc(z + 2))`,
    pytorch: `rng = np.random.RandomState(0)
z = t(rng.randn(5, 1, 3).astype("float32"))
ctc = lambda x: F.ctc_loss(x, t([[1, 2]]), t([5]), t([2]), reduction="none")
log_probs = F.log_softmax(z, 2)
show("log_softmax", lambda: ctc(log_probs))
show("log_softmax + 2", lambda: ctc(log_probs + 2))
step = torch.zeros_like(z)
step[0, 0, 0] = 1e-2
show("gradient at [0, 0, 0]", lambda: gradient(ctc, log_probs)[0, 0, 0])
show("finite difference there", lambda: ((ctc(log_probs + step) - ctc(log_probs - step)) / 2e-2)[0])`,
  },
  {
    id: "ctc-impossible",
    concept: "ctc",
    title: "CTC of a target longer than its input",
    about:
      "TensorFlow’s dense form gives a large number with a gradient, its sparse and v1 forms refuse unless told to ignore it; PyTorch gives infinity with NaN, or 0 with zero_infinity.",
    tensorflow: `z = tf.zeros((1, 1, 3))
ctc = lambda z: tf.nn.ctc_loss(c([[1, 2]]), z, c([2]), c([1]), blank_index=0)
show("loss", lambda: ctc(z))
show("gradient", lambda: gradient(ctc, z))
sparse, steps = tf.sparse.from_dense([[1, 1, 2, 2]]), tf.zeros((3, 1, 4))
show("sparse labels", lambda: tf.nn.ctc_loss(sparse, steps, None, c([3]), blank_index=-1))
show("v1", lambda: tf.compat.v1.nn.ctc_loss(sparse, steps, c([3])))
show("v1, ignore_longer_outputs_than_inputs", lambda: tf.compat.v1.nn.ctc_loss(sparse, steps, c([3]), ignore_longer_outputs_than_inputs=True))`,
    pytorch: `x = torch.full((1, 1, 3), 1 / 3.).log()
ctc = lambda zero: lambda x: F.ctc_loss(x, t([[1, 2]]), t([1]), t([2]), reduction="none", zero_infinity=zero)
show("loss", lambda: ctc(False)(x))
show("gradient", lambda: gradient(ctc(False), x))
show("loss, zero_infinity", lambda: ctc(True)(x))`,
  },
  {
    id: "ctc-blank",
    concept: "ctc",
    title: "CTC’s blank",
    about:
      "tf.nn.ctc_loss takes 0 by default and the last class in its v1 form; a sparse label needs blank_index; a negative index counts from the end in TensorFlow only.",
    tensorflow: `z = c(np.random.RandomState(1).randn(4, 1, 3).astype("float32"))
loss = lambda **how: tf.nn.ctc_loss(c([[1]]), z, c([1]), c([4]), **how)
show("default", lambda: loss())
show("blank_index=0", lambda: loss(blank_index=0))
show("blank_index=-1", lambda: loss(blank_index=-1))
sparse = tf.sparse.from_dense([[1]])
show("v1, blank is the last", lambda: tf.compat.v1.nn.ctc_loss(sparse, z, c([4])))
show("sparse without blank_index", lambda: tf.nn.ctc_loss(sparse, z, None, c([4])))`,
    pytorch: `x = F.log_softmax(t(np.random.RandomState(1).randn(4, 1, 3).astype("float32")), 2)
loss = lambda **how: F.ctc_loss(x, t([[1]]), t([4]), t([1]), reduction="none", **how)
show("default", lambda: loss())
show("blank=2", lambda: loss(blank=2))
show("blank=-1", lambda: loss(blank=-1))`,
  },
  {
    id: "sampled-losses",
    concept: "sampled-classes",
    title: "Losses that sample",
    about:
      "tf.nn.nce_loss and sampled_softmax_loss draw classes: equal calls differ, unless sampled_values fixes the draw.",
    tensorflow: `w, b = c(np.linspace(-1, 1, 40, dtype="float32").reshape(20, 2)), tf.zeros(20)
labels, x = c([[3]], tf.int64), c([[.5, -.25]])
fixed = (c([1, 5, 7], tf.int64), c([[.2]]), c([.1, .1, .1]))
loss = lambda values=None: tf.nn.sampled_softmax_loss(w, b, labels, x, 3, 20, sampled_values=values)
show("fixed twice", lambda: str(np.array_equal(loss(fixed), loss(fixed))))
show("drawn ten times, all equal", lambda: str(len({float(loss()) for _ in range(10)}) == 1))`,
  },
);
