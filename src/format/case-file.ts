import type { FileArguments } from "./argument.ts";
import type { JsonTensor } from "./tensor.ts";

/** Version of the shape of case files, manifest and results files. */
export const FORMAT = 1;

export type Framework = "pytorch" | "tensorflow";
export type Phase = "construct" | "call" | "backward";

/** A tensor, or the name of one in the file's `tensors`. */
export type TensorRef = string | JsonTensor;

/**
 * How far an answer may lie from the golden, in the golden's unit: one number for a tensor, one per element, or apart for
 * below and above where the interval between the framework's answer and the exact one was folded in.
 */
export type Allowance =
  | number
  | readonly number[]
  | { readonly below: number | readonly number[]; readonly above: number | readonly number[] };

export interface TolerancePerTensor {
  readonly value: Allowance;
  readonly gradients?: { readonly [input: string]: Allowance };
}

/** What the framework answered, with what it takes to judge another answer. */
export interface GoldenAnswer {
  readonly value: TensorRef;
  readonly gradients?: { readonly [input: string]: TensorRef };
  readonly tolerance: TolerancePerTensor;
  readonly warnings?: readonly string[];
}

/** The framework refused the call. */
export interface GoldenRejection {
  /** The class of the error, as the framework names it. */
  readonly error: string;
  readonly phase: Phase;
  readonly message: string;
  readonly warnings?: readonly string[];
}

/** The name of an answer in the file's `answers`, an answer, or a rejection. */
export type Expectation = string | GoldenAnswer | { readonly rejected: GoldenRejection };

/** One call with its recorded answer. */
export interface Case {
  /** `loss/family/args/dtype`, unique and stable for ever. */
  readonly id: string;
  readonly args: FileArguments;
  /** Names in the file's `tensors`, by the parameter's real name. */
  readonly inputs: { readonly [parameter: string]: string };
  /** The inputs whose gradient is asked for, in the order they are asked. */
  readonly wrt?: readonly string[];
  /** Floating inputs for which the framework gives no gradient, with its reason. */
  readonly notDifferentiable?: { readonly [input: string]: string };
  readonly expect: Expectation;
  /** Why the golden does not reproduce; such a case is kept, never sent, never judged. */
  readonly unstable?: string;
  /** The CPU that answered, where the case was added on another one than the manifest names. */
  readonly recordedOn?: string;
}

/** One parameter as `inspect.signature` shows it; `default` is absent where there is none. */
export interface Parameter {
  /** Python's `repr` of the default. */
  readonly default?: string;
  readonly kind?: "positional-or-keyword" | "keyword-only" | "positional-only";
}

/** `cases/<framework>/<form>/<loss>.json`. */
export interface CaseFile {
  readonly format: typeof FORMAT;
  readonly framework: Framework;
  readonly version: string;
  readonly loss: string;
  readonly concept: string;
  readonly parameters: { readonly [name: string]: Parameter };
  readonly tensors: { readonly [name: string]: JsonTensor };
  readonly answers: { readonly [name: string]: GoldenAnswer };
  readonly cases: readonly Case[];
}

export interface ManifestFile {
  /** Relative to the folder of the manifest, with `/`. */
  readonly path: string;
  readonly loss: string;
  readonly framework: Framework;
  readonly cases: number;
  readonly unstable: number;
  /** Hex SHA-256 of the file's bytes. */
  readonly sha256: string;
}

/** Where and with what a framework's goldens were recorded. */
export interface Provenance {
  readonly version: string;
  readonly python: string;
  readonly numpy: string;
  readonly cpu: string;
  readonly platform: string;
  readonly settings: { readonly [name: string]: string };
}

/** The provenance of a framework's goldens, and how many cases were added later on which other CPU. */
export interface Recording extends Provenance {
  readonly additions?: readonly { readonly cpu: string; readonly cases: number }[];
}

/** `cases/manifest.json`. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly frameworks: { readonly [framework in Framework]?: Recording };
  /** Every other public name of a loss, by its canonical name. */
  readonly aliases: { readonly [loss: string]: readonly string[] };
  readonly files: readonly ManifestFile[];
}
