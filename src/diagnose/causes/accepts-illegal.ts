import type { SuiteCase } from "../../cases/load.ts";
import { defineDiagnosis } from "../define.ts";
import { dtypesOf } from "../dtypes.ts";
import type { World } from "../world.ts";

/** Answers where the framework refuses; grouped by what is illegal. */
export const acceptsIllegal = defineDiagnosis({
  code: "ACCEPTS_ILLEGAL",
  title: "Accepts what should be rejected",
  sentence: ({ what }) => `accepts ${what}, which the framework rejects`,
  isWeak: true,
  suggest: ({ row, testCase }, world) => (row.kind === "accepted" ? [{ what: whatIsIllegal(testCase, world) }] : []),
  explains: ({ row, testCase }, { what }, world) => row.kind === "accepted" && whatIsIllegal(testCase, world) === what,
});

// --- internal ---

/** The argument of which no value like this was ever accepted, or the family. */
function whatIsIllegal(testCase: SuiteCase, world: World): string {
  const { named, family } = world.factsOf(testCase);
  const known = world.lossOf(testCase.loss)?.arguments ?? {};
  for (const [name, value] of named) {
    if (known[name]?.values.find((each) => each.name === value)?.recorded === "rejected") return `${name}=${value}`;
  }
  return dtypesOf(testCase, world) ?? `inputs of the family ${family}`;
}
