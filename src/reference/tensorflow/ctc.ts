import type { Argument } from "../../format/argument.ts";
import { numbers, type Tensor } from "../../tensor/tensor.ts";
import { integer, truthy } from "../arguments.ts";
import { selectLast, transpose } from "../engine/structure.ts";
import { given, type Variable } from "../engine/variable.ts";
import type { LossCall } from "../loss.ts";
import { refusal } from "../refusal.ts";
import { ctcDense } from "./ctc-dense.ts";
import { ctcKernel, type KernelOptions } from "./ctc-kernel.ts";

type Sparse = { readonly indices: Tensor; readonly values: Tensor; readonly shape: Tensor };

/**
 * tf.nn.ctc_loss: dense labels go through Python code with the blank at 0, sparse ones to the kernel with the blank last, whatever
 * `blank_index` says the classes are reordered to (tensorflow 2.3.4, python/ops/ctc_ops.py, ctc_loss_v3).
 */
export function ctcLossV3(call: LossCall): Variable {
  return withBlank(call, () => true);
}

/**
 * tf.compat.v1.nn.ctc_loss_v2: the same, but sparse labels stay as they are where the blank is the last class already, so that a label
 * which is the blank ends its sequence, while ctc_loss_v3 makes the class before of it (python/ops/ctc_ops.py, ctc_loss_v2).
 */
export function ctcLossV2(call: LossCall): Variable {
  return withBlank(call, (blank, classes) => blank !== classes - 1);
}

/** tf.compat.v1.nn.ctc_loss: sparse labels only, the blank last; `inputs` is the old name of `logits`. */
export function ctcLossV1({ tape, inputs, args }: LossCall): Variable {
  const labels = sparseOf(args.labels);
  if (labels === undefined) throw refusal("TypeError", "Expected labels (first argument) to be a SparseTensor");
  const asArgument = (name: string) => {
    const value = args[name] ?? null;
    return value !== null && typeof value === "object" && "tensor" in value ? given(tape, value.tensor) : undefined;
  };
  const logits = "logits" in args ? asArgument("logits") : inputs.logits;
  const old = asArgument("inputs");
  // None is the default to an operation, though not to Python.
  const attribute = (name: string, byDefault: boolean) =>
    args[name] === null ? byDefault : truthy(args, name, byDefault);
  if ((logits === undefined) === (old === undefined)) throw refusal("ValueError", "give one of 'logits' and 'inputs'");
  return kernel(
    timeMajor(rank3((logits ?? old)!), truthy(args, "time_major", true)),
    labels,
    numbers(labels.values),
    "sequence_length" in args ? asArgument("sequence_length") : inputs.sequence_length,
    {
      collapsesRepeated: attribute("preprocess_collapse_repeated", false),
      mergesRepeated: attribute("ctc_merge_repeated", true),
      ignoresLonger: attribute("ignore_longer_outputs_than_inputs", false),
    },
  );
}

// --- internal ---

const DEFAULTS: KernelOptions = { collapsesRepeated: false, mergesRepeated: true, ignoresLonger: false };

/** Sparse labels and logits are reordered where `isReordered` says so of the blank and the number of classes. */
function withBlank(call: LossCall, isReordered: (blank: number, classes: number) => boolean): Variable {
  const { inputs, args } = call;
  const labels = sparseOf(args.labels);
  const logits = rank3(inputs.logits!);
  const isTimeMajor = truthy(args, "logits_time_major", true);
  if (labels === undefined) return dense(call, logits, isTimeMajor);
  if ((args.blank_index ?? null) === null) {
    throw refusal("ValueError", "blank_index must be given when using SparseTensor labels.");
  }
  const blank = fromEnd(integer(args, "blank_index", 0), logits);
  const values = numbers(labels.values);
  if (!isReordered(blank, logits.shape[2]!)) {
    return kernel(timeMajor(logits, isTimeMajor), labels, values, inputs.logit_length, DEFAULTS);
  }
  const moved = values.map((label) => (label < blank ? label : label - 1));
  const reordered = selectLast(logits, [...around(blank, logits), ...own(blank, logits)]);
  return kernel(timeMajor(reordered, isTimeMajor), labels, moved, inputs.logit_length, DEFAULTS);
}

function dense({ inputs, args }: LossCall, given_: Variable, isTimeMajor: boolean): Variable {
  const labels = inputs.labels;
  const labelLength = args.label_length === null ? undefined : inputs.label_length;
  if (labels === undefined || labelLength === undefined) throw refusal("ValueError", "None values not supported.");
  const transposed = timeMajor(given_, isTimeMajor);
  const index = (args.blank_index ?? null) === null ? 0 : integer(args, "blank_index", 0);
  const blank = fromEnd(index, transposed);
  const logits =
    index === 0 ? transposed : selectLast(transposed, [...own(blank, transposed), ...around(blank, transposed)]);
  const behind = (label: number) => (index !== 0 && label < blank ? label + 1 : label);
  if (labels.shape.length !== 2 || logits.shape[2] === 0 || ![labels, labelLength].every(isIndex)) {
    throw refusal("InvalidArgumentError", "labels must be integers [batch, longest]");
  }
  const batch = logits.shape[1]!;
  const lengths = inputs.logit_length!;
  if (labels.shape[0] !== batch || labelLength.data.length !== batch || ![1, batch].includes(lengths.data.length)) {
    throw refusal("InvalidArgumentError", `Incompatible shapes: [${logits.shape}] vs. [${labels.shape}]`);
  }
  return ctcDense(logits, {
    rows: rowsOf(labels).map((row) => row.map(behind)),
    labelLengths: labelLength.data,
    logitLengths: lengths.data.map(Math.trunc),
    unique: uniqueOf(args.unique, index === 0 ? undefined : behind),
  });
}

/** What tf.one_hot takes for indices. */
function isIndex({ dtype }: Variable): boolean {
  return dtype === "uint8" || dtype === "int32" || dtype === "int64";
}

function uniqueOf(value: Argument<Tensor> | undefined, behind: ((label: number) => number) | undefined) {
  if ((value ?? null) === null) return undefined;
  const members = typeof value === "object" && value !== null && "tuple" in value ? value.tuple : [];
  const [classes, places] = members.map((member) =>
    member !== null && typeof member === "object" && "tensor" in member ? matrixOf(member.tensor) : undefined,
  );
  if (classes === undefined || places === undefined) throw refusal("ValueError", "unique must be (classes, places)");
  // Moved labels: what is padding is 0 again afterwards.
  const moved = classes.map((row, b) => {
    const used = Math.max(...places[b]!) + 1;
    return behind === undefined ? row : row.map((label, slot) => (slot < used ? behind(label) : 0));
  });
  return { classes: moved, places };
}

/** Checks what the kernel checks, and groups the labels by sample. */
function kernel(
  logits: Variable,
  labels: Sparse,
  values: readonly number[],
  lengths: Variable | undefined,
  options: KernelOptions,
): Variable {
  const check = (holds: boolean, message: string) => {
    if (!holds) throw refusal("InvalidArgumentError", message);
  };
  const [steps, batch, classes] = logits.shape as [number, number, number];
  check(
    logits.dtype === "float32" || logits.dtype === "float64",
    "Value for attr 'T' is not in the list of allowed values",
  );
  check(labels.values.dtype === "int32", "labels_values was expected to be an int32 tensor");
  check(lengths?.dtype === "int32" && lengths.shape.length === 1, "sequence_length is not a vector of int32");
  check(steps !== 0, "Max time or first dimension of input cannot be 0.");
  check(lengths!.data.length === batch && batch !== 0, "len(sequence_length) != batch_size.");
  check(
    classes > 0 && lengths!.data.every((length) => length >= 0 && length <= steps),
    "sequence_length(b) <= max_time",
  );
  const grouped = Array.from({ length: batch }, (): number[] => []);
  for (const [i, [sample]] of matrixOf(labels.indices).entries()) {
    check(sample! >= 0 && sample! < batch, "labels batch index must be between 0 and batch_size");
    grouped[sample!]!.push(values[i]!);
  }
  return ctcKernel(logits, grouped, lengths!.data, options);
}

function sparseOf(value: Argument<Tensor> | undefined): Sparse | undefined {
  return value !== null && typeof value === "object" && "sparse" in value ? value.sparse : undefined;
}

function rank3(logits: Variable): Variable {
  if (logits.shape.length === 3) return logits;
  throw refusal("InvalidArgumentError", "inputs is not a 3-Tensor");
}

function timeMajor(logits: Variable, isTimeMajor: boolean): Variable {
  return isTimeMajor ? logits : transpose(logits, [1, 0, 2]);
}

function fromEnd(index: number, logits: Variable): number {
  return index < 0 ? index + logits.shape[2]! : index;
}

/** logits[:, :, :blank] and logits[:, :, blank + 1:], with Python's slices beyond the ends. */
function around(blank: number, logits: Variable): readonly number[] {
  const classes = Array.from({ length: logits.shape[2]! }, (_, c) => c);
  return [...classes.slice(0, blank), ...classes.slice(blank + 1)];
}

/** logits[:, :, blank:blank + 1]. */
function own(blank: number, logits: Variable): readonly number[] {
  return Array.from({ length: logits.shape[2]! }, (_, c) => c).slice(blank, blank + 1);
}

function rowsOf({ data, shape }: Variable): readonly (readonly number[])[] {
  const width = shape[1]!;
  return Array.from({ length: shape[0]! }, (_, row) => data.slice(row * width, (row + 1) * width));
}

function matrixOf(tensor: Tensor): readonly (readonly number[])[] {
  const width = tensor.shape[1]!;
  const data = numbers(tensor);
  return Array.from({ length: tensor.shape[0]! }, (_, row) => data.slice(row * width, (row + 1) * width));
}
