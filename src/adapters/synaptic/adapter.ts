import type { Adapter } from "../../adapter.ts";
import { loadLibrary } from "../library.ts";
import { costAdapter } from "../sample-cost.ts";
import { MAPPINGS, PAGE } from "./page.ts";

export async function load(): Promise<Adapter> {
  const { module, version } = loadLibrary("synaptic", "synaptic");
  return costAdapter({ name: "synaptic", version, page: PAGE, mappings: MAPPINGS, costs: module.Trainer.cost });
}
