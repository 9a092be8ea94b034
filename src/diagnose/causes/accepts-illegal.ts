import type { SuiteCase } from "../../cases/load.ts";
import { defineDiagnosis } from "../define.ts";
import { dtypesOf } from "../dtypes.ts";
import { wordsOf } from "../words.ts";
import type { World } from "../world.ts";

/** Answers where the framework refuses; grouped by what is illegal, or by the words of the refusal where those say more. */
export const acceptsIllegal = defineDiagnosis({
  code: "ACCEPTS_ILLEGAL",
  title: "Accepts what should be rejected",
  sentence: ({ what }) => `accepts ${what}, which the framework rejects`,
  isWeak: true,
  suggest: ({ row, testCase }, world) =>
    row.kind === "accepted" ? whatIsIllegal(testCase, world).map((what) => ({ what })) : [],
  explains: ({ row, testCase }, { what }, world) =>
    row.kind === "accepted" && whatIsIllegal(testCase, world).includes(String(what)),
});

// --- internal ---

/** The argument of which no value like this was ever accepted; or else the dtypes or the family, and what the framework says. */
function whatIsIllegal(testCase: SuiteCase, world: World): string[] {
  const { named, family } = world.factsOf(testCase);
  const known = world.lossOf(testCase.loss)?.arguments ?? {};
  for (const [name, value] of named) {
    if (known[name]?.values.find((each) => each.name === value)?.recorded === "rejected") return [`${name}=${value}`];
  }
  return [dtypesOf(testCase, world) ?? `inputs of the family ${family}`, ...words(testCase)];
}

function words(testCase: SuiteCase): string[] {
  const golden = testCase.expected();
  const said = "rejected" in golden ? wordsOf(golden.rejected.message, 80) : "";
  return said === "" ? [] : [`calls (“${said}”)`];
}
