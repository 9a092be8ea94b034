import type { Argument } from "../../src/format/argument.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { domain, literal } from "../domains.ts";
import { integers } from "../inputs/random.ts";
import { SAMPLED, SAMPLED_CLASSES } from "../inputs/sampled.ts";
import { type Domain, defineConcept, type FamilyInputs, type LossSpec, type Value } from "../types.ts";
import { flag, tfNn } from "./tf-nn.ts";
import { cycle, GIVEN, label } from "./v1.ts";

/**
 * The sampled classes, with how often each true and each sampled class is expected. Without them, which is the default, the framework
 * draws: recorded once, as what cannot be judged.
 */
const sampledValues: Domain = {
  values: [
    drawn("unique", [2, 4, 1], [0.25, 0.5, 1.5], [0.75, 0.125, 0.5]),
    drawn("with-hits", [3, 0, 5], [0.25, 0.5, 1.5], [0.75, 0.125, 0.5]),
    drawn("repeated", [3, 3, 3], [0.5], [2, 2, 2]),
    drawn("zero-expected", [2, 4, 1], [0.25, 0, 1], [0.75, 0, 1]),
  ],
  suspect: [
    { ...literal(null), isolated: "the framework draws the sampled classes at random: no two answers are equal" },
    drawn("negative-expected", [2, 4, 1], [-0.25], [-0.75]),
    drawn("out-of-range", [2, SAMPLED_CLASSES, 1], [0.5], [0.5]),
    drawn("one-expected-too-few", [2, 4, 1], [0.5], [0.75, 0.125], 2),
    {
      name: "two-members",
      make: (inputs) => {
        const whole = members(inputs, [2, 4, 1], [0.5], [0.5], 3);
        return whole && { tuple: whole.slice(0, 2) };
      },
    },
  ],
};

/** Used to size the correction of accidental hits; otherwise the sample says how many there are. */
const numSampled: Domain = {
  values: [literal(3), literal(1)],
  suspect: [literal(2), literal(0), literal(-1), literal(SAMPLED_CLASSES + 1), literal(null), literal("a")],
};

/** Has no effect on a given sample. */
const numClasses: Domain = {
  values: [literal(SAMPLED_CLASSES), literal(100)],
  suspect: [literal(0), literal(-1), literal(null), literal("a")],
};

const numTrue = domain([literal(1), literal(2)], [literal(0), literal(-1), literal(3), literal(null), literal("a")]);

/** The rows of the weights in two tensors, which `partition_strategy` says how to count. */
const weights = domain([
  GIVEN,
  {
    name: "two-parts",
    make: ({ roles }) => {
      const whole = roles["class-weights"];
      if (whole === undefined) return undefined;
      const [rows, columns] = whole.shape as [number, number];
      const half = Math.ceil(rows / 2);
      const part = (from: number, to: number): Argument<Tensor> => ({
        tensor: { ...whole, shape: [to - from, columns], data: whole.data.slice(from * columns, to * columns) },
      });
      return [part(0, half), part(half, rows)];
    },
  },
]);

const seed: Domain = { ...domain([literal(null), literal(7)], [literal("a")]), single: true };
const partitionStrategy = domain([literal("mod"), literal("div")], [literal("bogus"), literal(null)]);

export const sampled = defineConcept({
  name: "sampled-classes",
  title: "Sampled classes",
  about:
    "Losses over the true classes and a sample of the others (noise-contrastive, sampled softmax); TensorFlow only.",
  families: SAMPLED,
  losses: [
    sampledLoss("tf.nn.nce_loss", false),
    sampledLoss("tf.compat.v1.nn.nce_loss", false, { partition_strategy: partitionStrategy }),
    sampledLoss("tf.nn.sampled_softmax_loss", true, { seed }),
    sampledLoss("tf.compat.v1.nn.sampled_softmax_loss", true, { partition_strategy: partitionStrategy, seed }),
  ],
});

// --- internal ---

function sampledLoss(loss: string, removesHits: boolean, args: LossSpec["args"] = {}): LossSpec {
  return tfNn(
    loss,
    { weights: ["class-weights"], biases: ["class-biases"], labels: ["labels"], inputs: ["prediction"] },
    {
      num_sampled: numSampled,
      num_classes: numClasses,
      num_true: numTrue,
      sampled_values: sampledValues,
      remove_accidental_hits: flag(removesHits),
      weights,
      ...args,
      name: label(literal(loss.split(".").at(-1)!), [literal(null)]),
    },
  );
}

function drawn(
  name: string,
  candidates: readonly number[],
  trueExpected: readonly number[],
  sampledExpected: readonly number[],
  expected = candidates.length,
): Value {
  return {
    name,
    make: (inputs) => {
      const made = members(inputs, candidates, trueExpected, sampledExpected, expected);
      return made && { tuple: made };
    },
  };
}

function members(
  inputs: FamilyInputs,
  candidates: readonly number[],
  trueExpected: readonly number[],
  sampledExpected: readonly number[],
  expected: number,
): readonly Argument<Tensor>[] | undefined {
  const labels = inputs.roles.labels;
  return (
    labels && [
      { tensor: integers([candidates.length], candidates) },
      { tensor: cycle(inputs, labels.shape, trueExpected) },
      { tensor: cycle(inputs, [expected], sampledExpected) },
    ]
  );
}
