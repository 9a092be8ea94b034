import type { Pair } from "./pairs.ts";
import type { Relation } from "./relation.ts";

/** What the two sides of a pair are called in a sentence. */
export function sideNames({ kind }: Pick<Pair, "kind">): readonly [string, string] {
  return kind === "forms" ? ["class", "function"] : ["TF", "PyTorch"];
}

/** All that a pair shows, as a formula: `TF = 100 × PyTorch; gradient: TF = −PyTorch`. */
export function pairText(pair: Pair): string {
  const names = sideNames(pair);
  const value = relationWords(pair.relation, names);
  const gradient = pair.gradient && relationWords(pair.gradient, names);
  if (pair.precision !== undefined) return "equal in float32’s digits only";
  const text = pair.nonfinite ? `${value} (one is not finite)` : value;
  if (gradient === undefined || gradient === value) return text;
  return pair.relation.code === "equal" ? `same value, gradients: ${gradient}` : `${text}; gradients: ${gradient}`;
}

/** A relation as a formula over the names of its two sides. */
export function relationWords(relation: Relation, [left, right]: readonly [string, string]): string {
  switch (relation.code) {
    case "equal":
      return "equal";
    case "negated":
      return `${left} = −${right}`;
    case "scaled":
      return `${left} = ${relation.meaning ?? tidy(relation.factor)} × ${right}`;
    case "offset":
      return `${left} = ${right} ${relation.offset < 0 ? "−" : "+"} ${tidy(Math.abs(relation.offset))}`;
    case "reduced": {
      const [whole, part] = relation.which === "tensorflow" ? [right, left] : [left, right];
      const over = relation.axis === "all" ? "everything" : `axis ${relation.axis}`;
      const { rest } = relation;
      const then =
        rest?.code === "partly" ? ", except at some elements" : rest && `, then ${relationWords(rest, [left, right])}`;
      return `${part} = ${relation.how} of ${whole} over ${over}${then ?? ""}`;
    }
    case "partly":
      return "equal except at some elements";
    case "tensorflow-rejects":
      return `${left} rejects, ${right} computes`;
    case "pytorch-rejects":
      return `${right} rejects, ${left} computes`;
    case "shape":
      return "other shape";
    default:
      return "no simple relation";
  }
}

// --- internal ---

function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}
