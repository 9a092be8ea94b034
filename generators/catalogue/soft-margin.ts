import { MARGINS } from "../inputs/margins.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, torch } from "./build.ts";

export const softMargin = defineConcept({
  name: "soft-margin",
  title: "Soft margin",
  about: "log(1 + exp(−y·x)), which overflows where the binary cross-entropy of logits does not; PyTorch only.",
  families: MARGINS,
  losses: torch("SoftMarginLoss", "soft_margin_loss", INPUT_TARGET),
});
