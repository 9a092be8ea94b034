import type { Adapter } from "../../adapter.ts";
import { ortAdapter } from "./adapter.ts";
import { NODE_PAGE } from "./page.ts";

export const load = (): Promise<Adapter> => ortAdapter("onnxruntime-node", NODE_PAGE);
