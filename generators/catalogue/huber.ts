import { domain, literal } from "../domains.ts";
import { REGRESSION } from "../inputs/regression.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, keras, torch } from "./build.ts";
import { LABELS_PREDICTIONS, v1 } from "./v1.ts";

// Neither framework checks the threshold's range, but PyTorch refuses a negative beta.
const delta = domain(
  [1, 0.5, 2, 0, -1, Number.POSITIVE_INFINITY].map((value) => literal(value)),
  [literal(Number.NaN), literal(null), literal("a")],
);
const beta = domain(
  [1, 0, 1e-6, 0.5, 2, Number.POSITIVE_INFINITY].map((value) => literal(value)),
  [literal(-1), literal(Number.NEGATIVE_INFINITY), literal(Number.NaN), literal(null), literal("a")],
);

export const huber = defineConcept({
  name: "huber",
  title: "Huber and smooth L1",
  about: "Quadratic near zero, linear beyond a threshold. Huber(delta) is delta times SmoothL1(beta = delta).",
  families: REGRESSION,
  losses: [
    ...keras("Huber", "huber", { delta }, { name: "huber_loss" }),
    v1("huber_loss", LABELS_PREDICTIONS, { args: { delta } }),
    ...torch("SmoothL1Loss", "smooth_l1_loss", INPUT_TARGET, { beta }),
  ],
});
