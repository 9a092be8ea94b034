import { float } from "../arguments.ts";
import { add, mul, neg, sub } from "../engine/operations.ts";
import type { Losses } from "../loss.ts";
import { clampMin } from "../pytorch/ops.ts";
import { reduced, torch } from "../pytorch/torch.ts";
import { refusal } from "../refusal.ts";

/** max(0, −t·(x₁ − x₂) + margin): whether the first is ranked above the second (t = 1) or below (−1). PyTorch only. */
export const marginRanking: Losses = torch("MarginRankingLoss", "margin_ranking_loss", ({ inputs, args }) => {
  const [a, b, target] = [inputs.input1!, inputs.input2!, inputs.target!];
  if ([a, b, target].some(({ shape }) => shape.length === 0)) {
    throw refusal("RuntimeError", "margin_ranking_loss does not support scalars");
  }
  // ATen/native/Loss.cpp: margin_ranking_loss
  return reduced(clampMin(add(mul(neg(target), sub(a, b)), float(args, "margin", 0)), 0), args);
});
