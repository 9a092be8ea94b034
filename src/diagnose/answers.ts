import type { SuiteCase } from "../cases/load.ts";
import type { ExpectedAnswer, ExpectedTensor } from "../compare.ts";
import { mapGradients } from "./tensors.ts";

/** The golden of a case that is answered. */
export function goldenAnswer(testCase: SuiteCase): ExpectedAnswer | undefined {
  const golden = testCase.expected();
  return "rejected" in golden ? undefined : golden;
}

/** An answer whose value and gradients are changed alike. */
export function answerLike(golden: ExpectedAnswer, change: (tensor: ExpectedTensor) => ExpectedTensor): ExpectedAnswer {
  return { value: change(golden.value), gradients: mapGradients(golden.gradients, change) };
}

/** An answer with the golden's value and some of its gradients changed. */
export function withGradients(
  golden: ExpectedAnswer,
  input: string,
  change: (gradient: ExpectedTensor, input: string) => ExpectedTensor,
): ExpectedAnswer {
  return {
    value: golden.value,
    gradients: mapGradients(golden.gradients, (gradient, name) =>
      input === EVERY_INPUT || input === name ? change(gradient, name) : gradient,
    ),
  };
}

/** The parameter of diagnoses of gradients that stands for all of them. */
export const EVERY_INPUT = "every input";
