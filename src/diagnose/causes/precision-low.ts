import { defineDiagnosis } from "../define.ts";
import { worstRelativeError } from "../worst.ts";

/** Right to four digits or more, but not to as many as the inputs allow. */
export const precisionLow = defineDiagnosis({
  code: "PRECISION_LOW",
  title: "The arithmetic is too coarse",
  sentence: () => "is right to a few digits only: its arithmetic is coarser than the framework's",
  isWeak: true,
  suggest: () => [{}],
  explains: (failure) => worstRelativeError(failure) <= COARSE,
});

// --- internal ---

/** Ten thousand roundings of float32 to 1: no formula with a wrong constant is that near, and half-precision sums are. */
const COARSE = 1e-4;
