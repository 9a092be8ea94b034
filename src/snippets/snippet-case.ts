import type { SuiteCase } from "../cases/load.ts";

/** What a snippet needs of a case. */
export type SnippetCase = Pick<SuiteCase, "id" | "loss" | "wrt" | "args" | "inputs" | "expected" | "cotangent">;
