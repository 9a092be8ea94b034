import { classWeight, domain, IGNORE_INDEX, literal, tensorValue } from "../domains.ts";
import { CLASSES } from "../inputs/classes.ts";
import { defineConcept } from "../types.ts";
import { FROM_LOGITS, LABEL_SMOOTHING } from "./binary-crossentropy.ts";
import { keras, torch } from "./build.ts";
import { logitsLoss, SOFTMAX } from "./tf-nn.ts";
import { cycle, overClasses, v1, v1Weights } from "./v1.ts";

const axis = domain(
  [-1, 1, 0].map((value) => literal(value)),
  [literal(-2), literal(7), literal(null), literal("a")],
);
const LOGITS = ["prediction-channels-last", "prediction"];
// A last axis of 1 that the labels do not have is squeezed away.
const weights = v1Weights(overClasses, [
  tensorValue("n-by-1", (inputs) => {
    const shape = overClasses(inputs);
    return shape && cycle(inputs, [...shape, 1], [0.5, 2, 1.25, 0.75]);
  }),
]);

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
    v1(
      "softmax_cross_entropy",
      { onehot_labels: ["target"], logits: LOGITS },
      { shapeOf: overClasses, args: { label_smoothing: LABEL_SMOOTHING } },
    ),
    v1("sparse_softmax_cross_entropy", { labels: ["labels"], logits: LOGITS }, { weights }),
    ...SOFTMAX,
    ...logitsLoss("sparse_softmax_cross_entropy_with_logits", ["labels"], LOGITS),
    ...torch(
      "CrossEntropyLoss",
      "cross_entropy",
      { input: ["prediction"], target: ["labels"] },
      { weight: classWeight(1), ignore_index: IGNORE_INDEX },
    ),
  ],
});
