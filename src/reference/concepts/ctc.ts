import { boolean, integer } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import { needsSingleOrDouble } from "../engine/kernels.ts";
import { div, isFloating } from "../engine/operations.ts";
import { constant, operation, roundOf, type Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { forward, negativeLogLikelihood, type Sequence, slopes } from "../pytorch/ctc.ts";
import { reduceBy, reductionOf, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";
import { ctcLossV1, ctcLossV2, ctcLossV3 } from "../tensorflow/ctc.ts";

/**
 * −log of the probability of a label sequence over all its alignments (Graves et al. 2006). TensorFlow takes logits and normalises them,
 * PyTorch log-probabilities, and gives the gradient of the logits it supposes they came from. The mean divides each sequence by its
 * labels, at least one, before it divides by the sequences.
 */
export const ctc: Losses = {
  // python/ops/ctc_ops.py
  "tf.nn.ctc_loss": ctcLossV3,
  "tf.compat.v1.nn.ctc_loss_v2": ctcLossV2,
  "tf.compat.v1.nn.ctc_loss": ctcLossV1,

  // ATen/native/LossCTC.cpp: ctc_loss
  ...torch("CTCLoss", "ctc_loss", (call) => {
    const reduction = reductionOf(call.args.reduction === undefined ? "mean" : call.args.reduction);
    const { logs, sequences, labelLengths } = sequencesOf(call);
    const zeroInfinity = boolean(call.args, "zero_infinity", false);
    const losses = ctcLosses(logs, sequences, zeroInfinity);
    if (reduction !== "mean") return reduceBy(losses, reduction);
    const lengths = labelLengths.map((length) => Math.max(length, 1));
    return reduceBy(div(losses, constant(logs.tape, logs.dtype, [lengths.length], lengths)), "mean");
  }),
};

// --- internal ---

function ctcLosses(logs: Variable, sequences: readonly Sequence[], zeroInfinity: boolean): Variable {
  const { dtype, shape } = logs;
  const [steps, batch, classes] = shape as [number, number, number];
  const alphas = sequences.map((sequence) => forward(sequence, logs));
  const nlls = alphas.map((alpha) => negativeLogLikelihood(alpha, logs));
  const isZeroed = (b: number) => zeroInfinity && nlls[b] === Number.POSITIVE_INFINITY;
  const round = roundOf(logs);
  const pullback = (g: readonly number[]) => {
    const gradient = new Array<number>(steps * batch * classes).fill(0);
    for (const [b, sequence] of sequences.entries()) {
      if (isZeroed(b)) continue;
      const slope = slopes(sequence, alphas[b]!, nlls[b]!, logs);
      for (let t = 0; t < sequence.steps; t++) {
        for (let c = 0; c < classes; c++) gradient[(t * batch + b) * classes + c] = round(slope(t, c) * g[b]!);
      }
    }
    return gradient;
  };
  const data = nlls.map((nll, b) => (isZeroed(b) ? 0 : nll));
  return operation({ dtype, shape: [batch], data }, [logs], [pullback]);
}

/** The sequences of a call, whose labels are padded to [N, S] or stand one after another; checks what ATen checks. */
function sequencesOf({ inputs, args }: LossCall) {
  const [logs, targets] = [inputs.log_probs!, cast(inputs.targets!, "int64")];
  const [steps, labelLengths] = [inputs.input_lengths!, inputs.target_lengths!];
  const blank = integer(args, "blank", 0);
  needsSingleOrDouble(logs, "ctc_loss_cpu");
  const [longest, batch, classes] = logs.shape as [number, number, number];
  const check = (holds: boolean, message: string) => {
    if (!holds) throw refusal("RuntimeError", message);
  };
  check(logs.shape.length === 3, "Expected 3-dimensional tensor for argument #1 'log_probs'");
  check(longest > 0, "start (0) + length (1) exceeds dimension size (0)");
  check([steps, labelLengths].every(isIntegral), "lengths must be integral");
  check(blank >= 0 && blank < classes, "blank must be in label range");
  check(steps.data.length === batch && labelLengths.data.length === batch, "lengths must be of size batch_size");
  check(
    steps.data.every((length) => length <= longest),
    "Expected input_lengths to have at most the size of log_probs",
  );
  const total = labelLengths.data.reduce((sum, length) => sum + length, 0);
  const isFlat = targets.shape.length === 1;
  const width = isFlat ? 0 : (targets.shape[1] ?? 0);
  if (isFlat) check(targets.data.length === total, `Expected tensor to have size ${total} at dimension 0`);
  else {
    check(targets.shape[0] === batch, `Expected tensor to have size ${batch} at dimension 0`);
    check(
      labelLengths.data.every((length) => length <= width),
      "Expected tensor to have size at least the longest label",
    );
  }
  let offset = 0;
  const sequences = labelLengths.data.map((length, b): Sequence => {
    const start = isFlat ? offset : b * width;
    offset += length;
    const labels = targets.data.slice(start, start + length);
    return {
      states: [blank, ...labels.flatMap((label) => [label, blank])],
      steps: steps.data[b]!,
      at: (t, c) => logs.data[(t * batch + b) * classes + c]!,
    };
  });
  return { logs, sequences, labelLengths: labelLengths.data };
}

function isIntegral(x: Variable): boolean {
  return !isFloating(x) && x.dtype !== "bool";
}
