import type { FamilySpec } from "../types.ts";
import { exact, filled, integers, LIMITS, normal, seeded } from "./random.ts";

const NAN = Number.NaN;
const INFINITY = Number.POSITIVE_INFINITY;

/** As many parameters as the largest module of the catalogue has (6 features, 8 classes, 3 clusters, div_value 1). */
const PARAMETERS = 240;

/** Features [N, 6] or [N, 4], labels of 8 or 6 classes, and the module's own parameters in one vector. */
export const ADAPTIVE: readonly FamilySpec[] = [
  { ...random("features-6", [4, 6], [0, 3, 5, 1]), full: true, about: "Four samples of six features, labels below 6." },
  { ...random("features-4", [3, 4], [1, 0, 2]), about: "Three samples of four features, labels below 3." },
  {
    ...random("every-class", [8, 6], [7, 0, 6, 1, 5, 2, 4, 3]),
    about: "Each of eight classes once: the head and every cluster.",
  },
  { ...random("head-only", [3, 6], [0, 0, 0]), about: "Only the most frequent class, which is always in the head." },
  { ...random("one-sample", [1, 6], [2]), about: "One sample." },
  {
    name: "ties",
    about: "Parameters of zero: every class of a cluster is equally likely.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 6], [1, -1, 0.5, 2]),
      labels: integers([3], [0, 3, 5]),
      parameters: exact(dtype, [PARAMETERS], [0]),
    }),
  },
  { ...features("saturated", [40, -40, 1000, -1000, 0, 1]), about: "Features of ±40 and ±1000." },
  {
    ...features("nan-prediction", [NAN, 1, 0.5, 0.25, -1, 2, 1, 0, 1, 0, 1, 0]),
    about: "NaN in a feature of one sample.",
  },
  {
    ...features("infinite-prediction", [INFINITY, 1, 0.5, 0.25, -1, 2, 1, 0, 1, 0, 1, 0]),
    about: "Infinity in a feature.",
  },
  { ...random("rank-1", [6], [0], 1), about: "Features without a batch axis.", illegal: true },
  { ...random("rank-3", [2, 2, 6], [0, 3], 2), about: "An axis between batch and features.", illegal: true },
  {
    name: "denormal",
    about: "Subnormal features beside the smallest normal ones.",
    exact: true,
    illegal: true,
    build: (dtype) => {
      const { subnormal, normal } = LIMITS[dtype];
      return {
        prediction: exact(dtype, [3, 6], [subnormal, -subnormal, normal, -normal, 0, 1]),
        labels: integers([3], [0, 3, 1]),
        parameters: exact(dtype, [PARAMETERS], [0.5, -0.25, 0.125, 1, -1, 0.75, -0.5]),
      };
    },
  },
  {
    name: "non-finite-parameters",
    about: "NaN and infinities among the module's own parameters.",
    exact: true,
    illegal: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 6], [1, 0.5, -1, 2, 0.25, 0]),
      labels: integers([3], [0, 3, 1]),
      parameters: exact(dtype, [PARAMETERS], [...Array<number>(40).fill(0.5), NAN, INFINITY, -INFINITY]),
    }),
  },
  { ...random("empty-batch", [0, 6], [0]), about: "No sample at all.", illegal: true },
  { ...random("label-out-of-range", [2, 6], [0, 8]), about: "A class index that no class has.", illegal: true },
  { ...random("label-negative", [2, 6], [0, -1]), about: "A negative class index.", illegal: true },
  { ...random("batch-mismatch", [3, 6], [0, 1], 2), about: "Fewer labels than samples.", illegal: true },
  { ...random("feature-mismatch", [3, 5], [0, 1, 2]), about: "Features that no module takes.", illegal: true },
];

// --- internal ---

function random(
  name: string,
  shape: readonly [number, ...number[]],
  labels: readonly number[],
  labelled: number = shape[0],
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype) => {
      const next = seeded(`adaptive/${name}`);
      return {
        prediction: filled(dtype, shape, () => normal(next)),
        labels: integers([labelled], labels),
        parameters: filled(dtype, [PARAMETERS], () => 0.5 * normal(next)),
      };
    },
  };
}

function features(name: string, values: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name,
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 6], values),
      labels: integers([3], [0, 3, 1]),
      parameters: exact(dtype, [PARAMETERS], [0.5, -0.25, 0.125, 1, -1, 0.75, -0.5]),
    }),
  };
}
