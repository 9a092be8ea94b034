import { domain, literal } from "../domains.ts";
import { VECTORS } from "../inputs/classes.ts";
import { defineConcept } from "../types.ts";
import { keras, torch } from "./build.ts";

const axis = domain(
  [-1, 1, 0].map((value) => literal(value)),
  [literal(7)],
);
const margin = domain(
  [0, 0.5, 1, -1, 2].map((value) => literal(value)),
  [literal("a")],
);

export const cosine = defineConcept({
  name: "cosine-similarity",
  title: "Cosine similarity",
  about: "TensorFlow's loss is the negative cosine, in [−1, 1]; PyTorch's is 1 − cosine for pairs that are alike.",
  families: VECTORS,
  losses: [
    ...keras("CosineSimilarity", "cosine_similarity", { axis }),
    ...torch(
      "CosineEmbeddingLoss",
      "cosine_embedding_loss",
      { input1: ["target"], input2: ["prediction"], target: ["similarity"] },
      { margin },
    ),
  ],
});
