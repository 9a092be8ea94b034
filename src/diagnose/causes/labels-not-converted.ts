import { numbers } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { inputNamed } from "../roles.ts";
import { mapTensor } from "../tensors.ts";

/**
 * Keras' hinge losses turn labels 0 and 1 into −1 and 1, but only where all of them are exactly 0 or 1: what they answer to labels a
 * rounding away from that is the answer without the conversion.
 */
export const labelsNotConverted = defineDiagnosis({
  code: "LABELS_NOT_CONVERTED",
  title: "Labels 0 and 1 are not converted",
  sentence: () => "takes labels 0 and 1 as they are, where the framework makes −1 and 1 of them",
  suggest: ({ testCase }) => (/^tf\.keras\.losses\.(squared_?)?hinge$/i.test(testCase.loss) ? [{}] : []),
  predict: (testCase, _, world) => {
    const name = inputNamed(testCase, world, "target");
    const labels = name === undefined ? undefined : testCase.inputs()[name];
    if (name === undefined || labels === undefined || labels.data.length === 0) return undefined;
    if (!numbers(labels).every((label) => label === 0 || label === 1)) return undefined;
    return world.asked(testCase, { ...testCase.inputs(), [name]: mapTensor(labels, (label) => label + NUDGE) });
  },
});

// --- internal ---

/** One float32 rounding of 1. */
const NUDGE = 2 ** -23;
