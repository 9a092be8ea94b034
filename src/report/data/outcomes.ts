import type { FailKind, ResultRow, Verdict } from "../../format/results.ts";

/** What came of one case on one adapter: the verdict, with the kind of a failure, and whether an unsupported case was sent at all. */
export const OUTCOMES = [
  "not run",
  "pass",
  "unsupported",
  "undeclared",
  "value",
  "gradient",
  "shape",
  "nonfinite",
  "accepted",
  "rejected",
  "fail",
  "crash",
  "timeout",
  "invalid",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const NOT_RUN = 0;
export const PASS = 1;
export const UNSUPPORTED = 2;
export const UNDECLARED = 3;
/** From here on the adapter differs from its golden. */
export const FIRST_FAILING = 4;

/** The index in {@link OUTCOMES} of a row's outcome. */
export function outcomeOf({ verdict, kind }: Pick<ResultRow, "verdict" | "kind">): number {
  return OUTCOMES.indexOf(verdict === "fail" ? (kind ?? "fail") : verdict);
}

/** The verdict behind an outcome; none where the case was not run. */
export function verdictOf(outcome: number): Verdict | undefined {
  const name = OUTCOMES[outcome]!;
  if (name === "not run") return undefined;
  if (name === "undeclared") return "unsupported";
  return isKind(name) || name === "fail" ? "fail" : (name as Verdict);
}

/** The kind behind an outcome that is a `fail`. */
export function kindOf(outcome: number): FailKind | undefined {
  const name = OUTCOMES[outcome]!;
  return isKind(name) ? name : undefined;
}

export function isFailing(outcome: number): boolean {
  return outcome >= FIRST_FAILING;
}

/** An outcome to a reader: never by colour alone, always also by shape and word. */
export interface Sign {
  readonly glyph: string;
  readonly word: string;
  readonly tone: "good" | "bad" | "none";
  readonly meaning: string;
}

const SIGNS: { readonly [outcome in Outcome]: Sign } = {
  "not run": { glyph: "·", word: "not run", tone: "none", meaning: "the case was not part of the run" },
  pass: { glyph: "●", word: "pass", tone: "good", meaning: "value and gradients lie within the case’s tolerance" },
  unsupported: { glyph: "○", word: "unsupported", tone: "none", meaning: "the library has no such argument or dtype" },
  undeclared: { glyph: "○", word: "unsupported", tone: "none", meaning: "the library has no such loss or dtype" },
  value: { glyph: "▲", word: "value", tone: "bad", meaning: "the value is off" },
  gradient: { glyph: "▲", word: "gradient", tone: "bad", meaning: "the value is right, a gradient is off" },
  shape: { glyph: "◆", word: "shape", tone: "bad", meaning: "the answer has another shape" },
  nonfinite: {
    glyph: "▲",
    word: "nonfinite",
    tone: "bad",
    meaning: "NaN or infinity where none is due, or none where one is",
  },
  accepted: { glyph: "◣", word: "accepted", tone: "bad", meaning: "answers a call that the framework rejects" },
  rejected: { glyph: "◥", word: "rejected", tone: "bad", meaning: "rejects a call that the framework answers" },
  fail: { glyph: "▲", word: "fail", tone: "bad", meaning: "the answer differs from the golden" },
  crash: { glyph: "✖", word: "crash", tone: "bad", meaning: "the adapter died on it" },
  timeout: { glyph: "◔", word: "timeout", tone: "bad", meaning: "no answer in time" },
  invalid: { glyph: "✖", word: "invalid", tone: "bad", meaning: "an answer that is no valid message" },
};

export function signOf(outcome: number): Sign {
  return SIGNS[OUTCOMES[outcome]!];
}

// --- internal ---

const KINDS: readonly string[] = ["value", "gradient", "shape", "nonfinite", "accepted", "rejected"];

function isKind(name: string): name is FailKind {
  return KINDS.includes(name);
}
