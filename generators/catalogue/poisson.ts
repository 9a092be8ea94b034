import { domain, flag, literal, TORCH_REDUCTIONS } from "../domains.ts";
import { COUNTS } from "../inputs/counts.ts";
import { defineConcept, type LossSpec } from "../types.ts";
import { INPUT_TARGET, keras } from "./build.ts";
import { LOG_POISSON } from "./tf-nn.ts";

const eps = domain(
  [1e-8, 1e-6, 0, 0.001].map((value) => literal(value)),
  [-1, Number.POSITIVE_INFINITY, Number.NaN, "a"].map((value) => literal(value)),
);

const poissonNll: Omit<LossSpec, "loss" | "form" | "inputs"> = {
  framework: "pytorch",
  args: { ...TORCH_REDUCTIONS, log_input: flag(true), full: flag(false), eps },
};

export const poisson = defineConcept({
  name: "poisson",
  title: "Poisson",
  about:
    "The negative log-likelihood of counts under a rate. Keras takes the rate; PyTorch its logarithm, unless log_input is false.",
  families: COUNTS,
  losses: [
    ...keras("Poisson", "poisson"),
    {
      ...poissonNll,
      loss: "torch.nn.PoissonNLLLoss",
      form: "class",
      // The forward's first parameter is called log_input too, as the constructor's switch is.
      inputs: { log_input: ["prediction"], target: ["target"] },
      counterpart: "torch.nn.functional.poisson_nll_loss",
    },
    {
      ...poissonNll,
      loss: "torch.nn.functional.poisson_nll_loss",
      form: "function",
      inputs: INPUT_TARGET,
      counterpart: "torch.nn.PoissonNLLLoss",
    },
    ...LOG_POISSON,
  ],
});
