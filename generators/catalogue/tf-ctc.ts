import type { Argument } from "../../src/format/argument.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { domain, literal } from "../domains.ts";
import type { FamilyInputs, LossSpec, Value } from "../types.ts";
import { flag, inputValue, tfNn } from "./tf-nn.ts";
import { GIVEN, NAME } from "./v1.ts";

/** What the roles of the concept `ctc` are to TensorFlow. */
const LOGITS = ["prediction"];
const LABELS = "labels";
const LABEL_LENGTH = "label-length";
const LOGIT_LENGTH = "logit-length";

/** `tf.SparseTensor` of the labels that the lengths leave over; its values are int32, which the kernel asks for. */
const SPARSE: Value = { name: "sparse", make: (inputs) => sparse(inputs) };

/** What `tf.nn.ctc_unique_labels` gives for the dense labels. */
const UNIQUE: Value = { name: "unique-labels", make: (inputs) => unique(inputs) };

/** `false` only where the first axis can be the samples': the other way round, every call is refused for the same reason. */
const TIME_MAJOR = domain(
  [
    literal(true),
    {
      name: "false",
      make: ({ roles }) => (roles[LOGITS[0]!]?.shape[0] === roles[LABELS]?.shape[0] ? false : undefined),
    },
  ],
  [literal(null)],
);

const DENSE = {
  labels: domain([GIVEN, SPARSE]),
  label_length: domain([GIVEN, literal(null)]),
  logits_time_major: TIME_MAJOR,
  unique: domain([literal(null), UNIQUE]),
  blank_index: domain(
    [...[null, 0, -1, 2].map((value) => literal(value)), classCount("last", -1)],
    [classCount("classes", 0), classCount("classes-plus-1", 1), literal(-99), literal("a"), literal(1.5)],
  ),
  name: NAME,
} satisfies LossSpec["args"];

/** The losses of TensorFlow for the concept `ctc`. They take logits, not log-probabilities, and the blank is class 0 or the last one. */
export const CTC: readonly LossSpec[] = [
  ...["tf.nn.ctc_loss", "tf.compat.v1.nn.ctc_loss_v2"].map((loss) =>
    tfNn(loss, { labels: [LABELS], logits: LOGITS, label_length: [LABEL_LENGTH], logit_length: [LOGIT_LENGTH] }, DENSE),
  ),
  tfNn(
    "tf.compat.v1.nn.ctc_loss",
    { labels: [LABELS], logits: LOGITS, sequence_length: [LOGIT_LENGTH] },
    {
      // Only sparse labels are accepted; as an argument they take the place of the input.
      labels: { values: [SPARSE], suspect: [inputValue(LABELS), literal(null)] },
      preprocess_collapse_repeated: flag(false),
      ctc_merge_repeated: flag(true),
      ignore_longer_outputs_than_inputs: flag(false),
      time_major: TIME_MAJOR,
      sequence_length: { ...domain([GIVEN], [literal(null)]), single: true },
      // `inputs` is the old name of `logits`: one of the two, not both.
      logits: { ...domain([GIVEN, literal(null)]), legacy: true },
      inputs: { ...domain([literal(null), inputValue(LOGITS[0]!)]), legacy: true },
    },
  ),
];

// --- internal ---

function sparse({ roles }: FamilyInputs): Argument<Tensor> | undefined {
  const [labels, lengths] = [roles[LABELS], roles[LABEL_LENGTH]];
  if (labels?.shape.length !== 2 || lengths === undefined) return undefined;
  const [samples, longest] = labels.shape as [number, number];
  const indices: number[] = [];
  const values: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    for (let at = 0; at < Math.min(Number(lengths.data[sample]), longest); at++) {
      indices.push(sample, at);
      values.push(Number(labels.data[sample * longest + at]));
    }
  }
  return {
    sparse: {
      indices: { dtype: "int64", shape: [values.length, 2], data: indices },
      values: { dtype: "int32", shape: [values.length], data: values },
      shape: { dtype: "int64", shape: [2], data: [samples, longest] },
    },
  };
}

/** Each row's different labels padded with zeros, and where each label stands among them (ctc_ops.py, ctc_unique_labels). */
function unique({ roles }: FamilyInputs): Argument<Tensor> | undefined {
  const labels = roles[LABELS];
  if (labels?.shape.length !== 2) return undefined;
  const longest = labels.shape[1]!;
  const different: number[] = [];
  const places: number[] = [];
  for (let start = 0; start < labels.data.length; start += longest) {
    const row = labels.data.slice(start, start + longest).map(Number);
    const seen = [...new Set(row)];
    different.push(...seen, ...Array<number>(longest - seen.length).fill(0));
    places.push(...row.map((label) => seen.indexOf(label)));
  }
  const tensor = (dtype: "int64" | "int32", data: readonly number[]) => ({
    tensor: { dtype, shape: labels.shape, data },
  });
  return { tuple: [tensor("int64", different), tensor("int32", places)] };
}

function classCount(name: string, more: number): Value {
  return {
    name,
    make: ({ roles }) => {
      const classes = roles[LOGITS[0]!]?.shape.at(-1);
      return classes === undefined ? undefined : classes + more;
    },
  };
}
