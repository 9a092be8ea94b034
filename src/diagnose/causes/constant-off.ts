import { defineDiagnosis } from "../define.ts";
import { worstRelativeError } from "../worst.ts";

/** Off by a few per cent, by no common factor: a constant inside the formula is a little off. */
export const constantOff = defineDiagnosis({
  code: "CONSTANT_OFF",
  title: "A constant of the formula is a little off",
  sentence: () => "is off by at most a few per cent: a constant of its formula is not the framework's",
  isWeak: true,
  suggest: () => [{}],
  explains: (failure) => worstRelativeError(failure) <= LITTLE,
});

// --- internal ---

const LITTLE = 0.05;
