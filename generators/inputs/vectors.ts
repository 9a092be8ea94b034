import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";
import { mismatch, zeroD } from "./regression.ts";

/** Pairs of vectors, and a label 1 (alike) or −1 (unlike) for each. */
export const VECTORS: readonly FamilySpec[] = [
  { ...vectors("random-2d", [4, 3]), full: true, about: "Four pairs of vectors, labels 1 and −1." },
  { ...vectors("all-alike", [4, 3], [1]), about: "The same vectors, every label 1." },
  { ...vectors("square", [3, 3]), about: "As many vectors as features, so that a wrong axis still fits." },
  {
    name: "aligned",
    half: true,
    about: "Equal, opposite and orthogonal vectors: cosines of exactly 1, −1 and 0.",
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [1, 0, 1, 0, 1, 0, 3, 4]),
      target: exact(dtype, [4, 2], [2, 0, -2, 0, 0, 1, 3, 4]),
      similarity: exact(dtype, [4], [1, 1, 1, -1]),
    }),
  },
  {
    name: "zero-vector",
    half: true,
    about: "A vector of zeros, and vectors so small that the epsilons matter.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [0, 0, 1, 0, 2 ** -20, 2 ** -20]),
      target: exact(dtype, [3, 2], [1, 0, 0, 0, 2 ** -20, 2 ** -20]),
      similarity: exact(dtype, [3], [1, 1, 1]),
    }),
  },
  {
    ...vectors("random-3d", [2, 3, 4], [1, -1, -1], [2, 4]),
    about: "Three axes; labels for each vector along axis 1.",
  },
  {
    ...vectors("image", [2, 3, 2, 2], [1, -1, -1], [2, 2, 2]),
    half: true,
    about: "Four axes; labels for each vector along axis 1.",
  },
  {
    name: "random-1d",
    about: "One pair of vectors without a batch axis.",
    build: (dtype) => {
      const next = seeded("vectors/random-1d");
      return { prediction: filled(dtype, [5], () => normal(next)), target: filled(dtype, [5], () => normal(next)) };
    },
  },
  { ...vectors("wide", [2, 16], [1, -1]), about: "Vectors of sixteen numbers." },
  { ...vectors("one-feature", [4, 1], [1, -1, -1, 1]), about: "Vectors of one number: cosines of 1 and −1." },
  { ...vectors("one-element", [1, 1], [1]), about: "One pair of numbers." },
  {
    name: "kink",
    about: "Unlike pairs with cosines of exactly −1, 0, ½ and 1: the hinge at each margin.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 4], [1, 0, 0, 0]),
      target: exact(dtype, [4, 4], [-1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 2, 0, 0, 0]),
      similarity: exact(dtype, [4], [-1]),
    }),
  },
  {
    name: "normalised",
    about: "Vectors of length 1, which some losses take for granted.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 4], [0.5, 0.5, 0.5, 0.5, 1, 0, 0, 0]),
      target: exact(dtype, [4, 4], [0.5, -0.5, 0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0, 1, 0, 0]),
      similarity: exact(dtype, [4], [1, -1]),
    }),
  },
  { ...vectors("binary-labels", [4, 3], [1, 0]), about: "Labels 1 and 0: neither alike nor unlike." },
  { ...vectors("soft-labels", [4, 3], [0.5, -0.5, 2, 1]), about: "Labels of any size." },
  { ...vectors("one-label", [4, 3], [1], [1]), about: "One label [1] for all pairs." },
  { ...vectors("scalar-label", [4, 3], [-1], []), about: "A scalar label for all pairs." },
  {
    name: "broadcast-batch",
    about: "One vector [1,3] against four [4,3].",
    build: (dtype) => {
      const next = seeded("vectors/broadcast-batch");
      return {
        prediction: filled(dtype, [1, 3], () => normal(next)),
        target: filled(dtype, [4, 3], () => normal(next)),
        similarity: exact(dtype, [4], [1, -1]),
      };
    },
  },
  { ...vectors("empty-batch", [0, 3]), about: "No pair at all.", exact: true },
  { ...vectors("empty-features", [4, 0]), about: "Vectors of nothing.", exact: true },
  ...extremePredictions(
    (prediction) => ({
      prediction,
      target: exact(prediction.dtype as FloatDtype, [4, 2], [1, 0.5, -1, 2]),
      similarity: exact(prediction.dtype as FloatDtype, [4], [1, -1]),
    }),
    true,
  ),
  ...extremeTargets((target) => ({
    prediction: exact(target.dtype as FloatDtype, [4, 2], [1, 0.5, -1, 2]),
    target,
    similarity: exact(target.dtype as FloatDtype, [4], [1, -1]),
  })),
  {
    name: "non-finite-labels",
    about: "Labels that are NaN or infinite.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [1, 0.5, -1, 2]),
      target: exact(dtype, [4, 2], [0.5, 1]),
      similarity: exact(dtype, [4], [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1]),
    }),
  },
  { ...vectors("label-mismatch", [4, 3], [1, -1], [5]), about: "More labels than pairs.", illegal: true },
  { ...vectors("label-matrix", [4, 3], [1, -1], [4, 3]), about: "A label for each number.", illegal: true },
  { ...vectors("rank-1", [3], [1], [1]), about: "One pair without a batch axis, and a label.", illegal: true },
  { ...mismatch([4, 3], [4, 2]), about: "Vectors of different lengths." },
  { ...zeroD([0.5], [0.25]), legalFor: [], about: "Scalars." },
];

// --- internal ---

function vectors(
  name: string,
  shape: readonly number[],
  labels: readonly number[] = [1, -1],
  labelShape: readonly number[] = shape.slice(0, 1),
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`vectors/${shape.join("x")}`);
      return {
        prediction: filled(dtype, shape, () => normal(next)),
        target: filled(dtype, shape, () => normal(next)),
        similarity: exact(dtype, labelShape, labels),
      };
    },
  };
}
