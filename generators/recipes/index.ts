import { binary } from "./binary.ts";
import { classes } from "./classes.ts";
import type { RecipeSpec } from "./define.ts";
import { margins } from "./margins.ts";
import { regression } from "./regression.ts";

/** Every conversion, in the order in which they are shown within their concept. */
export const RECIPES: readonly RecipeSpec[] = [...regression, ...binary, ...classes, ...margins];
