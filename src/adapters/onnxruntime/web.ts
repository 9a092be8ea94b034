import type { Adapter } from "../../adapter.ts";
import { ortAdapter } from "./adapter.ts";
import { WEB_PAGE } from "./page.ts";

export const load = (): Promise<Adapter> => ortAdapter("onnxruntime-web", WEB_PAGE);
