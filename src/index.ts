export {
  type Adapter,
  type AdapterResult,
  type Call,
  defineAdapter,
  type LooseTensor,
  Unsupported,
  unsupported,
} from "./adapter.ts";
export { type Baseline, type GateReport, gate, type KnownFailure, updateBaseline } from "./baseline.ts";
export { loadSuite, type Suite, type SuiteCase } from "./cases/load.ts";
export { compareAnswer, compareTensor } from "./compare.ts";
export { type ConformanceOptions, type ConformanceOutcome, runConformance } from "./conformance.ts";
export { type Change, diffResults } from "./diff.ts";
export type { Argument, Arguments } from "./format/argument.ts";
export type { Case, CaseFile, Manifest } from "./format/case-file.ts";
export type { Catalogue } from "./format/catalogue.ts";
export type { ResultRow, ResultsFile, Verdict } from "./format/results.ts";
export type { Dtype, JsonTensor } from "./format/tensor.ts";
export { Problem } from "./problem.ts";
export { packagedSuite } from "./run/package.ts";
export { type RunOptions, runCommand, runInProcess } from "./run/run.ts";
export { numbers, type Tensor } from "./tensor/tensor.ts";
