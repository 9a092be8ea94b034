import type { Pair } from "./pairs.ts";
import type { RelationCode } from "./relation.ts";

/** Prose for differences that the goldens show; a test fails where no golden shows it. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Which pairs it explains: all that are given must fit. */
  readonly concepts?: readonly string[];
  readonly kind?: Pair["kind"];
  readonly codes?: readonly RelationCode[];
  readonly family?: RegExp;
  readonly dtypes?: RegExp;
  /** Fits `loss(args)` of the left side, of the right side. */
  readonly left?: RegExp;
  readonly right?: RegExp;
  /** Fits the error class and message of the side that rejects. */
  readonly rejects?: RegExp;
  /** Fits what {@link reductionAlone} calls a pair that a reduction alone explains. */
  readonly reduction?: RegExp;
  /** Only pairs whose gradients differ. */
  readonly gradient?: true;
  /** Only pairs of float64 that agree in float32’s digits. */
  readonly precision?: true;
  readonly conversion?: "log" | "none";
  /** Ids of experiments and recipes that say more. */
  readonly experiments?: readonly string[];
  readonly recipes?: readonly string[];
  /** What a reader should see first of its concept. */
  readonly main?: true;
}
