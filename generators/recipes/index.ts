import { binary } from "./binary.ts";
import { classes } from "./classes.ts";
import { counts } from "./counts.ts";
import type { RecipeSpec } from "./define.ts";
import { margins } from "./margins.ts";
import { oneSidedPytorch } from "./one-sided-pytorch.ts";
import { oneSidedTensorflow } from "./one-sided-tensorflow.ts";
import { regression } from "./regression.ts";
import { sequences } from "./sequences.ts";

/** Every conversion, in the order in which they are shown within their concept. */
export const RECIPES: readonly RecipeSpec[] = [
  ...regression,
  ...binary,
  ...classes,
  ...margins,
  ...counts,
  ...sequences,
  ...oneSidedTensorflow,
  ...oneSidedPytorch,
];
