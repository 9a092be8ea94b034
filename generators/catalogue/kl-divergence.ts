import { domain, flag, literal } from "../domains.ts";
import { DISTRIBUTIONS } from "../inputs/distributions.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, keras, torch } from "./build.ts";

// 'batchmean' is the only reduction whose value is the divergence; the plain mean warns.
const reduction = domain(
  ["mean", "none", "sum", "batchmean"].map((value) => literal(value)),
  [literal("SUM"), literal("bogus"), literal(null, "null"), literal("elementwise_mean")],
);

export const klDivergence = defineConcept({
  name: "kl-divergence",
  title: "Kullback–Leibler divergence",
  about:
    "TensorFlow takes (y_true, y_pred) as probabilities; PyTorch takes (input, target) with the input as log-probabilities.",
  families: DISTRIBUTIONS,
  losses: [
    ...keras("KLDivergence", "kl_divergence"),
    ...torch("KLDivLoss", "kl_div", INPUT_TARGET, { reduction, log_target: flag(false) }),
  ],
});
