import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { extremePredictions, extremeTargets } from "./extremes.ts";
import { exact, filled, normal, seeded } from "./random.ts";

const NAN = Number.NaN;
const INFINITY = Number.POSITIVE_INFINITY;

/** Pairs of scores, `prediction` and `other`, and a `sign`: 1 where the first should be above the second, −1 where below. */
export const RANKINGS: readonly FamilySpec[] = [
  { ...random("random-1d", [5]), full: true, about: "Five pairs of scores." },
  { ...random("random-2d", [4, 3]), about: "Two axes of pairs." },
  { ...random("random-3d", [2, 3, 4]), about: "Three axes of pairs." },
  { ...random("image", [2, 3, 2, 2]), about: "Four axes of pairs." },
  {
    ...fixture([4, 3], [1, 2, 1, 0.5, 1, 0, 2, 0, 1, 0, -1, 3], [1, 1, 2, 0, 0.5, 1, 0, 2, 2, 1, 0, 1], [1, -1, 1]),
    name: "kink",
    about: "Differences of exactly 0, ±½, ±1 and ±2: the hinge at each margin.",
  },
  {
    ...fixture([4, 2], [1, 1, -1, -1, 0, 0, 2, 2], [1, 1, -1, -1, 0, 0, 2, 2], [1, -1]),
    name: "ties",
    about: "Equal scores.",
  },
  { ...random("binary-signs", [4, 3], [0, 1]), about: "Signs 0 and 1 instead of −1 and 1." },
  { ...random("soft-signs", [4, 3], [0.5, -0.25, 2, -3]), about: "Signs of any size, which scale the difference." },
  { ...random("one-element", [1, 1], [1]), about: "One pair." },
  { ...random("empty-batch", [0, 3]), about: "No pair at all.", exact: true },
  { ...random("empty-features", [4, 0]), about: "Samples without a pair.", exact: true },
  { ...random("one-sign", [4, 3], [1], [1]), about: "One sign [1] for all pairs." },
  { ...random("sign-column", [4, 3], [1, -1], [4, 1]), about: "A sign [4,1] for each row." },
  { ...random("other-row", [4, 3], [1, -1], [4, 3], [3]), about: "Second scores [3] against first ones [4,3]." },
  {
    ...random("row-against-column", [4, 1], [1, -1], [4, 3], [3]),
    about: "First scores [4,1] against second ones [3].",
  },
  ...extremePredictions((prediction) => ({
    prediction,
    other: exact(prediction.dtype as FloatDtype, [4, 2], [0, 0.5, 1, -1]),
    sign: exact(prediction.dtype as FloatDtype, [4, 2], [1, -1, -1, 1]),
  })),
  {
    ...fixture([3, 2], [1, 0, 1, 0, 1, 0], [NAN, 1, INFINITY, -INFINITY, 0.5, 0.25], [1, -1]),
    name: "non-finite-other",
    about: "NaN and infinities in the second scores.",
  },
  {
    ...fixture([2, 2], [INFINITY, -INFINITY, INFINITY, -INFINITY], [INFINITY, -INFINITY, -INFINITY, INFINITY], [1]),
    name: "infinite-pairs",
    about: "Infinity against infinity.",
  },
  ...extremeTargets((sign) => ({
    prediction: exact(sign.dtype as FloatDtype, [4, 2], [0.5, 1, 0, -2]),
    other: exact(sign.dtype as FloatDtype, [4, 2], [1, 0.25, 0, -1]),
    sign,
  })),
  { ...random("shape-mismatch", [4, 3], [1], [4, 3], [4, 2]), about: "Scores that do not broadcast.", illegal: true },
  { ...random("sign-mismatch", [4, 3], [1], [5]), about: "Signs that do not broadcast.", illegal: true },
  { ...random("zero-d", [], [1]), about: "Scalars.", illegal: true },
  { ...random("sign-zero-d", [4], [1], []), about: "A scalar sign.", illegal: true },
];

// --- internal ---

function random(
  name: string,
  shape: readonly number[],
  signs: readonly number[] = [1, -1, -1, 1, 1],
  signShape: readonly number[] = shape,
  otherShape: readonly number[] = shape,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`rankings/${shape.join("x")}`);
      return {
        prediction: filled(dtype, shape, () => normal(next)),
        other: filled(dtype, otherShape, () => normal(next)),
        sign: exact(dtype, signShape, signs),
      };
    },
  };
}

function fixture(
  shape: readonly number[],
  first: readonly number[],
  second: readonly number[],
  signs: readonly number[],
): Omit<FamilySpec, "about" | "name"> {
  return {
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, shape, first),
      other: exact(dtype, shape, second),
      sign: exact(dtype, shape, signs),
    }),
  };
}
