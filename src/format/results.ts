import type { FORMAT } from "./case-file.ts";
import type { JsonTensor } from "./tensor.ts";

export const VERDICTS = ["pass", "fail", "unsupported", "crash", "timeout", "invalid"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const FAIL_KINDS = ["value", "gradient", "shape", "nonfinite", "accepted", "rejected"] as const;
export type FailKind = (typeof FAIL_KINDS)[number];

export type PassFlag = "imprecise" | "notDecisive";

/** The verdict on one case that was sent. */
export interface ResultRow {
  readonly id: string;
  readonly verdict: Verdict;
  readonly kind?: FailKind;
  /** Largest error ÷ allowance over the answer's elements; `"Infinity"` where no allowance covers it. */
  readonly ratio?: number | "Infinity";
  /** The worst element's error in units of the last place of the expected one; absent where one side is not finite. */
  readonly ulps?: number;
  /** Index of the worst element, in the tensor that `where` names. */
  readonly index?: readonly number[];
  /** `value`, or `gradient of <input>`. */
  readonly where?: string;
  /** Code of the diagnosis that explains a failure. */
  readonly diagnosis?: string;
  readonly message?: string;
  readonly flags?: readonly PassFlag[];
  /** Gradients that were asked for and that the adapter left out. */
  readonly gradientsMissing?: readonly string[];
  /** What a failing adapter answered, for the report. */
  readonly actual?: { readonly value?: JsonTensor; readonly gradients?: { readonly [input: string]: JsonTensor } };
}

export interface Summary {
  readonly total: number;
  readonly pass: number;
  readonly fail: number;
  readonly unsupported: number;
  readonly crash: number;
  readonly timeout: number;
  readonly invalid: number;
  /** Cases not sent because their golden does not reproduce; outside of `total`. */
  readonly unstable: number;
  /** Passes that carry the flag `imprecise`. */
  readonly imprecise: number;
  /** Rows that carry `gradientsMissing`. */
  readonly gradientsMissing: number;
}

/** A range of cases that the adapter does not declare: not sent, no rows. */
export interface UnsupportedRange {
  readonly pattern: string;
  readonly count: number;
  readonly reason: string;
}

/** A diagnosis that explains failing cases of one loss and contradicts none of its passing ones. */
export interface LossDiagnosis {
  readonly loss: string;
  readonly code: string;
  /** What it is about: which argument, which factor, which other loss. */
  readonly args: { readonly [name: string]: string | number };
  /** Says what the adapter does, without its name. */
  readonly sentence: string;
  /** The failing cases that it explains and no earlier one of the loss does: the rows that carry its code. */
  readonly explains: number;
  readonly failing: number;
}

export interface RunInfo {
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly host: string;
  /** The processor's model and sets of instructions, where they are known; `mixed` where shards of several were merged. */
  readonly cpu?: string;
  /** What the adapter says it runs in: a browser and its renderer, a device. */
  readonly environment?: string;
  readonly shard?: string;
  /** What was selected, where not everything was. */
  readonly selection?: { readonly [flag: string]: string };
  /** Why the run did not judge everything it was asked to. */
  readonly partial?: string;
}

/** `<out>/results/<slug>.json`. Only `run` differs between two equal runs. */
export interface ResultsFile {
  readonly format: typeof FORMAT;
  readonly suite: { readonly version: string; readonly cases: string };
  readonly adapter: { readonly name: string; readonly version: string; readonly language: string };
  readonly run: RunInfo;
  readonly summary: Summary;
  readonly diagnoses?: readonly LossDiagnosis[];
  readonly results: readonly ResultRow[];
  readonly unsupportedRanges: readonly UnsupportedRange[];
}
