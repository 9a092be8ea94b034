import type { Framework } from "../format/case-file.ts";

/** A conversion: one framework's loss written in the other, run against every recorded case that it covers. */
export interface Recipe {
  readonly id: string;
  readonly concept: string;
  readonly title: string;
  readonly about: string;
  /** The loss whose answers the code must give. */
  readonly target: string;
  readonly framework: Framework;
  /** The framework that the Python code is written in. */
  readonly writtenIn: Framework;
  /** The arguments and optional inputs that the code takes; cases with any other are not its business. */
  readonly accepts: readonly string[];
  /** The arguments that it stands for and does not take, by their name in case ids. */
  readonly fixed: { readonly [argument: string]: string };
  /** The calls that it is meant for, where the numbers decide. */
  readonly covers?: string;
  /** Families on which the framework of the code has no defined behaviour. */
  readonly notRun?: readonly string[];
  readonly python: string;
  readonly result: Measured;
  readonly typescript: string;
  readonly typescriptResult: Measured;
}

/** Computed from the run, never typed in. */
export type RecipeState = "exact" | "within tolerance" | "only where";

/** What the run of a recipe against the recorded cases gave. */
export interface Measured {
  readonly state: RecipeState;
  /** Cases that the target answers and the recipe covers. */
  readonly cases: number;
  readonly holding: number;
  /** Of these, the ones whose inputs were drawn at random or chosen for no edge. */
  readonly ordinary: { readonly cases: number; readonly holding: number };
  /** Over the cases where it holds. */
  readonly value: Errors;
  readonly gradient: Errors;
  readonly conditions: readonly Condition[];
}

/** Largest errors: absolute, relative to the largest element of the golden, and in units of that element's last place. */
export interface Errors {
  readonly absolute: number;
  readonly relative: number;
  readonly ulp: number;
}

/** Where a recipe stops holding: with one value of an argument, or on a family of inputs. */
export interface Condition {
  readonly argument?: { readonly name: string; readonly value: string };
  readonly family?: string;
  readonly failing: number;
  readonly of: number;
  /** Largest relative error of those that gave an answer of the right shape. */
  readonly off?: number | "Infinity";
  readonly example: Miss;
}

/** One case that a recipe misses. */
export interface Miss {
  readonly id: string;
  /** `value`, `gradient of y_pred`, or `call` where the recipe raised. */
  readonly where: string;
  readonly index?: readonly number[];
  readonly actual?: number | string;
  readonly expected?: number | string;
  readonly message?: string;
}

/** No function of the source's answer can give the target's: the same answer stands for two different ones. */
export interface Impossible {
  readonly id: string;
  readonly concept: string;
  readonly title: string;
  readonly about: string;
  readonly source: {
    readonly framework: Framework;
    readonly python: string;
    readonly answers: readonly [string, string];
  };
  readonly target: {
    readonly framework: Framework;
    readonly python: string;
    readonly answers: readonly [string, string];
  };
}

/** `cases/recipes.json`. */
export interface RecipeFile {
  readonly format: 1;
  readonly versions: { readonly pytorch: string; readonly tensorflow: string; readonly tfjs: string };
  readonly recipes: readonly Recipe[];
  readonly impossible: readonly Impossible[];
}
