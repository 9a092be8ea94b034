import type { AdapterResult, Call } from "../../src/adapter.ts";

/** What the reference does with a call, at once. */
export type Evaluate = (call: Call) => AdapterResult;

/** The reference with one thing changed. */
export type Mutation = (honest: Evaluate) => Evaluate | Promise<Evaluate>;

/** One semantic mutant of the reference: a loss that means something else than the framework's, and how that has to be diagnosed. */
export interface Mutant {
  readonly loss: string;
  /** What it does, as a sentence without its subject: `ignores delta`. */
  readonly what: string;
  /** The codes of which one has to come first, the likeliest first. */
  readonly expected: readonly string[];
  readonly mutation: Mutation;
}

/** One kind of mutants, by the name of its table. */
export interface MutantKind {
  readonly kind: string;
  readonly mutants: readonly Mutant[];
}

/** What stands for a mutant in lists and on the command line. */
export function nameOf({ loss, what }: Mutant): string {
  return `${loss} ${what}`;
}
