import type { SuiteCase } from "../cases/load.ts";
import { numbers } from "../tensor/tensor.ts";
import type { Prediction } from "./define.ts";
import { inputNamed } from "./roles.ts";
import { mapTensor } from "./tensors.ts";
import { goldenOfOther, otherLosses } from "./twins.ts";
import type { World } from "./world.ts";

/** Whether a loss takes logits by its name; those with an argument `from_logits` say so case by case. */
export function isOfLogits(loss: string): boolean {
  return /logits|(sigmoid|softmax)_cross_entropy|torch\.nn\.(CrossEntropyLoss|functional\.cross_entropy)$/i.test(loss);
}

/** Whether a case's prediction is meant as logits; `undefined` for losses where that makes no difference. */
export function takesLogits(testCase: SuiteCase, world: World): boolean | undefined {
  if (world.lossOf(testCase.loss)?.arguments.from_logits !== undefined) {
    // As Python takes it: the string "no" stands for logits.
    return Boolean(testCase.args().from_logits);
  }
  return isOfLogits(testCase.loss) ? true : /binary-crossentropy/.test(testCase.concept) ? false : undefined;
}

/** The answer to the case's prediction taken as probabilities instead of logits, or the other way round. */
export function readAs(testCase: SuiteCase, logits: boolean, world: World): Prediction {
  if (takesLogits(testCase, world) !== !logits) return undefined;
  if (world.lossOf(testCase.loss)?.arguments.from_logits !== undefined) {
    return world.answerTo(testCase, { from_logits: logits ? "true" : undefined });
  }
  const own = world.lossOf(testCase.loss)?.framework;
  const twin =
    OF_LOG_PROBABILITIES[testCase.loss] ??
    otherLosses(testCase.loss, world).find(
      (loss) => world.lossOf(loss)!.framework === own && isOfLogits(loss) === logits,
    );
  const golden = twin === undefined ? undefined : goldenOfOther(testCase, twin, world);
  if (golden !== undefined || logits) return golden;
  const areNamedAlike =
    twin !== undefined && Object.keys(testCase.inputs()).every((name) => name in world.lossOf(twin)!.inputs);
  return (
    (areNamedAlike ? world.asked(testCase, testCase.inputs(), twin) : undefined) ?? asLogProbabilities(testCase, world)
  );
}

// --- internal ---

/** PyTorch's cross-entropies, and what they are of the log-softmax of their input. */
const OF_LOG_PROBABILITIES: { readonly [loss: string]: string } = {
  "torch.nn.CrossEntropyLoss": "torch.nn.NLLLoss",
  "torch.nn.functional.cross_entropy": "torch.nn.functional.nll_loss",
};

/** log-softmax of log p is log p where the p of a row add up to 1: what a loss of logits answers to log p is the loss of p itself. */
function asLogProbabilities(testCase: SuiteCase, world: World): Prediction {
  const name = inputNamed(testCase, world, "prediction");
  const prediction = name === undefined ? undefined : testCase.inputs()[name];
  if (name === undefined || prediction === undefined || !numbers(prediction).every((p) => p > 0 && p <= 1))
    return undefined;
  const isBinary = /binary/.test(testCase.concept);
  const logits = mapTensor(prediction, (p) => (isBinary ? Math.log(p) - Math.log1p(-p) : Math.log(p)));
  const answer = world.asked(testCase, { ...testCase.inputs(), [name]: logits });
  return answer === undefined || answer === "rejected" ? undefined : { value: answer.value, gradients: {} };
}
