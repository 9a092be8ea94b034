import { unchecked } from "../domains.ts";
import { CLASSES } from "../inputs/classes.ts";
import { MARGINS } from "../inputs/margins.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, keras, torch } from "./build.ts";
import { v1 } from "./v1.ts";

const margin = unchecked([1, 0, 0.5, -1, 2]);

export const hinge = defineConcept({
  name: "hinge",
  title: "Hinge",
  about:
    "How far a score is from the right side of its margin. PyTorch's hinge embedding loss is another function of the same inputs.",
  families: MARGINS,
  losses: [
    ...keras("Hinge", "hinge"),
    v1("hinge_loss", { labels: ["target"], logits: ["prediction"] }),
    ...torch("HingeEmbeddingLoss", "hinge_embedding_loss", INPUT_TARGET, { margin }),
  ],
});

export const squaredHinge = defineConcept({
  name: "squared-hinge",
  title: "Squared hinge",
  about: "The square of the hinge loss; TensorFlow only.",
  families: MARGINS,
  losses: keras("SquaredHinge", "squared_hinge"),
});

export const categoricalHinge = defineConcept({
  name: "categorical-hinge",
  title: "Categorical hinge",
  about: "The margin between the true class and the best other one; TensorFlow only.",
  families: CLASSES.filter((family) => family.name !== "label-out-of-range"),
  losses: keras("CategoricalHinge", "categorical_hinge", {}, { classes: true }),
});
