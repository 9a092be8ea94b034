import type { MutantKind } from "../mutant.ts";
import { argumentsIgnored } from "./arguments-ignored.ts";
import { clamps } from "./clamps.ts";
import { constants } from "./constants.ts";
import { defaults, treatments } from "./defaults.ts";
import { denominators } from "./denominators.ts";
import {
  cotangents,
  gradientScales,
  gradientSigns,
  gradientSwaps,
  gradientsOfTargets,
  gradientZeros,
} from "./gradients.ts";
import { doubledLogarithms, misreadings, missingLogarithms, otherLosses, swaps } from "./inputs.ts";
import { kinks } from "./kinks.ts";
import { overflows } from "./overflows.ts";
import { extraReductions, meansForSums, missingReductions, sumsForMeans } from "./reductions.ts";
import {
  acceptances,
  coarseAnswers,
  droppedDimensions,
  finiteAnswers,
  integerTargets,
  keptDimensions,
  refusals,
} from "./shapes.ts";
import { relativeErrors, scales, signs } from "./values.ts";

/** Every mutant, by kind. */
export const CATALOGUE: readonly MutantKind[] = [
  argumentsIgnored,
  defaults,
  treatments,
  sumsForMeans,
  meansForSums,
  missingReductions,
  extraReductions,
  denominators,
  constants,
  clamps,
  kinks,
  overflows,
  signs,
  scales,
  relativeErrors,
  gradientSigns,
  gradientZeros,
  gradientScales,
  gradientSwaps,
  gradientsOfTargets,
  cotangents,
  swaps,
  missingLogarithms,
  doubledLogarithms,
  otherLosses,
  misreadings,
  keptDimensions,
  droppedDimensions,
  refusals,
  acceptances,
  finiteAnswers,
  coarseAnswers,
  integerTargets,
];
