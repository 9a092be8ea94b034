import { createHash } from "node:crypto";
import { type Argument, mapArgument } from "../src/format/argument.ts";
import {
  type Case,
  type CaseFile,
  type Expectation,
  FORMAT,
  type GoldenAnswer,
  type TensorRef,
  type TolerancePerTensor,
} from "../src/format/case-file.ts";
import type { JsonTensor } from "../src/format/tensor.ts";
import { encodeTensor, stringifyJson } from "../src/tensor/json.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import type { PlannedCall } from "./expand.ts";
import { agrees, type Recorded } from "./record.ts";

/** Everything recorded of one call. */
export interface RecordedCall {
  readonly call: PlannedCall;
  readonly answer: Recorded;
  /** The answer of the second process, asked in the opposite order. */
  readonly again: Recorded;
  readonly tolerance?: TolerancePerTensor;
}

/** The case file of one loss; equal tensors of a family and equal answers are stored once. */
export function caseFile(
  head: Pick<CaseFile, "framework" | "version" | "loss" | "concept" | "parameters">,
  recorded: readonly RecordedCall[],
): CaseFile {
  const tensors = new Map<string, JsonTensor>();
  const answers = new Map<string, GoldenAnswer>();
  const cases: Case[] = recorded.map(({ call, answer, again, tolerance }) => {
    const nameTensor = (label: string, tensor: Tensor) =>
      addTensor(tensors, `${call.family.name}/${label}/${tensor.dtype}`, tensor);
    const inputs = Object.fromEntries(
      Object.entries(call.inputs).map(([parameter, tensor]) => {
        // PoissonNLLLoss has a `log_input` in both name spaces: the argument's value says nothing of the input.
        const value = parameter in call.args ? undefined : call.names.get(parameter);
        return [parameter, nameTensor(value === undefined ? parameter : `${parameter}=${value}`, tensor)];
      }),
    );
    const args = Object.fromEntries(
      Object.entries(call.args).map(([name, value]) => [
        name,
        nameTensors(value, `${name}=${call.names.get(name)}`, nameTensor),
      ]),
    );
    const wrt = "rejected" in answer ? [] : call.floating.filter((input) => answer.gradients[input] !== undefined);
    const without = "rejected" in answer ? {} : answer.notDifferentiable;
    return {
      id: call.id,
      args,
      inputs,
      ...(wrt.length > 0 && { wrt }),
      ...(Object.keys(without).length > 0 && { notDifferentiable: without }),
      expect: expectation(answer, again, tolerance, answers),
      ...unstable(answer, again),
    };
  });
  const shared = shareTensors(answers, tensors);
  return {
    format: FORMAT,
    ...head,
    tensors: sorted(tensors),
    answers: sorted(shared),
    cases: cases.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** The file's text: one tensor, one answer, one case a line, so that a diff of a re-recording reads. */
export function printCaseFile(file: CaseFile): string {
  const { tensors, answers, cases, ...head } = file;
  const members = (object: object) =>
    `{\n${Object.entries(object)
      .map(([name, value]) => `${JSON.stringify(name)}:${stringifyJson(value)}`)
      .join(",\n")}\n}`;
  return `${stringifyJson(head).slice(0, -1)},
"tensors":${members(tensors)},
"answers":${members(answers)},
"cases":[\n${cases.map(stringifyJson).join(",\n")}\n]}
`;
}

/** A short name for content: the same for the same content, whatever else is recorded. */
export function contentHash(text: string, length = 64): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

// --- internal ---

function expectation(
  answer: Recorded,
  again: Recorded,
  tolerance: TolerancePerTensor | undefined,
  answers: Map<string, GoldenAnswer>,
): Expectation {
  if ("rejected" in answer) return { rejected: answer.rejected };
  if (tolerance === undefined) throw new Error("an answer without a tolerance");
  const { value, gradients } = answer;
  // A warning that a framework prints once a process comes with whichever call was the first.
  const warnings = "rejected" in again ? [] : answer.warnings.filter((warning) => again.warnings.includes(warning));
  const golden: GoldenAnswer = {
    value,
    ...(Object.keys(gradients).length > 0 && { gradients }),
    tolerance,
    ...(warnings.length > 0 && { warnings }),
  };
  const text = stringifyJson(golden);
  const name = contentHash(text, 10);
  const known = answers.get(name);
  if (known !== undefined && stringifyJson(known) !== text)
    throw new Error(`two answers share the hash ${name}; make it longer`);
  answers.set(name, golden);
  return name;
}

/** The argument with each of its tensors replaced by its name; of several (`sampled_values`) each bears its number. */
function nameTensors(
  argument: Argument<Tensor>,
  label: string,
  name: (label: string, tensor: Tensor) => string,
): Argument<string> {
  let count = 0;
  mapArgument(argument, () => count++);
  let at = 0;
  return mapArgument(argument, (tensor) => name(count > 1 ? `${label}.${at++}` : label, tensor));
}

function unstable(answer: Recorded, again: Recorded): { unstable?: string } {
  for (const side of [answer, again])
    if ("rejected" in side && side.unstable !== undefined) return { unstable: side.unstable };
  return agrees(answer, again) ? {} : { unstable: "a second process, asked in another order, answered differently" };
}

function addTensor(tensors: Map<string, JsonTensor>, name: string, tensor: Tensor): string {
  const json = encodeTensor(tensor);
  const known = tensors.get(name);
  if (known !== undefined && stringifyJson(known) !== stringifyJson(json))
    throw new Error(`two tensors are called ${name}`);
  tensors.set(name, json);
  return name;
}

/** A tensor printed shorter than this is not worth a name. */
const SHARED_LENGTH = 80;

/** Values and gradients that several answers have in common become entries of `tensors`, named by their content. */
function shareTensors(
  answers: ReadonlyMap<string, GoldenAnswer>,
  tensors: Map<string, JsonTensor>,
): ReadonlyMap<string, GoldenAnswer> {
  const seen = new Map<string, number>();
  for (const { value, gradients } of answers.values()) {
    for (const ref of [value, ...Object.values(gradients ?? {})]) {
      const text = stringifyJson(ref);
      seen.set(text, (seen.get(text) ?? 0) + 1);
    }
  }
  const share = (ref: TensorRef): TensorRef => {
    const text = stringifyJson(ref);
    if (typeof ref === "string" || text.length < SHARED_LENGTH || seen.get(text)! < 2) return ref;
    const name = `answer/${contentHash(text, 10)}`;
    tensors.set(name, ref);
    return name;
  };
  return new Map(
    [...answers].map(([hash, answer]) => {
      const gradients = Object.entries(answer.gradients ?? {}).map(([input, ref]) => [input, share(ref)] as const);
      const shared = { ...answer, value: share(answer.value) };
      return [hash, gradients.length === 0 ? shared : { ...shared, gradients: Object.fromEntries(gradients) }];
    }),
  );
}

function sorted<T>(map: ReadonlyMap<string, T>): { [name: string]: T } {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
