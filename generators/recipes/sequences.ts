import { defineRecipes, type RecipeSpec } from "./define.ts";

/** The forward algorithm in TensorFlow.js, which has no CTC loss: one number for each sequence. */
const CTC_TYPESCRIPT = `  const [times, lengths] = [inputLengths.arraySync() as number[], targetLengths.arraySync() as number[]];
  const flat = Array.from(targets.dataSync());
  const starts = lengths.map((_, b) =>
    targets.rank === 2 ? b * targets.shape[1]! : lengths.slice(0, b).reduce((sum, length) => sum + length, 0),
  );
  const losses = lengths.map((length, b) => {
    const labels = flat.slice(starts[b]!, starts[b]! + length);
    const path = [blank, ...labels.flatMap((label) => [label, blank])];
    const pick = tf.cast(tf.equal(tf.tensor2d(path, [path.length, 1], "int32"), tf.range(0, logProbs.shape[2]!, 1, "int32")), "float32");
    const sequence = tf.reshape(tf.slice(logProbs, [0, b, 0], [-1, 1, -1]), [-1, logProbs.shape[2]!]) as tf.Tensor2D;
    const scores = tf.matMul(sequence, pick as tf.Tensor2D, false, true);
    const never = -1e30;
    const mayStart = tf.tensor1d(path.map((_, s) => (s < 2 ? 0 : never)));
    const maySkip = tf.tensor1d(path.map((label, s) => (s > 1 && label !== blank && label !== path[s - 2] ? 0 : never)));
    const at = (t: number) => tf.reshape(tf.slice(scores, [t, 0], [1, -1]), [-1]) as tf.Tensor1D;
    const shift = (x: tf.Tensor1D, by: number) => tf.slice(tf.pad(x, [[by, 0]], never), [0], [path.length]);
    let alpha = tf.add(at(0), mayStart) as tf.Tensor1D;
    for (let t = 1; t < times[b]!; t++) {
      const ways = [alpha, shift(alpha, 1), tf.add(shift(alpha, 2), maySkip)] as tf.Tensor1D[];
      alpha = tf.add(at(t), tf.logSumExp(tf.stack(ways), 0)) as tf.Tensor1D;
    }
    return tf.neg(tf.logSumExp(tf.slice(alpha, [Math.max(0, path.length - 2)])));
  });`;

/** A label that is the blank means something else to each framework, and nothing to a user. */
function noLabelIsBlank(labels: string, blank: string): NonNullable<RecipeSpec["covers"]> {
  return {
    text: "no label is the blank",
    test: (inputs, args) => {
      const prediction = inputs.logits ?? inputs.log_probs!;
      const classes = prediction.shape.at(-1)!;
      const index = Number(args[blank] ?? 0);
      if (!(Math.abs(index) < classes || index === -classes)) return false;
      return Array.from(inputs[labels]!.data).every((label) => Number(label) !== (index + classes) % classes);
    },
  };
}

/** Conversions of CTC: logits against log-probabilities. */
export const sequences = defineRecipes(
  {
    id: "tf-ctc-in-pytorch",
    concept: "ctc",
    title: "TensorFlow’s ctc_loss in PyTorch",
    about:
      "TensorFlow normalises its logits, PyTorch does not; TensorFlow’s blank may count from the end. Where no path fits the target, PyTorch says ∞ and TensorFlow about 707.",
    target: "tf.nn.ctc_loss",
    covers: noLabelIsBlank("labels", "blank_index"),
    undefinedOn: /^label-(?!is-blank)|^time-|length-mismatch|^no-|^flat-too-short$/,
    parameters: ["labels", "logits", "label_length", "logit_length", "logits_time_major", "blank_index"],
    accepts: ["logits_time_major", "blank_index"],
    python: `def ctc_loss(labels, logits, label_length, logit_length, logits_time_major=True, blank_index=None):
    if not logits_time_major:
        logits = logits.transpose(0, 1)
    blank = (blank_index or 0) % logits.shape[-1]
    log_probs = F.log_softmax(logits, dim=-1)
    return F.ctc_loss(log_probs, labels, logit_length, label_length, blank=blank, reduction="none")`,
    typescript: `function ctcLoss(
  targets: tf.Tensor,
  logits: tf.Tensor,
  targetLengths: tf.Tensor,
  inputLengths: tf.Tensor,
  logitsTimeMajor = true,
  blankIndex = 0,
): tf.Tensor {
  const logProbs = tf.logSoftmax(logitsTimeMajor ? logits : tf.transpose(logits, [1, 0, 2]), -1);
  const blank = (blankIndex + logProbs.shape[2]!) % logProbs.shape[2]!;
${CTC_TYPESCRIPT}
  return losses.length > 0 ? tf.stack(losses) : tf.zeros([0]);
}`,
  },
  {
    id: "torch-ctc-in-tensorflow",
    concept: "ctc",
    title: "PyTorch’s ctc_loss in TensorFlow, of any input and with zero_infinity",
    about:
      "Of a log_softmax tf.nn.ctc_loss is all it takes. Of anything else what TensorFlow’s softmax adds is taken off againand PyTorch’s gradient is exp(input) minus the posterior, which is that of its loss only after a log_softmax. TensorFlow’s loss of an impossible target is about 707, so everything from 500 on is taken for one.",
    target: "torch.nn.functional.ctc_loss",
    covers: noLabelIsBlank("targets", "blank"),
    parameters: ["log_probs", "targets", "input_lengths", "target_lengths", "reduction", "blank", "zero_infinity"],
    accepts: ["reduction", "blank", "zero_infinity"],
    python: `def ctc_loss(log_probs, targets, input_lengths, target_lengths, reduction="mean", blank=0, zero_infinity=False):
    if len(targets.shape) == 1:
        targets = tf.RaggedTensor.from_row_lengths(targets, target_lengths).to_tensor()
    labels = tf.cast(targets, tf.int32)
    losses = tf.nn.ctc_loss(labels, log_probs, target_lengths, input_lengths, blank_index=blank)
    impossible = losses > 500
    within = tf.cast(tf.range(tf.shape(log_probs)[0])[:, None] < tf.cast(input_lengths, tf.int32), losses.dtype)
    mass = tf.exp(log_probs)
    losses -= tf.reduce_sum(within * tf.reduce_logsumexp(log_probs, -1), 0)
    losses += tf.reduce_sum(within[..., None] * (mass - tf.stop_gradient(mass)), [0, 2])
    none = tf.fill(tf.shape(losses), 0.0 if zero_infinity else float("inf"))
    losses = tf.where(impossible, none, losses)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return tf.reduce_sum(losses)
    return tf.reduce_mean(losses / tf.cast(tf.maximum(target_lengths, 1), losses.dtype))`,
    typescript: `function ctcLoss(
  logProbs: tf.Tensor,
  targets: tf.Tensor,
  inputLengths: tf.Tensor,
  targetLengths: tf.Tensor,
  reduction = "mean",
  blank = 0,
  zeroInfinity = false,
): tf.Tensor {
${CTC_TYPESCRIPT}
  const exact = losses.length > 0 ? tf.stack(losses) : tf.zeros([0]);
  const impossible = tf.tensor1d(losses.map((loss) => loss.dataSync()[0]! > 1e20), "bool");
  // PyTorch’s gradient has exp(input) on top of that of its loss.
  const extra = tf.customGrad((x) => ({
    value: tf.zeros([logProbs.shape[1]!]),
    gradFunc: (dy) => {
      const steps = tf.reshape(tf.range(0, logProbs.shape[0]!, 1, "int32"), [-1, 1]);
      const within = tf.cast(tf.less(steps, tf.cast(inputLengths, "int32")), "float32");
      return [tf.mul(tf.exp(x as tf.Tensor), tf.expandDims(tf.mul(within, dy), -1))];
    },
  }));
  const none = tf.fill(exact.shape, zeroInfinity ? 0 : Number.POSITIVE_INFINITY);
  const all = tf.where(impossible, none, tf.add(exact, extra(logProbs)));
  if (reduction === "none") return all;
  if (reduction === "sum") return tf.sum(all);
  return tf.mean(tf.div(all, tf.maximum(tf.cast(targetLengths, "float32"), 1)));
}`,
  },
);
