import type { Losses } from "../loss.ts";
import { adaptiveLogSoftmax } from "./adaptive-log-softmax.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalHinge } from "./categorical-hinge.ts";
import { cosineSimilarity } from "./cosine-similarity.ts";
import { crossentropy } from "./crossentropy.ts";
import { ctc } from "./ctc.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { klDivergence } from "./kl-divergence.ts";
import { l2 } from "./l2.ts";
import { logCosh } from "./log-cosh.ts";
import { marginRanking } from "./margin-ranking.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanAbsolutePercentageError } from "./mean-absolute-percentage-error.ts";
import { meanPairwiseSquaredError } from "./mean-pairwise-squared-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { meanSquaredLogarithmicError } from "./mean-squared-logarithmic-error.ts";
import { multiLabelMargin } from "./multi-label-margin.ts";
import { multiLabelSoftMargin } from "./multi-label-soft-margin.ts";
import { multiMargin } from "./multi-margin.ts";
import { nll } from "./nll.ts";
import { poisson } from "./poisson.ts";
import { sampledClasses } from "./sampled-classes.ts";
import { softMargin } from "./soft-margin.ts";
import { squaredHinge } from "./squared-hinge.ts";
import { tripletMargin } from "./triplet-margin.ts";

/** Every loss of the specification, by its canonical name. */
export const LOSSES: Losses = {
  ...meanAbsoluteError,
  ...meanSquaredError,
  ...meanAbsolutePercentageError,
  ...meanSquaredLogarithmicError,
  ...meanPairwiseSquaredError,
  ...l2,
  ...huber,
  ...logCosh,
  ...poisson,
  ...hinge,
  ...squaredHinge,
  ...categoricalHinge,
  ...cosineSimilarity,
  ...klDivergence,
  ...binaryCrossentropy,
  ...crossentropy,
  ...sampledClasses,
  ...nll,
  ...ctc,
  ...adaptiveLogSoftmax,
  ...softMargin,
  ...marginRanking,
  ...multiMargin,
  ...multiLabelMargin,
  ...multiLabelSoftMargin,
  ...tripletMargin,
};
