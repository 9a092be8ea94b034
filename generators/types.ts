import type { Argument } from "../src/format/argument.ts";
import type { Framework } from "../src/format/case-file.ts";
import type { FloatDtype } from "../src/format/tensor.ts";
import type { Tensor } from "../src/tensor/tensor.ts";

/** What a tensor-valued argument may depend on: the inputs of its family. */
export interface FamilyInputs {
  readonly family: string;
  readonly dtype: FloatDtype;
  readonly roles: { readonly [role: string]: Tensor };
}

/** One value of an argument, or of an optional input, under the name that stands for it in case ids. */
export interface Value {
  readonly name: string;
  /** `undefined` where the value has no meaning for these inputs. */
  readonly make: (inputs: FamilyInputs) => Argument<Tensor> | undefined;
  /** Why a call with it is undefined behaviour; see {@link FamilySpec.isolated}. */
  readonly isolated?: string;
}

/** The values worth recording for one argument or optional input. */
export interface Domain {
  /** The framework's own default, which ids leave out and calls do not pass. */
  readonly default?: Value;
  /** What the other arguments are tried with, where it is not the default because the framework refuses that. */
  readonly base?: Value;
  /** Values expected to be accepted, the default included. */
  readonly values: readonly Value[];
  /** Values recorded one at a time, as rejected or as surprisingly accepted. */
  readonly suspect?: readonly Value[];
  /** `size_average` and `reduce`: their product is recorded on `full` families only. */
  readonly legacy?: boolean;
  /** Values recorded one at a time on the canonical family only, in no product: `name`, `scope` and the like. */
  readonly single?: boolean;
}

export interface LossSpec {
  /** Canonical public name. */
  readonly loss: string;
  readonly framework: Framework;
  readonly form: "class" | "function";
  /** Required inputs: the roles that can fill each parameter, the first that the family has being taken. */
  readonly inputs: { readonly [parameter: string]: readonly string[] };
  readonly optionalInputs?: { readonly [parameter: string]: Domain };
  readonly args: { readonly [parameter: string]: Domain };
  /** The class of a function, and the other way round. */
  readonly counterpart?: string;
}

/** How inputs were chosen. All members of a concept get the same tensors. */
export interface FamilySpec {
  readonly name: string;
  readonly about: string;
  /** The full product of arguments is recorded, the legacy pair included; the first full family is the canonical one. */
  readonly full?: boolean;
  /** Inputs sit on a kink, a clamp or a tie: exact fixtures, never perturbed. */
  readonly exact?: boolean;
  /** A sum over the batch would depend on the order of its terms; recorded without one where the loss can be asked so. */
  readonly unreduced?: boolean;
  /** The framework may refuse it; recorded with default arguments only. */
  readonly illegal?: boolean;
  /** GLOBs of the losses to which an illegal family is as legal as any other. */
  readonly legalFor?: readonly string[];
  /** Asked in float16 too, with default arguments: where half precision rounds, overflows or saturates on its own. */
  readonly half?: boolean;
  /**
   * Why the call is undefined behaviour: it may corrupt the framework's memory or kill it. Each is asked in a process of its own, and
   * what it answers, unless it is a refusal, is never judged.
   */
  readonly isolated?: string;
  /** The losses that are asked about it, where not all are. */
  readonly only?: readonly string[];
  readonly build: (dtype: FloatDtype) => { readonly [role: string]: Tensor };
}

export interface ConceptSpec {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly families: readonly FamilySpec[];
  readonly losses: readonly LossSpec[];
}

/** Checks nothing, but gives the type. */
export function defineConcept(concept: ConceptSpec): ConceptSpec {
  return concept;
}
