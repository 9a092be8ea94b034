import type { CaseFile, Manifest } from "../src/format/case-file.ts";
import type { Catalogue } from "../src/format/catalogue.ts";
import type { ResultRow, ResultsFile } from "../src/format/results.ts";
import type { JsonTensor } from "../src/format/tensor.ts";
import type { ReportSuite } from "../src/report/data/suite.ts";
import { encodeTensor } from "../src/tensor/json.ts";

export const HOSTILE = `</script><img src=x onerror="document.title='owned'">\u2028`;

const f32 = (shape: number[], ...data: number[]): JsonTensor => encodeTensor({ dtype: "float32", shape, data });
const tensors = {
  a: f32([2, 2], 1, 0, 0.6, 0.8),
  b: f32([2, 2], 0, 1, 1, 0),
  alike: f32([2], 1, 1),
  unlike: f32([2], 1, -1),
};
const TF = "tf.keras.losses.CosineSimilarity";
const PT = "torch.nn.CosineEmbeddingLoss";
const answer = (value: JsonTensor) => ({ value, tolerance: { value: 1e-6 } });

export const COSINE_FILES: readonly CaseFile[] = [
  {
    format: 1,
    framework: "tensorflow",
    version: "2.3.4",
    loss: TF,
    concept: "cosine-similarity",
    parameters: { reduction: { default: "'auto'" } },
    tensors,
    answers: { n: answer(f32([2], 0, -0.6)) },
    cases: ["all-alike", "rejecting", "unlike"].map((family) => ({
      id: `${TF}/${family}/reduction=none/float32`,
      args: { reduction: "none" },
      inputs: { y_true: "a", y_pred: "b" },
      expect: "n",
    })),
  },
  {
    format: 1,
    framework: "pytorch",
    version: "1.7.0",
    loss: PT,
    concept: "cosine-similarity",
    parameters: { reduction: { default: "'mean'" } },
    tensors,
    answers: { n: answer(f32([2], 1, 0.4)) },
    cases: ["all-alike", "rejecting", "unlike"].map((family) => ({
      id: `${PT}/${family}/reduction=none/float32`,
      args: { reduction: "none" },
      inputs: { input1: "a", input2: "b", target: family === "unlike" ? "unlike" : "alike" },
      expect:
        family === "rejecting" ? { rejected: { error: "RuntimeError", phase: "call" as const, message: "no" } } : "n",
    })),
  },
];

const loss = { form: "class", concept: "cosine-similarity", aliases: [], parameters: {}, arguments: {} } as const;
export const CATALOGUE: Pick<Catalogue, "losses" | "concepts"> = {
  concepts: { "cosine-similarity": { title: "Cosine similarity", about: "", families: {} } },
  losses: {
    [TF]: {
      ...loss,
      framework: "tensorflow",
      inputs: { y_true: { role: "target" }, y_pred: { role: "prediction" } },
      canonicalFamily: "all-alike",
      families: [],
    },
    [PT]: {
      ...loss,
      framework: "pytorch",
      inputs: { input1: { role: "target" }, input2: { role: "prediction" }, target: { role: "similarity" } },
      canonicalFamily: "all-alike",
      families: [],
    },
  },
};

const manifest: Manifest = {
  format: 1,
  frameworks: {},
  aliases: {},
  files: COSINE_FILES.map((file) => ({
    path: `${file.framework}/class/${file.loss}.json`,
    loss: file.loss,
    framework: file.framework,
    cases: file.cases.length,
    unstable: 0,
    sha256: "",
  })),
};

export const SUITE: ReportSuite = {
  version: "0.1.0",
  digest: "0123456789abcdef",
  manifest,
  catalogue: () => CATALOGUE,
  casesOf: (entry) =>
    COSINE_FILES.find((file) => file.loss === entry.loss)!.cases.map(({ id }) => ({ id, isUnstable: false })),
  caseFile: (entry) => COSINE_FILES.find((file) => file.loss === entry.loss)!,
};

/** A run over the TensorFlow cases: one fails, as an adapter with a hostile name and message. */
export function hostileRun(overrides: Partial<ResultsFile> = {}): ResultsFile {
  const results: ResultRow[] = COSINE_FILES[0]!.cases.map(({ id }) => ({ id, verdict: "pass" }));
  results[0] = {
    id: COSINE_FILES[0]!.cases[0]!.id,
    verdict: "fail",
    kind: "value",
    ratio: 1_200_000,
    index: [1],
    where: "value",
    message: HOSTILE,
    actual: { value: f32([2], -0, 0.6) },
  };
  return {
    format: 1,
    suite: { version: "0.1.0", cases: "0123456789abcdef" },
    adapter: { name: `evil ${HOSTILE}`, version: "1", language: "JavaScript" },
    run: { startedAt: "2026-01-01T00:00:00.000Z", elapsedMs: 10, host: "h" },
    summary: {
      total: 6,
      pass: 2,
      fail: 1,
      unsupported: 3,
      crash: 0,
      timeout: 0,
      invalid: 0,
      unstable: 0,
      imprecise: 0,
      gradientsMissing: 0,
    },
    results,
    unsupportedRanges: [{ pattern: PT, count: 3, reason: "not declared" }],
    ...overrides,
  };
}

/** A run in which every outcome occurs, over both losses. */
export function variedRun(name = "varied"): ResultsFile {
  const [alike, rejecting, unlike] = COSINE_FILES[1]!.cases.map(({ id }) => id);
  const [first, second, third] = COSINE_FILES[0]!.cases.map(({ id }) => id);
  const results: ResultRow[] = [
    {
      id: first!,
      verdict: "fail",
      kind: "nonfinite",
      ratio: "Infinity",
      index: [0],
      where: "value",
      message: "value: 1 of 2 elements differ; worst at [0]: actual NaN, expected 0, allowed ±0.000001",
      actual: { value: f32([2], Number.NaN, Number.NEGATIVE_INFINITY) },
      diagnosis: "CLIPPING_ABSENT",
    },
    { id: second!, verdict: "pass", ratio: 0.25, flags: ["imprecise", "notDecisive"], gradientsMissing: ["y_pred"] },
    { id: third!, verdict: "crash", message: "Segmentation fault" },
    { id: alike!, verdict: "unsupported", message: "no argument reduction" },
    {
      id: rejecting!,
      verdict: "fail",
      kind: "accepted",
      message: "answers a call that the framework rejects (RuntimeError: no)",
      actual: { value: f32([2], 1, 1) },
    },
    {
      id: unlike!,
      verdict: "fail",
      kind: "value",
      ratio: 12.5,
      ulps: 100.25,
      index: [1],
      where: "value",
      message: "value: 1 of 2 elements differ",
      actual: { value: f32([2], 1, 0.5) },
      diagnosis: "SIGN_FLIPPED",
    },
  ];
  return {
    ...hostileRun(),
    adapter: { name, version: "2.0.0", language: "Rust" },
    summary: { ...hostileRun().summary, pass: 1, fail: 3, crash: 1, unsupported: 1, imprecise: 1, gradientsMissing: 1 },
    diagnoses: [
      { loss: TF, code: "CLIPPING_ABSENT", args: {}, sentence: "does not clip", explains: 1, failing: 2 },
      { loss: PT, code: "SIGN_FLIPPED", args: {}, sentence: "gives the negative", explains: 1, failing: 2 },
    ],
    results: results.sort((a, b) => (a.id < b.id ? -1 : 1)),
    unsupportedRanges: [],
  };
}
