import type { Framework, Parameter } from "./case-file.ts";

/** One public loss as the framework itself describes it. */
export interface Introspected {
  readonly kind: "class" | "function";
  /** Where it is defined. */
  readonly real: string;
  readonly aliases: readonly string[];
  readonly parameters: {
    readonly construct?: { readonly [name: string]: Parameter };
    readonly call?: { readonly [name: string]: Parameter };
  };
}

/** What a framework exposes: its public losses by canonical name, and every other public name that sounds like a loss. */
export interface Exposed {
  readonly losses: { readonly [loss: string]: Introspected };
  readonly others: readonly string[];
}

/** `cases/signatures.json`: what each framework exposes, as it says itself. */
export type Signatures = { readonly [framework in Framework]?: Exposed };
