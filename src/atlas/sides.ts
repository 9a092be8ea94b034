import type { Allowance, Case, CaseFile, Framework, GoldenAnswer, TensorRef } from "../format/case-file.ts";
import { parseCaseId, parseIdArguments } from "../format/case-id.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { JsonTensor } from "../format/tensor.ts";

/** One half of a pair. */
export interface Side {
  readonly framework: Framework;
  readonly loss: string;
  readonly id: string;
  /** The arguments that differ from their defaults, as in the case id. */
  readonly args: string;
  readonly value?: JsonTensor;
  /** By the prediction, contracted with the suite's cotangent. */
  readonly gradient?: JsonTensor;
  readonly rejected?: { readonly error: string; readonly message: string };
}

/** A side with how far an honest answer may lie from it. */
export interface Measured {
  readonly side: Side;
  readonly slack: number;
  readonly gradientSlack: number;
}

/** A recorded case, ready to be paired. */
export interface Indexed {
  readonly item: Case;
  readonly family: string;
  /** Of the prediction and of what it is held against. */
  readonly dtypes: string;
  readonly args: ReadonlyMap<string, string>;
  readonly argsText: string;
  /** By role. */
  readonly inputs: { readonly [role: string]: JsonTensor };
  /** The tensors that its arguments and inputs stand for, by parameter: the names in an id may mean another tensor in another loss. */
  readonly tensors: { readonly [parameter: string]: JsonTensor };
}

/** Every stable case of a file. */
export function indexCases(file: CaseFile, { losses }: Pick<Catalogue, "losses">): Indexed[] {
  const roles = losses[file.loss]?.inputs ?? {};
  const entries: Indexed[] = [];
  for (const item of file.cases) {
    const parts = parseCaseId(item.id);
    if (!parts || item.unstable !== undefined) continue;
    const inputs: Record<string, JsonTensor> = {};
    const tensors: Record<string, JsonTensor> = {};
    for (const [name, ref] of Object.entries(item.inputs)) {
      tensors[name] = resolve(file, ref);
      inputs[roles[name]?.role ?? name] = tensors[name];
    }
    for (const [name, value] of Object.entries(item.args)) {
      if (typeof value === "object" && value && "tensor" in value) tensors[name] = resolve(file, value.tensor);
    }
    const argsText = parts.args === "default" ? "" : decodeURIComponent(parts.args).replaceAll(",", ", ");
    const dtypes = `${inputs.prediction?.dtype}/${inputs.target?.dtype ?? "labels"}`;
    entries.push({ item, family: parts.family, dtypes, args: parseIdArguments(parts.args), argsText, inputs, tensors });
  }
  return entries;
}

export function side(file: CaseFile, { item, argsText }: Indexed, { losses }: Pick<Catalogue, "losses">): Measured {
  const base = { framework: file.framework, loss: file.loss, id: item.id, args: argsText };
  const expect = typeof item.expect === "string" ? file.answers[item.expect] : item.expect;
  if (!expect) throw new Error(`${item.id}: its answer ${String(item.expect)} is not in the file`);
  if ("rejected" in expect) {
    const { error, message } = expect.rejected;
    return { side: { ...base, rejected: { error, message } }, slack: 0, gradientSlack: 0 };
  }
  const roles = losses[file.loss]?.inputs ?? {};
  const prediction = Object.keys(expect.gradients ?? {}).find((name) => roles[name]?.role === "prediction");
  const gradient = prediction && resolve(file, expect.gradients![prediction]!);
  return {
    side: { ...base, value: resolve(file, expect.value), ...(gradient && { gradient }) },
    slack: widest(expect.tolerance.value),
    gradientSlack: prediction ? gradientSlack(expect, prediction) : 0,
  };
}

export function formOf(file: CaseFile, { losses }: Pick<Catalogue, "losses">): "class" | "function" {
  return losses[file.loss]?.form ?? (/^[A-Z]/.test(file.loss.split(".").at(-1)!) ? "class" : "function");
}

// --- internal ---

function gradientSlack(answer: GoldenAnswer, input: string): number {
  const allowance = answer.tolerance.gradients?.[input];
  return allowance === undefined ? 0 : widest(allowance);
}

function resolve(file: CaseFile, ref: TensorRef): JsonTensor {
  const tensor = typeof ref === "string" ? file.tensors[ref] : ref;
  if (!tensor) throw new Error(`${file.loss}: tensor ${String(ref)} is not in the file`);
  return tensor;
}

function widest(allowance: Allowance): number {
  if (typeof allowance === "number") return allowance;
  if (Array.isArray(allowance)) return allowance.reduce((most: number, each: number) => Math.max(most, each), 0);
  const { below, above } = allowance as Exclude<Allowance, number | readonly number[]>;
  return Math.max(widest(below), widest(above));
}
