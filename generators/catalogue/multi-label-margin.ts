import { ELEMENT_WEIGHT } from "../domains.ts";
import { MULTI_LABEL } from "../inputs/multi-label.ts";
import { MULTI_LABEL_BINARY } from "../inputs/multi-label-binary.ts";
import { defineConcept } from "../types.ts";
import { INPUT_TARGET, torch } from "./build.ts";

export const multiLabelMargin = defineConcept({
  name: "multi-label-margin",
  title: "Multi-label margin",
  about:
    "The margin between each true class and each other one; labels are class indices up to the first −1. PyTorch only.",
  families: MULTI_LABEL,
  losses: torch("MultiLabelMarginLoss", "multilabel_margin_loss", { input: ["prediction"], target: ["labels"] }),
});

export const multiLabelSoftMargin = defineConcept({
  name: "multi-label-soft-margin",
  title: "Multi-label soft margin",
  about:
    "Binary cross-entropy of logits, averaged over axis 1 first: the unreduced loss has lost that axis. PyTorch only.",
  families: MULTI_LABEL_BINARY,
  losses: torch("MultiLabelSoftMarginLoss", "multilabel_soft_margin_loss", INPUT_TARGET, { weight: ELEMENT_WEIGHT }),
});
