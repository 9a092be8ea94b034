import type { Extents } from "../diagnose/factor.ts";
import { relate as relateTensors, type Relation as TensorRelation } from "../diagnose/relation.ts";
import type { Tensor } from "../tensor/tensor.ts";

type Reduced = Extract<TensorRelation, { code: "reduced" }>;

/** What turns PyTorch's tensor into TensorFlow's, as far as it could be measured: a {@link TensorRelation} under the frameworks' names. */
export type Relation =
  | Exclude<TensorRelation, Reduced>
  | (Omit<Reduced, "which" | "rest"> & { readonly which: "tensorflow" | "pytorch"; readonly rest?: Relation })
  | { readonly code: "tensorflow-rejects" }
  | { readonly code: "pytorch-rejects" }
  /** Equal values whose gradients are not. */
  | { readonly code: "gradient"; readonly of: Relation };

export type RelationCode = Relation["code"];

export type { Extents };

/** Classifies two tensors; `slack` is what their tolerances grant together. */
export function relate(tensorflow: Tensor, pytorch: Tensor, slack = 0, extents: Extents = {}): Relation {
  return named(relateTensors(tensorflow, pytorch, slack, extents));
}

/** The relation as a formula: `TF = 100 × PyTorch`. */
export function relationText(relation: Relation): string {
  switch (relation.code) {
    case "equal":
      return "equal";
    case "negated":
      return "TF = −PyTorch";
    case "scaled":
      return `TF = ${relation.meaning ?? tidy(relation.factor)} × PyTorch`;
    case "offset":
      return `TF = PyTorch ${relation.offset < 0 ? "−" : "+"} ${tidy(Math.abs(relation.offset))}`;
    case "reduced": {
      const [whole, part] = relation.which === "tensorflow" ? ["PyTorch", "TF"] : ["TF", "PyTorch"];
      const over = relation.axis === "all" ? "everything" : `axis ${relation.axis}`;
      const rest =
        relation.rest?.code === "partly"
          ? ", except at some elements"
          : relation.rest
            ? `, then ${relationText(relation.rest)}`
            : "";
      return `${part} = ${relation.how} of ${whole} over ${over}${rest}`;
    }
    case "partly":
      return "equal except at some elements";
    case "tensorflow-rejects":
      return "TF rejects, PyTorch computes";
    case "pytorch-rejects":
      return "PyTorch rejects, TF computes";
    case "gradient":
      return `same value, gradients differ (${relationText(relation.of)})`;
    case "shape":
      return "other shape";
    case "different":
      return "no simple relation";
  }
}

// --- internal ---

function named(relation: TensorRelation): Relation {
  if (relation.code !== "reduced") return relation;
  const { which, rest, ...reduced } = relation;
  return { ...reduced, which: which === "first" ? "tensorflow" : "pytorch", ...(rest && { rest: named(rest) }) };
}

function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}
