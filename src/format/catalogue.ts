import type { FORMAT, Framework, Parameter } from "./case-file.ts";

/** One value an argument was recorded with, under the name that stands for it in case ids. */
export interface CatalogueValue {
  /** As in the case id: `0.5`, `per-class`, `none`. */
  readonly name: string;
  /** Whether every recorded answer to it was a value, every one a rejection, or some of both; `never` where there is none. */
  readonly recorded: "accepted" | "rejected" | "both" | "never";
  /** Illegal or odd: recorded by itself on the canonical family, in no combination. */
  readonly suspect?: boolean;
  /** Has no meaning for the inputs of the canonical family, and is recorded on others. */
  readonly elsewhere?: boolean;
}

export interface CatalogueArgument {
  /** Name of the default as in a case id, absent where the argument is required. */
  readonly default?: string;
  readonly values: readonly CatalogueValue[];
  /** True for `size_average` and `reduce`, whose product is recorded on the canonical family only. */
  readonly legacy?: boolean;
  /** True where each value is recorded by itself, in no combination: `name`, `scope`. */
  readonly single?: boolean;
  /** Why the argument has fewer than two accepted values. */
  readonly excluded?: string;
}

export interface CatalogueInput {
  /** What the input is to the concept, whatever its parameter's name: `prediction`, `target`, `weights`, … */
  readonly role: string;
  readonly optional?: boolean;
}

export interface CatalogueLoss {
  readonly framework: Framework;
  readonly form: "class" | "function";
  readonly concept: string;
  readonly aliases: readonly string[];
  /** The class's loss for a function that is its functional form, and the other way round. */
  readonly counterpart?: string;
  readonly parameters: { readonly [name: string]: Parameter };
  readonly inputs: { readonly [parameter: string]: CatalogueInput };
  readonly arguments: { readonly [name: string]: CatalogueArgument };
  /** The family on which the full product of arguments is recorded. */
  readonly canonicalFamily: string;
  readonly families: readonly string[];
}

export interface CatalogueFamily {
  readonly about: string;
  /** Inputs sit on a kink, a clamp or a tie: exact fixtures, never perturbed. */
  readonly exact?: boolean;
  /** The framework is expected to refuse some of it: shapes, ranks, dtypes, ranges. */
  readonly illegal?: boolean;
}

export interface CatalogueConcept {
  readonly title: string;
  readonly about: string;
  readonly families: { readonly [family: string]: CatalogueFamily };
}

/** `cases/catalogue.json`: what the cases cover, as data, for everything in `src/` that needs it. */
export interface Catalogue {
  readonly format: typeof FORMAT;
  readonly concepts: { readonly [concept: string]: CatalogueConcept };
  readonly losses: { readonly [loss: string]: CatalogueLoss };
  /** Public names that look like losses and are not recorded; a name may be a GLOB. */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
}
