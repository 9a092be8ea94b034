import { MAPPINGS as NEATAPTIC } from "../neataptic/page.ts";
import type { AdapterPage } from "../page.ts";
import { COST_NOTES, type CostMapping, mappedCosts } from "../sample-cost.ts";

/** Carrot is a fork of Neataptic and kept its costs' names and documentation. */
export const MAPPINGS: readonly CostMapping[] = NEATAPTIC;

export const PAGE: AdapterPage = {
  title: "Liquid Carrot",
  package: "@liquid-carrot/carrot",
  link: "https://github.com/liquidcarrot/carrot",
  about:
    "A fork of Neataptic. Its costs are imported from `src/methods/cost.js`, since the package's main entry does not load in Node.js (version 0.3.20).",
  mapped: mappedCosts(MAPPINGS),
  notes: [...COST_NOTES, "`methods.cost.BINARY` and `WAPE` have no counterpart in either framework."],
};
