import type { Adapter } from "../../adapter.ts";
import { loadLibrary } from "../library.ts";
import { type Cost, costAdapter } from "../sample-cost.ts";
import { MAPPINGS, PAGE } from "./page.ts";

type LossFunction = (predictions: readonly number[], target: readonly number[]) => number;

export async function load(): Promise<Adapter> {
  const { module, version } = loadLibrary("dannjs", "dannjs");
  const { lossfuncs } = module as { readonly lossfuncs: Readonly<Record<string, LossFunction>> };
  // The library takes the predictions first.
  const costs = Object.fromEntries(
    Object.entries(lossfuncs).map(([name, loss]): [string, Cost] => [name, (target, output) => loss(output, target)]),
  );
  return costAdapter({ name: "dannjs", version, page: PAGE, mappings: MAPPINGS, costs });
}
