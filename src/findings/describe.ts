import type { ResultRow } from "../format/results.ts";

/** The element that is farthest off. */
export interface Worst {
  readonly actual: number;
  readonly expected: number;
}

/** Diagnoses that say where an answer is off and not how: there what was seen makes the better sentence. */
const SAYS_WHERE = [
  "CLIPPING_ABSENT",
  "CLIPPING_DIFFERENT",
  "CONSTANT_OFF",
  "GRADIENT_AT_KINK",
  "GRADIENT_SATURATED",
  "NONFINITE_INPUT",
  "OVERFLOW",
  "OVERFLOW_ABSENT",
  "PRECISION_LOW",
  "RELATIVE_ERROR",
];

/** Whether the sentence of a diagnosis says how a library differs, so that it can stand alone. */
export function saysHow(diagnosis: string | undefined): boolean {
  return diagnosis !== undefined && !SAYS_WHERE.includes(diagnosis);
}

/** What a failure shows, as a sentence without its subject. It says what was seen and claims no cause. */
export function describe(row: ResultRow, loss: string, worst: Worst | undefined): string {
  const digits = isNear(worst) ? 9 : 6;
  const message = row.message ?? "";
  if (row.verdict !== "fail") return VERDICTS[row.verdict] ?? "fails";
  switch (row.kind) {
    case "accepted":
      return `answers what ${loss} refuses: “${refusal(message)}”`;
    case "rejected":
      return `refuses what ${loss} answers: “${withoutNodes(message.replace(/^.*?answers: /, ""))}”`;
    case "shape":
      return message.replace(/^the /, "answers a ").replace("has the shape", "of the shape");
    case "gradient":
      return `has the ${row.where} ${shown(worst?.actual, digits)} where ${loss} has ${shown(worst?.expected, digits)}`;
    default:
      return `answers ${shown(worst?.actual, digits)} where ${loss} answers ${shown(worst?.expected, digits)}`;
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

/** Claims of one diagnosis as one sentence: where a number differs, all of its values. */
export function together(claims: readonly string[]): string {
  const byWords = new Map<string, string[]>();
  for (const claim of new Set(claims)) {
    // A claim may have a # of its own.
    const words = claim.replace(NUMBER, "\0");
    byWords.set(words, [...(byWords.get(words) ?? []), claim]);
  }
  return [...byWords.values()].map(merged).join("; ");
}

// --- internal ---

const NUMBER = /-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|\bInfinity\b)|\bNaN\b/g;

/** Claims of the same words. */
function merged(claims: readonly string[]): string {
  const [first = ""] = claims;
  const values = claims.map((claim) => claim.match(NUMBER) ?? []);
  const slots = (values[0] ?? []).map((_, at) => [...new Set(values.map((all) => rounded(all[at]!)))]);
  // Two numbers that change together belong together.
  if (slots.filter(({ length }) => length > 1).length > 1) return claims.join("; ");
  let at = 0;
  return first.replace(NUMBER, () => {
    const all = slots[at++]!;
    return all.length === 1 ? all[0]! : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
  });
}

function rounded(text: string): string {
  return text.length > 9 ? shown(Number(text)) : text;
}

const VERDICTS: { readonly [verdict in ResultRow["verdict"]]?: string } = {
  crash: "ends its process",
  timeout: "does not come back",
  invalid: "answers something that is no tensor",
};

/** TensorFlow's names of the node that refused. */
function withoutNodes(message: string): string {
  return message.replace(/\{\{(function_node|node) .*?\}\} |; NodeDef: .*$| \[Op:\w+\]( name: ?)?/g, "");
}

/** A long message was cut before its closing parenthesis. */
function refusal(message: string): string {
  return withoutNodes(message).replace(/^answers a call that the framework rejects \((.*?)\)?$/s, "$1");
}
