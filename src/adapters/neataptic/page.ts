import type { AdapterPage } from "../page.ts";
import { COST_NOTES, type CostMapping, mappedCosts } from "../sample-cost.ts";

export const MAPPINGS: readonly CostMapping[] = [
  {
    cost: "MSE",
    library: "methods.cost.MSE",
    keras: "mean_squared_error",
    torch: ["MSELoss", "mse_loss"],
    why: "Mean squared error under its own name, divided by the number of outputs.",
  },
  {
    cost: "MAE",
    library: "methods.cost.MAE",
    keras: "mean_absolute_error",
    torch: ["L1Loss", "l1_loss"],
    why: "Mean absolute error under its own name, divided by the number of outputs.",
  },
  {
    cost: "MAPE",
    library: "methods.cost.MAPE",
    keras: "mean_absolute_percentage_error",
    why: "The documentation calls it mean absolute percentage error; Keras has the loss of that name.",
  },
  {
    cost: "MSLE",
    library: "methods.cost.MSLE",
    keras: "mean_squared_logarithmic_error",
    why: "The documentation calls it mean squared logarithmic error; Keras has the loss of that name.",
  },
  {
    cost: "HINGE",
    library: "methods.cost.HINGE",
    keras: "hinge",
    why: "Hinge loss under its own name, max(0, 1 − target·output) for each output.",
  },
  {
    cost: "CROSS_ENTROPY",
    library: "methods.cost.CROSS_ENTROPY",
    keras: "binary_crossentropy",
    torch: ["BCELoss", "binary_cross_entropy"],
    why: "−[t·log(o) + (1 − t)·log(1 − o)] of probabilities, divided by the number of outputs: both frameworks' binary cross-entropy.",
  },
];

export const PAGE: AdapterPage = {
  title: "Neataptic",
  package: "neataptic",
  link: "https://github.com/wagenaartje/neataptic",
  about: "Neuro-evolution in JavaScript; `methods.cost` holds the costs that a network is trained and judged with.",
  mapped: mappedCosts(MAPPINGS),
  notes: [...COST_NOTES, "`methods.cost.BINARY` counts misses; neither framework has such a loss."],
};
