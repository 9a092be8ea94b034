import type { MutantKind } from "../mutant.ts";
import { argumentsIgnored } from "./arguments-ignored.ts";

/** Every mutant, by kind. */
export const CATALOGUE: readonly MutantKind[] = [argumentsIgnored];
