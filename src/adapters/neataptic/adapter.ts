import type { Adapter } from "../../adapter.ts";
import { loadLibrary } from "../library.ts";
import { costAdapter } from "../sample-cost.ts";
import { MAPPINGS, PAGE } from "./page.ts";

export async function load(): Promise<Adapter> {
  const { module, version } = loadLibrary("neataptic", "neataptic");
  return costAdapter({ name: "neataptic", version, page: PAGE, mappings: MAPPINGS, costs: module.methods.cost });
}
