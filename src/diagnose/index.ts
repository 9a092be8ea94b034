import { acceptsIllegal } from "./causes/accepts-illegal.ts";
import { argumentIgnored } from "./causes/argument-ignored.ts";
import { argumentTreatedAs } from "./causes/argument-treated-as.ts";
import { clippingAbsent } from "./causes/clipping-absent.ts";
import { clippingDifferent } from "./causes/clipping-different.ts";
import { constantOff } from "./causes/constant-off.ts";
import { cotangentIgnored } from "./causes/cotangent-ignored.ts";
import { dropsDimension } from "./causes/drops-dimension.ts";
import { emptyInput } from "./causes/empty-input.ts";
import { gradientAtKink } from "./causes/gradient-at-kink.ts";
import { gradientSaturated } from "./causes/gradient-saturated.ts";
import { gradientScaled } from "./causes/gradient-scaled.ts";
import { gradientSign } from "./causes/gradient-sign.ts";
import { gradientZero } from "./causes/gradient-zero.ts";
import { gradientsSwapped } from "./causes/gradients-swapped.ts";
import { inputsSwapped } from "./causes/inputs-swapped.ts";
import { keepsDimension } from "./causes/keeps-dimension.ts";
import { labelsNotConverted } from "./causes/labels-not-converted.ts";
import { logDoubled } from "./causes/log-doubled.ts";
import { logMissing } from "./causes/log-missing.ts";
import { logitsAsProbabilities } from "./causes/logits-as-probabilities.ts";
import { logitsClipped } from "./causes/logits-clipped.ts";
import { meanForSum } from "./causes/mean-for-sum.ts";
import { nonfiniteInput } from "./causes/nonfinite-input.ts";
import { notNormalised } from "./causes/not-normalised.ts";
import { offset } from "./causes/offset.ts";
import { otherDtype } from "./causes/other-dtype.ts";
import { otherFramework } from "./causes/other-framework.ts";
import { otherLoss } from "./causes/other-loss.ts";
import { overflow } from "./causes/overflow.ts";
import { overflowAbsent } from "./causes/overflow-absent.ts";
import { precisionLow } from "./causes/precision-low.ts";
import { probabilitiesAsLogits } from "./causes/probabilities-as-logits.ts";
import { reductionExtra } from "./causes/reduction-extra.ts";
import { reductionMissing } from "./causes/reduction-missing.ts";
import { rejectsLegal } from "./causes/rejects-legal.ts";
import { relativeError } from "./causes/relative-error.ts";
import { scaled } from "./causes/scaled.ts";
import { signFlipped } from "./causes/sign-flipped.ts";
import { sumForMean } from "./causes/sum-for-mean.ts";
import { wrongAxis } from "./causes/wrong-axis.ts";
import { wrongDefault } from "./causes/wrong-default.ts";
import { wrongDenominator } from "./causes/wrong-denominator.ts";
import type { Diagnosis } from "./define.ts";

/** Every diagnosis; where two explain equally many failures, the one that says more stands first. */
export const DIAGNOSES: readonly Diagnosis[] = [
  sumForMean,
  meanForSum,
  argumentIgnored,
  probabilitiesAsLogits,
  logitsAsProbabilities,
  wrongDefault,
  reductionMissing,
  reductionExtra,
  argumentTreatedAs,
  signFlipped,
  wrongDenominator,
  otherFramework,
  otherLoss,
  labelsNotConverted,
  inputsSwapped,
  notNormalised,
  logitsClipped,
  logMissing,
  logDoubled,
  wrongAxis,
  scaled,
  offset,
  relativeError,
  keepsDimension,
  dropsDimension,
  gradientSign,
  gradientZero,
  cotangentIgnored,
  gradientScaled,
  gradientsSwapped,
  emptyInput,
  gradientAtKink,
  overflow,
  overflowAbsent,
  nonfiniteInput,
  gradientSaturated,
  clippingAbsent,
  clippingDifferent,
  otherDtype,
  acceptsIllegal,
  rejectsLegal,
  precisionLow,
  constantOff,
];
