import type { SuiteCase } from "../../cases/load.ts";
import { numbers } from "../../tensor/tensor.ts";
import { defineDiagnosis, type Prediction } from "../define.ts";
import { inputNamed } from "../roles.ts";
import { mapTensor, scaled } from "../tensors.ts";
import type { World } from "../world.ts";

/**
 * tf.compat.v1's hinge loss makes 2·label − 1 of every label: without it, it answers what it answers to (label + 1)/2. Keras' hinge losses turn labels 0 and 1 into −1 and 1, but only where all of them are exactly 0 or 1: what they answer to labels a
 * rounding away from that is the answer without the conversion.
 */
export const labelsNotConverted = defineDiagnosis({
  code: "LABELS_NOT_CONVERTED",
  title: "Labels 0 and 1 are not converted",
  sentence: () => "takes labels 0 and 1 as they are, where the framework makes −1 and 1 of them",
  suggest: ({ testCase }) => (/^tf\..*\.losses\.((squared_?)?hinge|hinge_loss)$/i.test(testCase.loss) ? [{}] : []),
  predict: (testCase, _, world) => {
    const name = inputNamed(testCase, world, "target");
    const labels = name === undefined ? undefined : testCase.inputs()[name];
    if (name === undefined || labels === undefined || labels.data.length === 0) return undefined;
    if (ALWAYS.test(testCase.loss)) return withLabels(testCase, name, world, (label) => (label + 1) / 2, 0.5);
    if (!numbers(labels).every((label) => label === 0 || label === 1)) return undefined;
    return withLabels(testCase, name, world, (label) => label + NUDGE, 1);
  },
});

// --- internal ---

const ALWAYS = /^tf\.compat\.v1/;

/** One float32 rounding of 1. */
const NUDGE = 2 ** -23;

/** The answer to other labels; `slope` is how they change with those given. */
function withLabels(
  testCase: SuiteCase,
  name: string,
  world: World,
  change: (label: number) => number,
  slope: number,
): Prediction {
  const inputs = testCase.inputs();
  const answer = world.asked(testCase, { ...inputs, [name]: mapTensor(inputs[name]!, change) });
  if (answer === undefined || answer === "rejected") return undefined;
  const gradient = answer.gradients[name];
  return gradient === undefined
    ? answer
    : { ...answer, gradients: { ...answer.gradients, [name]: scaled(gradient, slope) } };
}
