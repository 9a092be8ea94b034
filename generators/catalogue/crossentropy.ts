import { classWeight, domain, float, literal } from "../domains.ts";
import { CLASSES } from "../inputs/classes.ts";
import { defineConcept } from "../types.ts";
import { FROM_LOGITS, LABEL_SMOOTHING } from "./binary-crossentropy.ts";
import { keras, torch } from "./build.ts";

const axis = domain(
  [-1, 1, 0].map((value) => literal(value)),
  [literal(7)],
);
const ignoreIndex = domain(
  [-100, -1, 0, 1, 2].map((value) => literal(value)),
  [literal(2.5), float(1, "1.0")],
);

export const crossentropy = defineConcept({
  name: "crossentropy",
  title: "Categorical cross-entropy",
  about: "Keras expects probabilities unless told otherwise, PyTorch logits. Labels are one-hot or class indices.",
  families: CLASSES,
  losses: [
    ...keras(
      "CategoricalCrossentropy",
      "categorical_crossentropy",
      { from_logits: FROM_LOGITS, label_smoothing: LABEL_SMOOTHING },
      { classes: true },
    ),
    ...keras(
      "SparseCategoricalCrossentropy",
      "sparse_categorical_crossentropy",
      { from_logits: FROM_LOGITS },
      { classes: true, target: "labels", functionArgs: { from_logits: FROM_LOGITS, axis } },
    ),
    ...torch(
      "CrossEntropyLoss",
      "cross_entropy",
      { input: ["prediction"], target: ["labels"] },
      { weight: classWeight(1), ignore_index: ignoreIndex },
    ),
  ],
});
