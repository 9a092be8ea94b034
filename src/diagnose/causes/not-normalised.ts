import { numbers, type Tensor } from "../../tensor/tensor.ts";
import { defineDiagnosis } from "../define.ts";
import { takesLogits } from "../logits.ts";
import { inputNamed } from "../roles.ts";

/**
 * Keras divides probabilities by the sum of their row, before it clips. With one class more, that has what the row lacks of 1, or has too
 * much, and is never meant, there is nothing to divide by: what Keras answers to that is the answer without the division.
 */
export const notNormalised = defineDiagnosis({
  code: "NOT_NORMALISED",
  title: "Probabilities are not divided by their sum",
  sentence: () => "takes probabilities as they are, where the framework divides them by their sum",
  suggest: ({ testCase }) => (DIVIDES.test(testCase.loss) ? [{}] : []),
  predict: (testCase, _, world) => {
    const [target, prediction] = ["target", "prediction"].map((role) => inputNamed(testCase, world, role));
    const inputs = testCase.inputs();
    const { named } = world.factsOf(testCase);
    // Labels are smoothed over all classes.
    if (target === undefined || prediction === undefined || named.has("label_smoothing")) return undefined;
    const [t, p] = [inputs[target]!, inputs[prediction]!];
    if (takesLogits(testCase, world) === true || p.shape.length === 0 || t.shape.join() !== p.shape.join())
      return undefined;
    const lacking = rowsOf(p).map((row) => 1 - row.reduce((sum, x) => sum + x, 0));
    const none = lacking.map(() => 0);
    const answer = world.asked(testCase, {
      ...inputs,
      [prediction]: withColumn(p, lacking),
      [target]: withColumn(t, none),
    });
    if (answer === undefined || answer === "rejected") return undefined;
    const gradients = Object.entries(answer.gradients).map(([input, gradient]) => {
      if (input !== target && input !== prediction) return [input, gradient];
      // The sum is in the gradient of every class alike; that of the class that is never meant is nothing else.
      const rows = rowsOf(gradient.tensor);
      const data = rows.flatMap((row) => row.slice(0, -1).map((g) => (input === prediction ? g - row.at(-1)! : g)));
      return [input, { ...gradient, tensor: { ...gradient.tensor, shape: p.shape, data } }];
    });
    return { value: answer.value, gradients: Object.fromEntries(gradients) };
  },
});

// --- internal ---

const DIVIDES = /^tf\.keras\.losses\.categorical_?crossentropy$/i;

function rowsOf(tensor: Tensor): number[][] {
  const length = tensor.shape.at(-1)!;
  const data = numbers(tensor);
  const count = length === 0 ? 0 : data.length / length;
  return Array.from({ length: count }, (_, row) => data.slice(row * length, (row + 1) * length));
}

function withColumn(tensor: Tensor, column: readonly number[]): Tensor {
  const data = rowsOf(tensor).flatMap((row, i) => [...row, column[i]!]);
  const shape = [...tensor.shape.slice(0, -1), tensor.shape.at(-1)! + 1];
  return { ...tensor, shape, data };
}
