import type { FileArguments } from "../../format/argument.ts";
import type { Allowance, Framework, GoldenRejection, Parameter, Provenance } from "../../format/case-file.ts";
import type { Summary as Counts, RunInfo, UnsupportedRange } from "../../format/results.ts";
import type { JsonTensor } from "../../format/tensor.ts";

/** What the page knows before anything is opened. */
export interface Summary {
  /** Names these very results in permalinks. */
  readonly run: string;
  readonly suite: { readonly version: string; readonly digest: string };
  readonly frameworks: { readonly [framework in Framework]?: Provenance };
  readonly adapters: readonly AdapterInfo[];
  readonly concepts: readonly ConceptInfo[];
  /** Grouped by concept, as the matrix shows them. */
  readonly losses: readonly LossInfo[];
  /** By loss, then by adapter. */
  readonly cells: readonly (readonly Cell[])[];
  readonly diagnoses: readonly DiagnosisInfo[];
  /** What `--against` names, where the page was made with it. */
  readonly against?: readonly string[];
}

export interface AdapterInfo {
  readonly name: string;
  readonly version: string;
  readonly language: string;
  readonly run: RunInfo;
  readonly counts: Counts;
  readonly suite: { readonly version: string; readonly cases: string };
  readonly unsupportedRanges: readonly UnsupportedRange[];
  readonly hasDiagnoses: boolean;
  /** Failing cases, and how many of them the page has the answers of. */
  readonly failing: number;
  readonly detailed: number;
}

export interface ConceptInfo {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

export interface LossInfo {
  readonly name: string;
  readonly framework: Framework;
  readonly version: string;
  /** The file of its cases. */
  readonly path: string;
  /** Index in {@link Summary.concepts}. */
  readonly concept: number;
  readonly cases: number;
  readonly unstable: number;
  readonly aliases: readonly string[];
  readonly parameters: { readonly [name: string]: Parameter };
  readonly form: "class" | "function";
  /** What the call takes, in a class's case apart from what its constructor takes. */
  readonly inputs: readonly string[];
}

/** One loss on one adapter. */
export interface Cell {
  /** A count for each of `OUTCOMES`. */
  readonly counts: readonly number[];
  /** Largest error ÷ allowance of the failing cases; −1 stands for infinity, absent where none has one. */
  readonly worst?: number;
}

export interface DiagnosisInfo {
  readonly adapter: number;
  readonly loss: number;
  readonly code: string;
  readonly args: { readonly [name: string]: string | number };
  readonly sentence: string;
  readonly explains: number;
  readonly failing: number;
}

/** The cases of one loss and what came of them: columns, each distinct text once. In references 0 is nothing, n the n-th text. */
export interface RowsBlock {
  readonly families: readonly string[];
  readonly about: readonly string[];
  readonly args: readonly string[];
  readonly dtypes: readonly string[];
  /** By case, an index in each of the three above. */
  readonly family: readonly number[];
  readonly arg: readonly number[];
  readonly dtype: readonly number[];
  readonly codes: readonly string[];
  readonly wheres: readonly string[];
  readonly indices: readonly string[];
  readonly messages: readonly string[];
  readonly missing: readonly string[];
  readonly adapters: readonly AdapterRows[];
}

/** What came of a loss's cases on one adapter. */
export interface AdapterRows {
  /** A letter for each case: `a` is the first of `OUTCOMES`. */
  readonly outcomes: string;
  /** The cases that have anything besides, as distances from one to the next; the columns below are about these. */
  readonly at: readonly number[];
  /** −1 stands for infinity, 0 for none. */
  readonly ratio: readonly number[];
  readonly code: readonly number[];
  readonly where: readonly number[];
  readonly index: readonly number[];
  readonly message: readonly number[];
  readonly missing: readonly number[];
  /** 1 imprecise, 2 notDecisive. */
  readonly flags: readonly number[];
}

/** Tensors by their index in {@link DetailsBlock.tensors}. */
export interface AnswerRef {
  readonly value?: number;
  readonly gradients?: { readonly [input: string]: number };
}

/** What a failing case asks and expects. */
export interface DetailCase {
  readonly args: FileArguments;
  readonly inputs: { readonly [name: string]: number };
  readonly wrt?: readonly string[];
  readonly expected?: AnswerRef;
  readonly allowances?: { readonly value: Allowance; readonly gradients?: { readonly [input: string]: Allowance } };
  readonly rejected?: GoldenRejection;
}

/** What an adapter said of a failing case. */
export interface DetailAnswer {
  readonly actual?: AnswerRef;
  readonly message?: string;
  readonly ulps?: number;
}

/** The failing cases of one loss with every number, each tensor once. */
export interface DetailsBlock {
  readonly tensors: readonly JsonTensor[];
  /** The tensors that arguments name. */
  readonly named: { readonly [name: string]: number };
  /** By the case's place in the loss. */
  readonly cases: { readonly [at: string]: DetailCase };
  /** By adapter, then by case. */
  readonly answers: readonly { readonly [at: string]: DetailAnswer }[];
}
