import { crossentropy } from "./crossentropy.ts";
import type { ExperimentSpec } from "./define.ts";
import { dtypes } from "./dtypes.ts";
import { margins } from "./margins.ts";
import { regression } from "./regression.ts";
import { sequences } from "./sequences.ts";
import { shapes } from "./shapes.ts";

/** Every experiment, in the order in which they are shown. */
export const EXPERIMENTS: readonly ExperimentSpec[] = [
  ...shapes,
  ...dtypes,
  ...regression,
  ...crossentropy,
  ...margins,
  ...sequences,
];
