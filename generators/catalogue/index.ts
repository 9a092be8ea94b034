import type { ConceptSpec } from "../types.ts";
import { adaptiveLogSoftmax } from "./adaptive-log-softmax.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { cosine } from "./cosine.ts";
import { crossentropy } from "./crossentropy.ts";
import { ctc } from "./ctc.ts";
import { categoricalHinge, hinge, squaredHinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { klDivergence } from "./kl-divergence.ts";
import { marginRanking } from "./margin-ranking.ts";
import { multiLabelMargin, multiLabelSoftMargin } from "./multi-label-margin.ts";
import { multiMargin } from "./multi-margin.ts";
import { nll } from "./nll.ts";
import { poisson } from "./poisson.ts";
import {
  absoluteError,
  l2,
  logCosh,
  pairwiseSquaredError,
  percentageError,
  squaredError,
  squaredLogarithmicError,
} from "./regression.ts";
import { sampled } from "./sampled.ts";
import { softMargin } from "./soft-margin.ts";
import { tripletMargin } from "./triplet.ts";

/** Everything that is recorded, one concept after the other. */
export const CONCEPTS: readonly ConceptSpec[] = [
  absoluteError,
  adaptiveLogSoftmax,
  binaryCrossentropy,
  categoricalHinge,
  cosine,
  crossentropy,
  ctc,
  hinge,
  huber,
  klDivergence,
  l2,
  logCosh,
  marginRanking,
  multiLabelMargin,
  multiLabelSoftMargin,
  multiMargin,
  nll,
  pairwiseSquaredError,
  percentageError,
  poisson,
  sampled,
  softMargin,
  squaredError,
  squaredHinge,
  squaredLogarithmicError,
  tripletMargin,
];
