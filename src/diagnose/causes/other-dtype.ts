import { defineDiagnosis } from "../define.ts";
import { dtypesOf } from "../dtypes.ts";

/** Wrong only where prediction and target are of different dtypes, or of integers. */
export const otherDtype = defineDiagnosis({
  code: "OTHER_DTYPE",
  title: "Integers or mixed dtypes are handled otherwise",
  sentence: ({ what }) => `handles ${what} otherwise`,
  scope: (testCase, world) => dtypesOf(testCase, world) !== undefined,
  suggest: ({ testCase }, world) => {
    const what = dtypesOf(testCase, world);
    return what === undefined ? [] : [{ what }];
  },
  explains: ({ testCase, row }, { what }, world) =>
    row.kind !== "accepted" && row.kind !== "rejected" && dtypesOf(testCase, world) === what,
});
