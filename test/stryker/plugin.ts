import { shouldIgnore } from "./ignore.ts";
import { createRunner } from "./runner.ts";

/** What Stryker loads: a runner that judges by recorded cases, and what is no mutant of a loss. */
export const strykerPlugins = [
  { kind: "TestRunner", name: "cases", factory: createRunner },
  { kind: "Ignore", name: "words", value: { shouldIgnore } },
];
