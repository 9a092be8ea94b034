import { COUNTS, REGRESSION } from "../inputs/regression.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, keras, torch } from "./build.ts";

export const squaredError = defineConcept({
  name: "mean-squared-error",
  title: "Mean squared error",
  about: "The square of the difference. Keras averages over the last axis first, whatever the reduction.",
  families: REGRESSION,
  losses: [...keras("MeanSquaredError", "mean_squared_error"), ...torch("MSELoss", "mse_loss", INPUT_TARGET)],
});

export const absoluteError = defineConcept({
  name: "mean-absolute-error",
  title: "Mean absolute error",
  about: "The absolute difference.",
  families: REGRESSION,
  losses: [...keras("MeanAbsoluteError", "mean_absolute_error"), ...torch("L1Loss", "l1_loss", INPUT_TARGET)],
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
