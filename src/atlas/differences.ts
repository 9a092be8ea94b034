import type { Allowance, Case, CaseFile, GoldenAnswer, TensorRef } from "../format/case-file.ts";
import { parseCaseId, parseIdArguments } from "../format/case-id.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { decodeTensor } from "../tensor/json.ts";
import { type Relation, relate, relationText } from "./relation.ts";

/** One framework's half of a pair. */
export interface Side {
  readonly loss: string;
  readonly id: string;
  /** The arguments that differ from their defaults, as in the case id. */
  readonly args: string;
  readonly value?: JsonTensor;
  readonly gradient?: JsonTensor;
  readonly rejected?: { readonly error: string; readonly message: string };
}

/** A TensorFlow and a PyTorch golden of one concept on the same raw inputs. */
export interface Pair {
  readonly concept: string;
  readonly family: string;
  readonly tensorflow: Side;
  readonly pytorch: Side;
  /** The shared inputs by role. */
  readonly inputs: { readonly [role: string]: JsonTensor };
  /** `log` where PyTorch's prediction is the logarithm of TensorFlow's. */
  readonly conversion?: "log";
  readonly relation: Relation;
}

/** All pairs of two losses and two sets of arguments that show one relation. */
export interface Difference {
  readonly concept: string;
  readonly text: string;
  readonly families: readonly string[];
  readonly example: Pair;
  readonly pairs: number;
}

/** Finds how the frameworks' goldens relate, by measuring; nothing in here knows a formula. */
export function findDifferences(pairs: Iterable<Pair>): Difference[] {
  const groups = new Map<string, { first: Pair; families: Set<string>; pairs: number }>();
  for (const pair of pairs) {
    const { tensorflow: tf, pytorch } = pair;
    const text = relationText(pair.relation);
    const key = JSON.stringify([pair.concept, tf.loss, tf.args, pytorch.loss, pytorch.args, pair.conversion, text]);
    const group = groups.get(key) ?? { first: pair, families: new Set<string>(), pairs: 0 };
    groups.set(key, group);
    group.families.add(pair.family);
    group.pairs++;
    if (readability(pair) < readability(group.first)) group.first = pair;
  }
  return [...groups.values()].map(({ first, families, pairs }) => ({
    concept: first.concept,
    text: relationText(first.relation),
    families: [...families],
    example: first,
    pairs,
  }));
}

/** Every pair that {@link findDifferences} groups. */
export function* findPairs(files: Iterable<CaseFile>, catalogue: Pick<Catalogue, "losses">): Generator<Pair> {
  const concepts = new Map<string, CaseFile[]>();
  for (const file of files) concepts.set(file.concept, [...(concepts.get(file.concept) ?? []), file]);
  for (const [concept, members] of [...concepts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const tensorflow = members.filter((file) => file.framework === "tensorflow");
    const pytorch = members.filter((file) => file.framework === "pytorch");
    for (const torch of pytorch) {
      const index = new Map<string, Indexed[]>();
      for (const entry of indexCases(torch, catalogue)) {
        const key = lookupKey(entry.family, reductionOf(entry), argumentKey(entry.args, torch.loss, {}));
        index.set(key, [...(index.get(key) ?? []), entry]);
      }
      for (const tf of tensorflow) {
        if (formOf(tf, catalogue) === formOf(torch, catalogue)) yield* pairFiles(concept, tf, torch, index, catalogue);
      }
    }
  }
}

/** Small tensors of plain families make the better example. */
export function readability(pair: Pair): number {
  const values = [...(pair.tensorflow.value?.data ?? []), ...(pair.pytorch.value?.data ?? [])];
  const special = values.some((value) => typeof value === "string") ? 50 : 0;
  const plain = /^(canonical|random|prob|log-prob|logits|labels|one-hot|class)/.test(pair.family) ? 0 : 100;
  const zero = values.every((value) => Number(value) === 0) ? 1000 : 0;
  return zero + plain + special + Math.min(values.length, 40);
}

// --- internal ---

interface Indexed {
  readonly item: Case;
  readonly family: string;
  readonly args: ReadonlyMap<string, string>;
  readonly argsText: string;
  readonly inputs: { readonly [role: string]: JsonTensor };
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

/** TensorFlow's name of an argument that PyTorch calls otherwise. */
const RENAMED: { readonly [name: string]: string } = { delta: "beta" };

function* pairFiles(
  concept: string,
  tf: CaseFile,
  torch: CaseFile,
  index: ReadonlyMap<string, readonly Indexed[]>,
  catalogue: Pick<Catalogue, "losses">,
): Generator<Pair> {
  const withReduction = "reduction" in tf.parameters;
  for (const left of indexCases(tf, catalogue)) {
    const args = argumentKey(left.args, torch.loss, RENAMED);
    for (const [ours, theirs] of withReduction ? REDUCTIONS : REDUCTIONS_OF_FUNCTIONS) {
      if (reductionOf(left) !== ours) continue;
      for (const conversion of [undefined, "log"] as const) {
        const family = conversion === "log" ? `log-${left.family}` : left.family;
        for (const right of index.get(lookupKey(family, theirs, args)) ?? []) {
          const pair = sameInputs(left, right, conversion) && measure(concept, tf, left, torch, right, conversion);
          if (pair) yield pair;
        }
      }
    }
  }
}

function reductionOf(entry: Indexed): string {
  return entry.args.get("reduction") ?? "";
}

function lookupKey(family: string, reduction: string, args: string): string {
  return `${family}|${reduction}|${args}`;
}

function measure(
  concept: string,
  tf: CaseFile,
  left: Indexed,
  torch: CaseFile,
  right: Indexed,
  conversion: "log" | undefined,
): Pair | undefined {
  const tensorflow = side(tf, left);
  const pytorch = side(torch, right);
  const relation = relateSides(tensorflow, pytorch, left, conversion);
  if (!relation) return undefined;
  return {
    concept,
    family: left.family,
    tensorflow: tensorflow.side,
    pytorch: pytorch.side,
    inputs: left.inputs,
    ...(conversion && { conversion }),
    relation,
  };
}

interface Measured {
  readonly side: Side;
  readonly slack: number;
  readonly gradientSlack: number;
}

function relateSides(tf: Measured, torch: Measured, left: Indexed, conversion?: "log"): Relation | undefined {
  const [a, b] = [tf.side, torch.side];
  if (!a.value || !b.value) {
    if (!a.value && !b.value) return undefined;
    // Only the Kullback–Leibler divergence has it: that the others refuse is no difference to TensorFlow.
    if (b.args === "reduction=batchmean") return undefined;
    return { code: a.value ? "pytorch-rejects" : "tensorflow-rejects" };
  }
  const shape = left.inputs.prediction?.shape ?? [];
  const delta = Number(left.args.get("delta"));
  const extents = {
    ...(Number.isFinite(delta) && { delta }),
    "batch size": shape[0] ?? 0,
    classes: shape.at(-1) ?? 0,
    "number of elements": shape.reduce((product, extent) => product * extent, 1),
  };
  const relation = relate(decodeTensor(a.value), decodeTensor(b.value), tf.slack + torch.slack, extents);
  // The gradient by the logarithm is another quantity than the one by the probability.
  if (relation.code !== "equal" || conversion || !a.gradient || !b.gradient) return relation;
  const slack = tf.gradientSlack + torch.gradientSlack;
  const gradients = relate(decodeTensor(a.gradient), decodeTensor(b.gradient), slack, extents);
  return gradients.code === "equal" ? relation : { code: "gradient", of: gradients };
}

function side(file: CaseFile, { item, argsText }: Indexed): Measured {
  const base = { loss: file.loss, id: item.id, args: argsText };
  const expect = typeof item.expect === "string" ? file.answers[item.expect] : item.expect;
  if (!expect) throw new Error(`${item.id}: its answer ${String(item.expect)} is not in the file`);
  if ("rejected" in expect) {
    const { error, message } = expect.rejected;
    return { side: { ...base, rejected: { error, message } }, slack: 0, gradientSlack: 0 };
  }
  const prediction = ["y_pred", "input", "x1", "input1", "logits"].find(
    (name) => expect.gradients?.[name] !== undefined,
  );
  const gradient = prediction && resolve(file, expect.gradients![prediction]!);
  return {
    side: { ...base, value: resolve(file, expect.value), ...(gradient && { gradient }) },
    slack: widest(expect.tolerance.value),
    gradientSlack: prediction ? gradientSlack(expect, prediction) : 0,
  };
}

function gradientSlack(answer: GoldenAnswer, input: string): number {
  const allowance = answer.tolerance.gradients?.[input];
  return allowance === undefined ? 0 : widest(allowance);
}

function resolve(file: CaseFile, ref: TensorRef): JsonTensor {
  const tensor = typeof ref === "string" ? file.tensors[ref] : ref;
  if (!tensor) throw new Error(`${file.loss}: tensor ${String(ref)} is not in the file`);
  return tensor;
}

function indexCases(file: CaseFile, catalogue: Pick<Catalogue, "losses">): Indexed[] {
  const roles = catalogue.losses[file.loss]?.inputs ?? {};
  const entries: Indexed[] = [];
  for (const item of file.cases) {
    const parts = parseCaseId(item.id);
    if (!parts || item.unstable !== undefined) continue;
    const inputs: Record<string, JsonTensor> = {};
    for (const [name, ref] of Object.entries(item.inputs)) inputs[roles[name]?.role ?? name] = resolve(file, ref);
    const argsText = parts.args === "default" ? "" : decodeURIComponent(parts.args).replaceAll(",", ", ");
    entries.push({ item, family: parts.family, args: parseIdArguments(parts.args), argsText, inputs });
  }
  return entries;
}

/** What has to agree besides the reduction: arguments under PyTorch's names; that something is a logit is in PyTorch's loss. */
function argumentKey(args: ReadonlyMap<string, string>, loss: string, renamed: typeof RENAMED): string {
  const rest = [...args].filter(([name, value]) => {
    if (name === "reduction") return false;
    return !(
      name === "from_logits" &&
      value === "true" &&
      /logits|cross_?entropy/i.test(loss) &&
      !/binary_cross_entropy$/.test(loss)
    );
  });
  return JSON.stringify(rest.map(([name, value]) => [renamed[name] ?? name, value]).sort());
}

function sameInputs(left: Indexed, right: Indexed, conversion: "log" | undefined): boolean {
  const { prediction, target, labels, ...rest } = left.inputs;
  const { prediction: theirs, target: theirTarget, labels: theirLabels, similarity, ...theirRest } = right.inputs;
  if (!prediction || !theirs || Object.keys(rest).length > 0 || Object.keys(theirRest).length > 0) return false;
  // TensorFlow's cosine has no labels: it is comparable where all pairs are labelled as alike.
  if (similarity?.data.some((label) => Number(label) !== 1)) return false;
  if (!samePredictions(prediction, theirs, conversion)) return false;
  if (target && theirTarget) return sameData(target, theirTarget);
  if (labels && theirLabels) return sameData(labels, theirLabels);
  return target !== undefined && theirLabels !== undefined && isOneHotOf(target, theirLabels);
}

function samePredictions(a: JsonTensor, b: JsonTensor, conversion: "log" | undefined): boolean {
  if (!conversion) return sameData(a, b);
  if (a.shape.join() !== b.shape.join()) return false;
  return a.data.every((x, i) => {
    const log = Math.log(Number(x));
    return Math.abs(log - Number(b.data[i])) <= 1e-5 * Math.max(1, Math.abs(log));
  });
}

function sameData(a: JsonTensor, b: JsonTensor): boolean {
  return a.shape.join() === b.shape.join() && a.data.every((x, i) => Number(x) === Number(b.data[i]));
}

function isOneHotOf(target: JsonTensor, labels: JsonTensor): boolean {
  const classes = target.shape.at(-1) ?? 0;
  if (target.shape.slice(0, -1).join() !== labels.shape.join()) return false;
  return target.data.every(
    (x, i) => Number(x) === (Number(labels.data[Math.floor(i / classes)]) === i % classes ? 1 : 0),
  );
}

function formOf(file: CaseFile, catalogue: Pick<Catalogue, "losses">): "class" | "function" {
  return catalogue.losses[file.loss]?.form ?? (/^[A-Z]/.test(file.loss.split(".").at(-1)!) ? "class" : "function");
}

function widest(allowance: Allowance): number {
  if (typeof allowance === "number") return allowance;
  if (Array.isArray(allowance)) return allowance.reduce((most: number, each: number) => Math.max(most, each), 0);
  const { below, above } = allowance as Exclude<Allowance, number | readonly number[]>;
  return Math.max(widest(below), widest(above));
}
