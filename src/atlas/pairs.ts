import type { CaseFile } from "../format/case-file.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { decodeTensor } from "../tensor/json.ts";
import { numbers, type Tensor } from "../tensor/tensor.ts";
import { type Relation, relate } from "./relation.ts";
import { sameArguments, sameInputs } from "./same-inputs.ts";
import { formOf, type Indexed, indexCases, type Measured, type Side, side } from "./sides.ts";

/** Two goldens that could be taken for one: of the two frameworks, or of the two forms of one framework's loss. */
export interface Pair {
  readonly kind: "frameworks" | "forms";
  readonly concept: string;
  readonly family: string;
  readonly dtypes: string;
  /** TensorFlow, or the class. */
  readonly left: Side;
  /** PyTorch, or the function. */
  readonly right: Side;
  /** The shared inputs by role. */
  readonly inputs: { readonly [role: string]: JsonTensor };
  /** `log` where the right prediction is the logarithm of the left one. */
  readonly conversion?: "log";
  /** How the left value follows from the right one. */
  readonly relation: Relation;
  /** How the left gradient follows from the right one, where they are comparable and differ. */
  readonly gradient?: Relation;
  /** One is NaN or infinite where the other is finite. */
  readonly nonfinite?: true;
  /** Largest relative difference of two float64 values that count as equal and agree to no more than float32’s digits. */
  readonly precision?: number;
}

type Losses = Pick<Catalogue, "losses">;

/** Every two goldens that were asked the same, and how they relate; nothing in here knows a formula. */
export function* findPairs(files: Iterable<CaseFile>, catalogue: Losses): Generator<Pair> {
  const concepts = new Map<string, CaseFile[]>();
  for (const file of files) concepts.set(file.concept, [...(concepts.get(file.concept) ?? []), file]);
  const indices = new Map<CaseFile, readonly Indexed[]>();
  const indexed = (file: CaseFile) => {
    const known = indices.get(file) ?? indexCases(file, catalogue);
    indices.set(file, known);
    return known;
  };
  for (const [concept, members] of [...concepts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const right of members) {
      for (const left of members) {
        const kind = kindOf(left, right, catalogue);
        if (!kind) continue;
        const index = new Map<string, Indexed[]>();
        for (const entry of indexed(right)) {
          const key = lookupKey(
            entry.family,
            entry,
            argumentKey(entry.args, left.loss, right.loss),
            reductionOf(entry),
          );
          index.set(key, [...(index.get(key) ?? []), entry]);
        }
        for (const match of matches(kind, left, right, indexed(left), index)) {
          const pair = measure(kind, concept, left, right, match, catalogue);
          if (pair) yield pair;
        }
      }
    }
  }
}

// --- internal ---

interface Match {
  readonly ours: Indexed;
  readonly theirs: Indexed;
  readonly conversion: "log" | undefined;
}

/** The reductions that are meant to be compared, TensorFlow's first; `""` is the default. */
const REDUCTIONS: readonly (readonly [string, string])[] = [
  ["", ""],
  ["none", "none"],
  ["sum", "sum"],
  ["", "batchmean"],
];
const REDUCTIONS_OF_FUNCTIONS: readonly (readonly [string, string])[] = [
  ["", ""],
  ["", "none"],
];

/** The left side's name of an argument that the right side calls otherwise. */
export const RENAMED: { readonly [name: string]: string } = {
  delta: "beta",
  sample_weight: "weight",
  compute_full_loss: "full",
  blank_index: "blank",
};

/** Arguments by which one side is asked for what the other computes anyway: they need no counterpart there. */
const IMPLIED: readonly { readonly left: RegExp; readonly right: RegExp; readonly argument: string }[] = [
  { left: /./, right: /^torch.*(logits|cross_?entropy)(?<!binary_cross_entropy)/i, argument: "from_logits=true" },
  { left: /keras\.losses\.poisson/i, right: /poisson_?nll/i, argument: "log_input=false" },
];

function kindOf(left: CaseFile, right: CaseFile, catalogue: Losses): Pair["kind"] | undefined {
  const [ours, theirs] = [formOf(left, catalogue), formOf(right, catalogue)];
  if (left.framework === "tensorflow" && right.framework === "pytorch")
    return ours === theirs ? "frameworks" : undefined;
  const isForm = left.framework === right.framework && ours === "class" && theirs === "function";
  return isForm && catalogue.losses[left.loss]?.counterpart === right.loss ? "forms" : undefined;
}

function* matches(
  kind: Pair["kind"],
  left: CaseFile,
  right: CaseFile,
  entries: readonly Indexed[],
  index: ReadonlyMap<string, readonly Indexed[]>,
): Generator<Match> {
  for (const ours of entries) {
    const renamed = kind === "frameworks" ? RENAMED : {};
    const args = argumentKey(ours.args, left.loss, right.loss, renamed);
    for (const [mine, other] of reductions(kind, left, right, reductionOf(ours))) {
      if (reductionOf(ours) !== mine) continue;
      for (const conversion of kind === "forms" ? [undefined] : ([undefined, "log"] as const)) {
        const family = conversion === "log" ? `log-${ours.family}` : ours.family;
        for (const theirs of index.get(lookupKey(family, ours, args, other)) ?? []) {
          const isSame = sameDtypes(ours, theirs) && sameArguments(ours, theirs, renamed);
          if (isSame && sameInputs(ours, theirs, conversion)) yield { ours, theirs, conversion };
        }
      }
    }
  }
}

function reductions(kind: Pair["kind"], left: CaseFile, right: CaseFile, ours: string) {
  if (kind === "frameworks") return "reduction" in left.parameters ? REDUCTIONS : REDUCTIONS_OF_FUNCTIONS;
  // A function of Keras reduces nothing: it is what the class with reduction="none" must be.
  return "reduction" in right.parameters ? [[ours, ours] as const] : [["none", ""] as const];
}

/** One-hot rows and class indices have dtypes of their own. */
function sameDtypes({ inputs }: Indexed, { inputs: other }: Indexed): boolean {
  return !inputs.target || !other.target || inputs.target.dtype === other.target.dtype;
}

function reductionOf(entry: Indexed): string {
  return entry.args.get("reduction") ?? "";
}

function lookupKey(family: string, { dtypes }: Indexed, args: string, reduction: string): string {
  return `${family}|${dtypes.split("/")[0]}|${reduction}|${args}`;
}

function measure(
  kind: Pair["kind"],
  concept: string,
  left: CaseFile,
  right: CaseFile,
  { ours, theirs, conversion }: Match,
  catalogue: Losses,
): Pair | undefined {
  const [a, b] = [side(left, ours, catalogue), side(right, theirs, catalogue)];
  const found = relateSides(a, b, ours, conversion);
  if (!found) return undefined;
  // Only the Kullback–Leibler divergence has it: that the other losses refuse is no difference to TensorFlow.
  if (kind === "frameworks" && b.side.args === "reduction=batchmean" && b.side.rejected) return undefined;
  return {
    kind,
    concept,
    family: ours.family,
    dtypes: ours.dtypes,
    left: a.side,
    right: b.side,
    inputs: ours.inputs,
    ...(conversion && { conversion }),
    ...found,
  };
}

function relateSides(
  ours: Measured,
  theirs: Measured,
  entry: Indexed,
  conversion?: "log",
): Pick<Pair, "relation" | "gradient" | "nonfinite" | "precision"> | undefined {
  const [a, b] = [ours.side, theirs.side];
  if (!a.value || !b.value) {
    if (!a.value && !b.value) return undefined;
    return { relation: { code: a.value ? "pytorch-rejects" : "tensorflow-rejects" } };
  }
  const extents = extentsOf(entry);
  const values = [decodeTensor(a.value), decodeTensor(b.value)] as const;
  const relation = relate(...values, ours.slack + theirs.slack, extents);
  const nonfinite = relation.code !== "equal" && finiteness(values[0]) !== finiteness(values[1]);
  // The gradient by the logarithm is another quantity; of values of other shapes it is contracted with another cotangent.
  const isComparable = !conversion && a.value.shape.join() === b.value.shape.join();
  const gradient =
    isComparable && a.gradient && b.gradient
      ? relate(decodeTensor(a.gradient), decodeTensor(b.gradient), ours.gradientSlack + theirs.gradientSlack, extents)
      : undefined;
  return {
    relation,
    ...(gradient && gradient.code !== "equal" && { gradient }),
    ...(nonfinite && { nonfinite: true }),
    ...(relation.code === "equal" && lostDigits(values)),
  };
}

/** Two float64 evaluations of one formula agree to more than ten digits. */
const FLOAT64_AGREEMENT = 1e-10;

function lostDigits([left, right]: readonly [Tensor, Tensor]): { readonly precision: number } | undefined {
  if (left.dtype !== "float64" || right.dtype !== "float64") return undefined;
  const b = numbers(right);
  const off = numbers(left).map((x, i) => (x === b[i] ? 0 : Math.abs(x - b[i]!) / Math.abs(b[i]!)));
  const most = Math.max(0, ...off.filter(Number.isFinite));
  return most > FLOAT64_AGREEMENT ? { precision: Number(most.toPrecision(2)) } : undefined;
}

function finiteness(tensor: Parameters<typeof numbers>[0]): string {
  return numbers(tensor).every(Number.isFinite) ? "finite" : "not";
}

function extentsOf(entry: Indexed) {
  const shape = broadcast(entry.inputs.prediction?.shape ?? [], entry.inputs.target?.shape ?? []);
  const delta = Number(entry.args.get("delta"));
  return {
    ...(Number.isFinite(delta) && { delta }),
    "batch size": shape[0] ?? 0,
    classes: shape.at(-1) ?? 0,
    "number of elements": shape.reduce((product, extent) => product * extent, 1),
  };
}

/** The shape of the elements that a loss compares. */
function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const extent = (shape: readonly number[], axis: number) => shape[axis - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, axis) => (extent(a, axis) === 1 ? extent(b, axis) : extent(a, axis)));
}

/** What has to agree besides the reduction: every argument that is not implied, under the right side's names. */
function argumentKey(
  args: ReadonlyMap<string, string>,
  left: string,
  right: string,
  renamed: typeof RENAMED = {},
): string {
  const implied = IMPLIED.filter((each) => each.left.test(left) && each.right.test(right));
  const rest = [...args].filter(
    ([name, value]) => name !== "reduction" && !implied.some(({ argument }) => argument === `${name}=${value}`),
  );
  return JSON.stringify(rest.map(([name, value]) => [renamed[name] ?? name, value]).sort());
}
