import type { ConceptSpec } from "../types.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { cosine } from "./cosine.ts";
import { crossentropy } from "./crossentropy.ts";
import { categoricalHinge, hinge, squaredHinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { klDivergence } from "./kl-divergence.ts";
import { poisson } from "./poisson.ts";
import { absoluteError, logCosh, percentageError, squaredError, squaredLogarithmicError } from "./regression.ts";

/** Everything that is recorded, one concept after the other. */
export const CONCEPTS: readonly ConceptSpec[] = [
  absoluteError,
  binaryCrossentropy,
  categoricalHinge,
  cosine,
  crossentropy,
  hinge,
  huber,
  klDivergence,
  logCosh,
  percentageError,
  poisson,
  squaredError,
  squaredHinge,
  squaredLogarithmicError,
];
