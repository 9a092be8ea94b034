import type { Framework } from "../../src/format/case-file.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** A conversion as it is written down; everything measured is added by the recorder. */
export interface RecipeSpec {
  readonly id: string;
  readonly concept: string;
  readonly title: string;
  readonly about: string;
  readonly target: string;
  /** Parameters of the code in its order: required inputs, then what it `accepts`. */
  readonly parameters: readonly string[];
  readonly accepts?: readonly string[];
  readonly fixed?: { readonly [argument: string]: string };
  /** Which calls it is meant for, where that depends on the numbers. */
  readonly covers?: {
    readonly text: string;
    readonly test: (inputs: { readonly [name: string]: Tensor }, args: { readonly [name: string]: unknown }) => boolean;
  };
  /** Families on which the framework of the code reads outside its memory: never run, and said so. */
  readonly undefinedOn?: RegExp;
  /** Defines one function that is called by keyword; `torch`, `F` or `tf` are imported. */
  readonly python: string;
  /** Defines one function of TensorFlow.js that is called by position; `tf` is imported. */
  readonly typescript: string;
}

/** Two inputs that one framework cannot tell apart and the other can. */
export interface ImpossibleSpec {
  readonly id: string;
  readonly concept: string;
  readonly title: string;
  readonly about: string;
  /** Code that prints one line for each of the two inputs. */
  readonly source: { readonly framework: Framework; readonly python: string };
  readonly target: { readonly framework: Framework; readonly python: string };
}

/** Checks nothing, but gives the type. */
export function defineRecipes(...recipes: readonly RecipeSpec[]): readonly RecipeSpec[] {
  return recipes;
}
