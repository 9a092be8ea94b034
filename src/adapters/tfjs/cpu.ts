import type { Adapter } from "../../adapter.ts";
import { tfjsAdapter } from "./adapter.ts";
import { loadLibraries } from "./libraries.ts";

// tfjs-layers is what registers the gradients of tfjs-core's operations.
const PACKAGES = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers", "@tensorflow/tfjs-backend-cpu"];

export async function load(project: string = process.cwd()): Promise<Adapter> {
  const [core, layers] = loadLibraries("tfjs-cpu", PACKAGES, project).modules;
  return tfjsAdapter("tfjs-cpu", core.version_core, { core, layers, backend: "cpu" });
}
