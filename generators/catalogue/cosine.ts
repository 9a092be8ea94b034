import { domain, literal, tensorValue, unchecked } from "../domains.ts";
import { VECTORS } from "../inputs/vectors.ts";
import { defineConcept } from "../types.ts";
import { keras, torch } from "./build.ts";
import { cycle, elementwise, LABELS_PREDICTIONS, v1, v1Weights } from "./v1.ts";

const axis = domain(
  [-1, 1, 0].map((value) => literal(value)),
  [literal(-2), literal(7), literal(null), literal("a")],
);
// The default is refused: without `axis`, or its old name `dim`, there is no loss.
const axisOrDim = {
  ...domain(
    [null, -1, 1, 0].map((value) => literal(value)),
    [literal(-2), literal(7), literal("a")],
  ),
  base: literal(-1),
};
const dim = { ...domain([literal(null), literal(1)], [literal(-1), literal(7)]), legacy: true };
// The loss keeps the summed axis with extent 1: weights of every feature fit the first axis only, weights of every element none.
const everyLoss = v1Weights(elementwise);
const ofFeatures = tensorValue("of-features", (inputs) => {
  const shape = inputs.roles.prediction?.shape;
  return shape && cycle(inputs, [1, ...shape.slice(1)], [0.5, 2, 1.25]);
});
const weights = {
  ...everyLoss,
  values: [...everyLoss.values.filter(({ name }) => name !== "per-element"), ofFeatures],
};
const margin = unchecked([0, 0.5, 1, -1, 2]);

export const cosine = defineConcept({
  name: "cosine-similarity",
  title: "Cosine similarity",
  about: "TensorFlow's loss is the negative cosine, in [−1, 1]; PyTorch's is 1 − cosine for pairs that are alike.",
  families: VECTORS,
  losses: [
    ...keras("CosineSimilarity", "cosine_similarity", { axis }),
    v1("cosine_distance", LABELS_PREDICTIONS, { weights, args: { axis: axisOrDim, dim } }),
    ...torch(
      "CosineEmbeddingLoss",
      "cosine_embedding_loss",
      { input1: ["target"], input2: ["prediction"], target: ["similarity"] },
      { margin },
    ),
  ],
});
