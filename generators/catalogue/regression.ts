import { COUNTS } from "../inputs/counts.ts";
import { REGRESSION } from "../inputs/regression.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, keras, torch } from "./build.ts";
import { LABELS_PREDICTIONS, NAME, v1 } from "./v1.ts";

export const squaredError = defineConcept({
  name: "mean-squared-error",
  title: "Mean squared error",
  about: "The square of the difference. Keras averages over the last axis first, whatever the reduction.",
  families: REGRESSION,
  losses: [
    ...keras("MeanSquaredError", "mean_squared_error"),
    v1("mean_squared_error", LABELS_PREDICTIONS),
    ...torch("MSELoss", "mse_loss", INPUT_TARGET),
  ],
});

export const absoluteError = defineConcept({
  name: "mean-absolute-error",
  title: "Mean absolute error",
  about: "The absolute difference.",
  families: REGRESSION,
  losses: [
    ...keras("MeanAbsoluteError", "mean_absolute_error"),
    v1("absolute_difference", LABELS_PREDICTIONS),
    ...torch("L1Loss", "l1_loss", INPUT_TARGET),
  ],
});

export const percentageError = defineConcept({
  name: "mean-absolute-percentage-error",
  title: "Mean absolute percentage error",
  about: "The absolute difference relative to the target, times 100; TensorFlow only.",
  families: REGRESSION,
  losses: keras("MeanAbsolutePercentageError", "mean_absolute_percentage_error"),
});

export const squaredLogarithmicError = defineConcept({
  name: "mean-squared-logarithmic-error",
  title: "Mean squared logarithmic error",
  about: "The squared difference of log(1 + x), both clipped from below; TensorFlow only.",
  families: COUNTS,
  losses: keras("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error"),
});

export const logCosh = defineConcept({
  name: "log-cosh",
  title: "Log-cosh",
  about: "The logarithm of the hyperbolic cosine of the difference; TensorFlow only.",
  families: REGRESSION,
  losses: keras("LogCosh", "log_cosh"),
});

export const pairwiseSquaredError = defineConcept({
  name: "mean-pairwise-squared-error",
  title: "Mean pairwise squared error",
  about: "The squared differences between the errors of all pairs of elements of a sample; TensorFlow only.",
  families: REGRESSION,
  losses: [v1("mean_pairwise_squared_error", LABELS_PREDICTIONS, { reduction: false })],
});

export const l2 = defineConcept({
  name: "l2",
  title: "L2 norm",
  about: "Half the sum of the squares of one tensor; TensorFlow only.",
  families: REGRESSION.filter((family) => family.name !== "shape-mismatch"),
  losses: [
    {
      loss: "tf.nn.l2_loss",
      framework: "tensorflow",
      form: "function",
      inputs: { t: ["prediction"] },
      args: { name: NAME },
    },
  ],
});
