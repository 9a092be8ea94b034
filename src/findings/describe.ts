import type { ResultRow } from "../format/results.ts";

/** The element that is farthest off. */
export interface Worst {
  readonly actual: number;
  readonly expected: number;
}

/**
 * What a failure without a diagnosis shows, as a sentence without its subject. It says what was seen and claims no cause.
 */
export function describe(row: ResultRow, loss: string, worst: Worst | undefined, about: string): string {
  const on = ` (${about})`;
  const digits = isNear(worst) ? 9 : 6;
  const message = row.message ?? "";
  if (row.verdict !== "fail") return `${VERDICTS[row.verdict] ?? "fails"}${on}`;
  switch (row.kind) {
    case "accepted":
      return `answers what ${loss} refuses: “${refusal(message)}”`;
    case "rejected":
      return `refuses what ${loss} answers: “${message.replace(/^.*?answers: /, "")}”`;
    case "shape":
      return `${message.replace(/^the /, "answers a ").replace("has the shape", "of the shape")}${on}`;
    case "gradient":
      return `has the ${row.where} ${shown(worst?.actual, digits)} where ${loss} has ${shown(worst?.expected, digits)}${on}`;
    default:
      return `answers ${shown(worst?.actual, digits)} where ${loss} answers ${shown(worst?.expected, digits)}${on}`;
  }
}

/** Six digits tell two answers apart that are not near each other, and are few enough to read. */
export function shown(value: number | undefined, digits = 6): string {
  if (value === undefined || !Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(digits)));
}

/** Off by less than a thousandth: another precision or another epsilon, rather than another formula. */
export function isNear(worst: Worst | undefined): boolean {
  return worst !== undefined && Math.abs(worst.actual - worst.expected) <= 1e-3 * Math.abs(worst.expected);
}

// --- internal ---

const VERDICTS: { readonly [verdict in ResultRow["verdict"]]?: string } = {
  crash: "ends its process",
  timeout: "does not come back",
  invalid: "answers something that is no tensor",
};

/** A long message was cut before its closing parenthesis. */
function refusal(message: string): string {
  return message.replace(/^answers a call that the framework rejects \((.*?)\)?$/s, "$1");
}
