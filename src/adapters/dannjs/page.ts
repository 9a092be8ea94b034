import type { AdapterPage } from "../page.ts";
import { COST_NOTES, type CostMapping, mappedCosts } from "../sample-cost.ts";

export const MAPPINGS: readonly CostMapping[] = [
  {
    cost: "mse",
    library: "lossfuncs.mse",
    keras: "mean_squared_error",
    torch: ["MSELoss", "mse_loss"],
    why: "Mean squared error under its own name, divided by the number of outputs.",
  },
  {
    cost: "mae",
    library: "lossfuncs.mae",
    keras: "mean_absolute_error",
    torch: ["L1Loss", "l1_loss"],
    why: "Mean absolute error under its own name, divided by the number of outputs.",
  },
  {
    cost: "bce",
    library: "lossfuncs.bce",
    keras: "binary_crossentropy",
    torch: ["BCELoss", "binary_cross_entropy"],
    why: "Binary cross-entropy of probabilities under its own name, divided by the number of outputs.",
  },
  {
    cost: "lcl",
    library: "lossfuncs.lcl",
    keras: "log_cosh",
    why: "Log-cosh loss under its own name, divided by the number of outputs.",
  },
];

export const PAGE: AdapterPage = {
  title: "Dann.js",
  package: "dannjs",
  link: "https://github.com/matiasvlevi/Dann",
  about: "Deep neural networks for Node.js and the browser; `lossfuncs` holds its loss functions.",
  mapped: mappedCosts(MAPPINGS),
  notes: [
    ...COST_NOTES,
    "`mbe`, `mce`, `rmse`, `mael` and `quantile` have no counterpart in either framework's version.",
  ],
};
