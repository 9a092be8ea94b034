import type { Adapter } from "../../adapter.ts";
import { loadLibrary } from "../library.ts";
import { costAdapter } from "../sample-cost.ts";
import { MAPPINGS, PAGE } from "./page.ts";

export async function load(): Promise<Adapter> {
  const name = "@liquid-carrot/carrot";
  const { module, version } = loadLibrary("carrot", name, `${name}/src/methods/cost.js`);
  return costAdapter({ name: "carrot", version, page: PAGE, mappings: MAPPINGS, costs: module });
}
