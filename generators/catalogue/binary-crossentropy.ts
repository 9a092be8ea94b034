import { domain, ELEMENT_WEIGHT, literal, POS_WEIGHT } from "../domains.ts";
import { BINARY } from "../inputs/binary.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, keras, torch } from "./build.ts";
import { logitsLoss, WEIGHTED } from "./tf-nn.ts";
import { LABELS_PREDICTIONS, v1 } from "./v1.ts";

/** Shared by the Keras cross-entropies. The smoothing's range is documented, not checked. */
export const FROM_LOGITS = domain([literal(false), literal(true)], [literal("no"), literal(null)]);
export const LABEL_SMOOTHING = domain(
  [0, 0.1, 0.5, 1].map((value) => literal(value)),
  [literal(-0.5), literal(2), literal(Number.NaN), literal(Number.POSITIVE_INFINITY), literal(null), literal("a")],
);

/** Added inside both logarithms, not clipped at. */
const epsilon = domain(
  [1e-7, 0, 1e-3].map((value) => literal(value)),
  [literal(-1), literal(Number.NaN), literal(Number.POSITIVE_INFINITY), literal(null), literal("a")],
);

export const binaryCrossentropy = defineConcept({
  name: "binary-crossentropy",
  title: "Binary cross-entropy",
  about:
    "Keras clips probabilities at 1e-7; PyTorch clamps their logarithm at −100. Two PyTorch losses for one Keras loss with a switch.",
  families: BINARY,
  losses: [
    ...keras("BinaryCrossentropy", "binary_crossentropy", {
      from_logits: FROM_LOGITS,
      label_smoothing: LABEL_SMOOTHING,
    }),
    v1("log_loss", LABELS_PREDICTIONS, { args: { epsilon } }),
    v1(
      "sigmoid_cross_entropy",
      { multi_class_labels: ["target"], logits: ["prediction"] },
      { args: { label_smoothing: LABEL_SMOOTHING } },
    ),
    ...logitsLoss("sigmoid_cross_entropy_with_logits", ["target"]),
    ...WEIGHTED,
    ...torch("BCELoss", "binary_cross_entropy", INPUT_TARGET, { weight: ELEMENT_WEIGHT }),
    ...torch("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", INPUT_TARGET, {
      weight: ELEMENT_WEIGHT,
      pos_weight: POS_WEIGHT,
    }),
  ],
});
