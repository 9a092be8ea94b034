import type { AdapterPage } from "../page.ts";
import { COST_NOTES, type CostMapping, mappedCosts } from "../sample-cost.ts";

export const MAPPINGS: readonly CostMapping[] = [
  {
    cost: "MSE",
    library: "Trainer.cost.MSE",
    keras: "mean_squared_error",
    torch: ["MSELoss", "mse_loss"],
    why: "Mean squared error under its own name, divided by the number of outputs.",
  },
  {
    cost: "CROSS_ENTROPY",
    library: "Trainer.cost.CROSS_ENTROPY",
    torch: ["BCELoss", "binary_cross_entropy"],
    reduction: "sum",
    why: "−[t·log(o) + (1 − t)·log(1 − o)] of probabilities, summed over the outputs and not divided: PyTorch's binary cross-entropy with `reduction=sum`.",
  },
];

export const PAGE: AdapterPage = {
  title: "Synaptic",
  package: "synaptic",
  link: "https://github.com/cazala/synaptic",
  about: "Neural networks in JavaScript; `Trainer.cost` holds the costs that training reports.",
  mapped: mappedCosts(MAPPINGS),
  notes: [...COST_NOTES, "`Trainer.cost.BINARY` counts misses; neither framework has such a loss."],
};
