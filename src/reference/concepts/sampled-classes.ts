import type { Argument } from "../../format/argument.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { integer, truthy } from "../arguments.ts";
import { cast } from "../engine/dtypes.ts";
import { add, div, fullLike, log, mul, sub } from "../engine/operations.ts";
import { sum } from "../engine/reduce.ts";
import { concatColumns, matmulTransposed, reshape } from "../engine/structure.ts";
import { constant, detach, given, type Variable } from "../engine/variable.ts";
import type { LossCall, Losses } from "../loss.ts";
import { refusal } from "../refusal.ts";
import { embeddingLookup, partsOf } from "../tensorflow/embedding.ts";
import { sigmoidCrossEntropy, softmaxCrossEntropy } from "../tensorflow/nn.ts";

/**
 * Losses over the true classes and a sample of the others, corrected by how often each was expected to be drawn. PyTorch has none.
 * The sample is always given here: without one the framework draws.
 */
export const sampledClasses: Losses = {
  // python/ops/nn_impl.py: nce_loss, Σ of sigmoid cross-entropies; accidental hits stay by default
  "tf.nn.nce_loss": (call) => nce(call, "div"),
  "tf.compat.v1.nn.nce_loss": (call) => nce(call, call.args.partition_strategy ?? "mod"),

  // python/ops/nn_impl.py: sampled_softmax_loss; accidental hits are removed by default
  "tf.nn.sampled_softmax_loss": (call) => sampledSoftmax(call, "div"),
  "tf.compat.v1.nn.sampled_softmax_loss": (call) => sampledSoftmax(call, call.args.partition_strategy ?? "mod"),
};

// --- internal ---

function nce(call: LossCall, strategy: unknown): Variable {
  const { logits, labels } = sampledLogits(call, strategy, truthy(call.args, "remove_accidental_hits", false));
  return sum(sigmoidCrossEntropy(labels, logits), 1);
}

function sampledSoftmax(call: LossCall, strategy: unknown): Variable {
  const { logits, labels } = sampledLogits(call, strategy, truthy(call.args, "remove_accidental_hits", true));
  return softmaxCrossEntropy(labels, logits);
}

/** nn_impl.py, _compute_sampled_logits: x·w + b − log(expected count), of the true classes first, then of the sampled ones. */
function sampledLogits(call: LossCall, strategy: unknown, removesHits: boolean) {
  const { tape, inputs: given_, args } = call;
  const numTrue = integer(args, "num_true", 1);
  const inputs = given_.inputs!;
  const labels = cast(given_.labels!, "int64");
  const { candidates, trueExpected, sampledExpected } = sampleOf(call);
  const parts = partsOf(tape, args.weights, given_.weights);
  const rows = (tables: readonly Variable[], ids: readonly number[]) =>
    cast(embeddingLookup(tables, ids, strategy), inputs.dtype);
  const [trueWeights, trueBiases] = [rows(parts, labels.data), rows([given_.biases!], labels.data)];
  const [weights, biases] = [rows(parts, candidates), rows([given_.biases!], candidates)];

  const width = trueWeights.shape[1]!;
  const groupsOfTrue = reshape(trueWeights, [inferred(labels.data.length, numTrue), numTrue, width]);
  const dots = sum(mul(reshape(inputs, [inputs.shape[0]!, 1, ...inputs.shape.slice(1)]), groupsOfTrue), -1);
  const ofTrue = add(
    reshape(dots, [inferred(dots.data.length, numTrue), numTrue]),
    reshape(trueBiases, [inferred(trueBiases.data.length, numTrue), numTrue]),
  );
  const sampled = add(matmulTransposed(inputs, weights), biases);
  const ofSampled = removesHits ? add(sampled, hits(call, labels, candidates, numTrue, inputs)) : sampled;

  const trueLogits = sub(ofTrue, log(trueExpected));
  const falseLogits = sub(ofSampled, log(sampledExpected));
  const logits = concatColumns(trueLogits, falseLogits);
  const target = concatColumns(div(fullLike(trueLogits, 1), numTrue), fullLike(falseLogits, 0));
  return { logits, labels: detach(target) };
}

function sampleOf({ tape, args }: LossCall) {
  const value = args.sampled_values ?? null;
  const members = value !== null && typeof value === "object" && "tuple" in value ? value.tuple : undefined;
  if (members?.length !== 3) throw refusal("ValueError", "not enough values to unpack (expected 3)");
  const [candidates, trueExpected, sampledExpected] = members.map((member) => given(tape, tensorOf(member)));
  return {
    candidates: candidates!.data,
    trueExpected: trueExpected!,
    sampledExpected: sampledExpected!,
  };
}

/**
 * −3.4e38 where a sampled class is one of the row's true ones (core/kernels/candidate_sampler_ops.cc, ComputeAccidentalHits): of a class
 * sampled twice only the last is found. As wide as `num_sampled` says, whatever the sample's size.
 */
function hits(
  { tape, args }: LossCall,
  labels: Variable,
  candidates: readonly number[],
  numTrue: number,
  inputs: Variable,
): Variable {
  const width = integer(args, "num_sampled", candidates.length);
  if (labels.shape.length !== 2 || labels.shape[1] !== numTrue) {
    throw refusal("InvalidArgumentError", "true_classes must have num_true columns");
  }
  if (width < 0) throw refusal("InvalidArgumentError", `Dimension ${width} must be >= 0`);
  const position = new Map(candidates.map((candidate, at) => [candidate, at]));
  const correction = new Array<number>(labels.shape[0]! * width).fill(0);
  for (const [i, label] of labels.data.entries()) {
    const at = position.get(label);
    if (at === undefined) continue;
    if (at >= width)
      throw refusal("InvalidArgumentError", `sparse index ${at} is out of bounds: need index < ${width}`);
    correction[Math.floor(i / numTrue) * width + at] = -3.4028234663852886e38;
  }
  return cast(constant(tape, "float32", [labels.shape[0]!, width], correction), inputs.dtype);
}

/** The extent that reshape's −1 stands for. */
function inferred(size: number, rest: number): number {
  if (rest > 0 && size % rest === 0) return size / rest;
  throw refusal(
    "InvalidArgumentError",
    `reshape cannot infer the missing input size for ${size} elements in rows of ${rest}`,
  );
}

function tensorOf(value: Argument<Tensor>): Tensor {
  if (value !== null && typeof value === "object" && "tensor" in value) return value.tensor;
  throw refusal("TypeError", "sampled_values must be tensors");
}
