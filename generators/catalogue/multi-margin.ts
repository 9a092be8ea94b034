import { classWeight, domain, float, literal, unchecked } from "../domains.ts";
import { CLASS_SCORES } from "../inputs/class-scores.ts";
import { defineConcept } from "../types.ts";
import { torch } from "./build.ts";

const p = domain(
  [literal(1), literal(2)],
  [literal(0), literal(3), float(1, "1.0"), float(2, "2.0"), literal(1.5), literal("a"), literal(null), literal(true)],
);

export const multiMargin = defineConcept({
  name: "multi-margin",
  title: "Multi-class margin",
  about:
    "How far each wrong class comes within a margin of the true one, averaged over the classes; PyTorch only. Weights do not change the denominator.",
  families: CLASS_SCORES,
  losses: torch(
    "MultiMarginLoss",
    "multi_margin_loss",
    { input: ["prediction"], target: ["labels"] },
    // The kernel does not check the weight's length and reads past its end (torch 1.7.0: four values in four processes).
    { p, margin: unchecked([1, 0, 0.5, -1, 2]), weight: classWeight(-1, ["too-short"]) },
  ),
});
