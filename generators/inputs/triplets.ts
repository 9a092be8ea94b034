import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";

const NAN = Number.NaN;
const INFINITY = Number.POSITIVE_INFINITY;

/** Vectors: an anchor (`prediction`), a `positive` that should be near it and a `negative` that should not. */
export const TRIPLETS: readonly FamilySpec[] = [
  { ...random("random-2d", [4, 3]), full: true, about: "Four triplets of vectors of three." },
  {
    ...random("random-3d", [2, 3, 4]),
    about: "Three axes: which of them the distance is over depends on the function.",
  },
  { ...random("image", [2, 3, 2, 2]), about: "Four axes." },
  { ...random("square", [3, 3]), about: "As many vectors as features, so that a wrong axis still fits." },
  {
    name: "kink",
    about: "Distances of whole numbers (3, 4, 5 triangles), apart by exactly 0, ½, 1 and 2: the hinge at each margin.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [0, 0]),
      positive: exact(dtype, [4, 2], [3, 4, 3, 4, 0, 4, 0, 4]),
      negative: exact(dtype, [4, 2], [4, 3, 0, 6, 0, 4.5, 6, 0]),
    }),
  },
  {
    name: "equal",
    about: "The anchor equal to the positive, to the negative, to both: distances of zero, where only eps is left.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [1, 2]),
      positive: exact(dtype, [3, 2], [1, 2, 0, 2, 1, 2]),
      negative: exact(dtype, [3, 2], [0, 2, 1, 2, 1, 2]),
    }),
  },
  {
    name: "swap",
    about: "Negatives nearer to the positive than to the anchor, equally near, and farther: where `swap` matters.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [0, 0]),
      positive: exact(dtype, [3, 2], [2, 0]),
      negative: exact(dtype, [3, 2], [3, 0, 1, 0, -1, 0]),
    }),
  },
  {
    name: "zero-vectors",
    about: "Vectors of zeros, which have no direction.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [0, 0, 1, 0, 1, 0]),
      positive: exact(dtype, [3, 2], [1, 0, 0, 0, 1, 1]),
      negative: exact(dtype, [3, 2], [0, 1, 0, 1, 0, 0]),
    }),
  },
  { ...random("one-feature", [4, 1]), about: "Vectors of one number." },
  { ...random("one-element", [1, 1]), about: "One triplet of numbers." },
  { ...random("empty-batch", [0, 3]), about: "No triplet at all.", exact: true },
  { ...random("empty-features", [4, 0]), about: "Vectors of nothing.", exact: true },
  { ...random("one-positive", [4, 3], [1, 3]), about: "One positive [1,3] for all anchors." },
  { ...random("one-negative", [4, 3], [4, 3], [1, 3]), about: "One negative [1,3] for all anchors." },
  { ...random("negative-rank-1", [4, 3], [4, 3], [3]), about: "A negative [3] without a batch axis." },
  ...extremePredictions(
    (prediction) => ({
      prediction,
      positive: exact(prediction.dtype as FloatDtype, [4, 2], [0, 0.5, 1, -1]),
      negative: exact(prediction.dtype as FloatDtype, [4, 2], [1, -0.5, 0, 2]),
    }),
    true,
  ),
  {
    name: "non-finite-others",
    about: "NaN and infinities in the positive and in the negative.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [1, 0]),
      positive: exact(dtype, [4, 2], [NAN, 0, INFINITY, 0, 1, 1, 1, 1]),
      negative: exact(dtype, [4, 2], [0, 0, 0, 0, NAN, 0, 0, -INFINITY]),
    }),
  },
  { ...random("random-1d", [3]), about: "One vector without a batch axis.", illegal: true },
  { ...random("zero-d", []), about: "Scalars.", illegal: true },
  { ...random("shape-mismatch", [4, 3], [4, 3], [4, 2]), about: "Vectors of different lengths.", illegal: true },
  { ...random("batch-mismatch", [4, 3], [4, 3], [2, 3]), about: "Fewer negatives than anchors.", illegal: true },
];

// --- internal ---

function random(
  name: string,
  anchor: readonly number[],
  positive: readonly number[] = anchor,
  negative: readonly number[] = anchor,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`triplets/${name}`);
      return {
        prediction: filled(dtype, anchor, () => normal(next)),
        positive: filled(dtype, positive, () => normal(next)),
        negative: filled(dtype, negative, () => normal(next)),
      };
    },
  };
}
