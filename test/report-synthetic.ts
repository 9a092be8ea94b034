import type { CaseFile, Manifest } from "../src/format/case-file.ts";
import type { Catalogue } from "../src/format/catalogue.ts";
import { FAIL_KINDS, type LossDiagnosis, type ResultRow, type ResultsFile } from "../src/format/results.ts";
import type { JsonTensor } from "../src/format/tensor.ts";
import type { ReportSuite } from "../src/report/data/suite.ts";

const LOSSES = 60;
const FAMILIES = 25;
const CODES = ["SUM_FOR_MEAN", "ARGUMENT_IGNORED", "CLIPPING_ABSENT", "SIGN_FLIPPED", "GRADIENT_AT_KINK"];

/** A suite of this many cases, and as many runs of it as asked for, of which a fifth fails in many ways. */
export function synthetic(cases: number, adapters: number): { suite: ReportSuite; results: ResultsFile[] } {
  const files = Array.from({ length: LOSSES }, (_, loss) => caseFile(loss, Math.floor(cases / LOSSES)));
  const manifest: Manifest = {
    format: 1,
    frameworks: {},
    aliases: {},
    files: files.map(({ loss, framework, cases: own }) => ({
      path: `${loss}.json`,
      ...{ loss, framework, cases: own.length, unstable: 0, sha256: "" },
    })),
  };
  const fileOf = (loss: string) => files.find((file) => file.loss === loss)!;
  const suite: ReportSuite = {
    version: "0.0.0",
    digest: "synthetic",
    manifest,
    catalogue: () => catalogue(files),
    casesOf: ({ loss }) => fileOf(loss).cases.map(({ id }) => ({ id, isUnstable: false })),
    caseFile: ({ loss }) => fileOf(loss),
  };
  return { suite, results: Array.from({ length: adapters }, (_, adapter) => resultsFile(files, adapter)) };
}

// --- internal ---

/** Mulberry32: the same numbers everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function tensor(next: () => number): JsonTensor {
  return {
    dtype: "float32",
    shape: [4, 3],
    data: Array.from({ length: 12 }, () => Number((next() * 4).toPrecision(8))),
  };
}

function caseFile(loss: number, count: number): CaseFile {
  const next = random(loss + 1);
  const framework = loss % 2 === 0 ? "tensorflow" : "pytorch";
  const name = `${framework === "tensorflow" ? "tf.keras.losses.Synthetic" : "torch.nn.Synthetic"}${loss}`;
  const inputs = Array.from({ length: FAMILIES }, (_, family) => [
    [`family-${family}/target`, tensor(next)] as const,
    [`family-${family}/prediction`, tensor(next)] as const,
  ]).flat();
  const ids = Array.from({ length: count }, (_, i) => {
    const family = i % FAMILIES;
    const dtype = i % 5 === 0 ? "float64" : "float32";
    return {
      id: `${name}/family-${family}/alpha=${Math.floor(i / FAMILIES)},reduction=${i % 3 ? "sum" : "none"}/${dtype}`,
      family,
    };
  });
  const answers = Object.fromEntries(
    ids.map((_, i) => [
      `a${i}`,
      {
        value: tensor(next),
        gradients: { prediction: tensor(next) },
        tolerance: { value: 1e-6, gradients: { prediction: 2e-6 } },
      },
    ]),
  );
  return {
    format: 1,
    framework,
    version: framework === "tensorflow" ? "2.3.4" : "1.7.0",
    loss: name,
    concept: `concept-${Math.floor(loss / 4)}`,
    parameters: {},
    tensors: Object.fromEntries(inputs),
    answers,
    cases: ids.map(({ id, family }, i) => ({
      id,
      args: { alpha: i, reduction: "sum" },
      inputs: { target: `family-${family}/target`, prediction: `family-${family}/prediction` },
      wrt: ["prediction"],
      expect: `a${i}`,
    })),
  };
}

function catalogue(files: readonly CaseFile[]): Pick<Catalogue, "losses" | "concepts"> {
  const families = Object.fromEntries(
    Array.from({ length: FAMILIES }, (_, i) => [`family-${i}`, { about: `Family ${i}.` }]),
  );
  const loss = {
    form: "class",
    aliases: [],
    parameters: {},
    arguments: {},
    canonicalFamily: "family-0",
    families: [],
  } as const;
  return {
    concepts: Object.fromEntries(
      files.map(({ concept }) => [concept, { title: `Concept ${concept.slice(8)}`, about: "", families }]),
    ),
    losses: Object.fromEntries(
      files.map(({ loss: name, framework, concept }) => [
        name,
        { ...loss, framework, concept, inputs: { target: { role: "target" }, prediction: { role: "prediction" } } },
      ]),
    ),
  };
}

function resultsFile(files: readonly CaseFile[], adapter: number): ResultsFile {
  const next = random(1000 + adapter);
  const results = files.flatMap((file, loss) =>
    file.cases.map((item, i): ResultRow => {
      const { id } = item;
      // Libraries fail by family and argument, not at random; some of it is.
      const isFailing = (i % FAMILIES) * 7 + loss + adapter * 3 < 70 || next() < 0.02;
      if (!isFailing)
        return next() < 0.6 ? { id, verdict: "pass" } : { id, verdict: "pass", ratio: Number(next().toPrecision(3)) };
      return failure(id, file.answers[item.expect as string]!.value as JsonTensor, (i % FAMILIES) + loss, next);
    }),
  );
  results.sort((a, b) => (a.id < b.id ? -1 : 1));
  const count = (verdict: string) => results.filter((row) => row.verdict === verdict).length;
  return {
    format: 1,
    suite: { version: "0.0.0", cases: "synthetic" },
    adapter: { name: `adapter-${adapter}`, version: "1.0.0", language: "JavaScript" },
    run: { startedAt: "2026-01-01T00:00:00.000Z", elapsedMs: 1000, host: "synthetic" },
    summary: {
      ...{ total: results.length, pass: count("pass"), fail: count("fail"), unsupported: 0, crash: count("crash") },
      ...{ timeout: 0, invalid: 0, unstable: 0, imprecise: 0, gradientsMissing: 0 },
    },
    diagnoses: files.flatMap(({ loss }) => diagnosesOf(loss)),
    results,
    unsupportedRanges: [],
  };
}

function failure(id: string, golden: JsonTensor, group: number, next: () => number): ResultRow {
  if (group % 11 === 10) return { id, verdict: "crash", message: "the adapter ended with code 139" };
  const kind = FAIL_KINDS[group % FAIL_KINDS.length]!;
  if (kind === "rejected")
    return {
      id,
      verdict: "fail",
      kind,
      message: `rejects a call that the framework answers: shape ${group}`,
      diagnosis: "REJECTS_LEGAL",
    };
  if (kind === "accepted")
    return {
      id,
      verdict: "fail",
      kind,
      message: "answers a call that the framework rejects",
      diagnosis: "ACCEPTS_ILLEGAL",
    };
  if (kind === "shape")
    return {
      id,
      verdict: "fail",
      kind,
      ratio: "Infinity",
      where: "value",
      message: "the value has the shape [12], expected [4,3]",
      actual: { value: { ...golden, shape: [12] } },
    };
  const factor = 1 + next();
  const value = { ...golden, data: golden.data.map((element) => Math.fround(Number(element) * factor)) };
  const at = Math.floor(next() * 12);
  const [actual, expected] = [Number(value.data[at]), Number(golden.data[at])];
  return {
    id,
    verdict: "fail",
    kind,
    ratio: Number((Math.abs(actual - expected) / 1e-6).toPrecision(3)) || 1.5,
    ulps: Math.round(next() * 1e6),
    index: [Math.floor(at / 3), at % 3],
    where: "value",
    message: `value: 12 of 12 elements differ; worst at [${Math.floor(at / 3)},${at % 3}]: actual ${actual}, expected ${expected}, allowed ±0.000001`,
    actual: { value },
    ...(group % 4 !== 0 && { diagnosis: CODES[group % CODES.length]! }),
  };
}

function diagnosesOf(loss: string): LossDiagnosis[] {
  return CODES.slice(0, 3).map((code, i) => ({
    loss,
    code,
    args: {},
    sentence: `does as ${code} says`,
    explains: 60 - i,
    failing: 200,
  }));
}
