import { unchecked } from "../domains.ts";
import { RANKINGS } from "../inputs/rankings.ts";
import { defineConcept } from "../types.ts";
import { torch } from "./build.ts";

export const marginRanking = defineConcept({
  name: "margin-ranking",
  title: "Margin ranking",
  about: "Whether the first score is above (1) or below (−1) the second one by a margin; PyTorch only.",
  families: RANKINGS,
  losses: torch(
    "MarginRankingLoss",
    "margin_ranking_loss",
    { input1: ["prediction"], input2: ["other"], target: ["sign"] },
    { margin: unchecked([0, 0.5, 1, -1, 2]) },
  ),
});
