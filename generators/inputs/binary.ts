import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { exact, filled, normal, seeded } from "./random.ts";
import { mismatch } from "./regression.ts";

/** Predictions for labels 0 and 1: probabilities, logits, and where they saturate. */
export const BINARY: readonly FamilySpec[] = [
  {
    ...probabilities("probabilities-2d", [4, 3]),
    full: true,
    about: "Probabilities inside (0, 1) and labels 0 and 1.",
  },
  { ...logits("logits-2d", [4, 3]), full: true, about: "Logits around 0 and labels 0 and 1." },
  { ...probabilities("probabilities-1d", [5]), full: true, about: "Probabilities along one axis." },
  {
    name: "saturated-probabilities",
    about: "Probabilities of exactly 0, ½ and 1 under either label: the clips.",
    full: true,
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [3, 2], [0, 0, 1, 1, 0.5, 0.5]),
      target: exact(dtype, [3, 2], [0, 1]),
    }),
  },
  { ...probabilities("probabilities-3d", [2, 3, 4]), about: "Three axes." },
  {
    name: "saturated-logits",
    about: "Logits of ±20, ±40 and ±1000 under either label.",
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [6, 2], [20, 20, -20, -20, 40, 40, -40, -40, 1000, 1000, -1000, -1000]),
      target: exact(dtype, [6, 2], [0, 1]),
    }),
  },
  {
    name: "soft-labels",
    about: "Targets between 0 and 1, and outside of them.",
    build: (dtype) => {
      const next = seeded("soft-labels");
      return {
        prediction: filled(dtype, [4, 3], () => 0.02 + 0.96 * next()),
        target: exact(dtype, [4, 3], [0.25, 0.5, 0.9, 0.1, 2, -1, 0.75]),
      };
    },
  },
  { ...probabilities("one-element", [1, 1]), about: "One sample of one feature." },
  { ...probabilities("empty-batch", [0, 3]), about: "No sample at all.", exact: true },
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
];

/** Margins for labels −1, 0 and 1. */
export const MARGINS: readonly FamilySpec[] = [
  { ...margins("signs-2d", [4, 3], [-1, 1]), full: true, about: "Scores and labels −1 and 1." },
  {
    ...margins("binary-2d", [4, 3], [0, 1]),
    full: true,
    about: "The same scores with labels 0 and 1, which Keras turns into −1 and 1.",
  },
  { ...margins("signs-1d", [5], [-1, 1]), full: true, about: "One axis." },
  {
    name: "kink",
    about: "Scores on the margin and at zero, under either sign.",
    full: true,
    exact: true,
    build: (dtype) => ({
      prediction: exact(dtype, [4, 2], [1, 1, -1, -1, 0, 0, 2, -2]),
      target: exact(dtype, [4, 2], [1, -1]),
    }),
  },
  { ...margins("signs-3d", [2, 3, 4], [-1, 1]), about: "Three axes." },
  { ...margins("mixed-labels", [4, 3], [0, 1, -1]), about: "Labels 0, 1 and −1 in one batch: no conversion." },
  { ...margins("one-element", [1, 1], [1]), about: "One sample of one feature." },
  { ...margins("empty-batch", [0, 3], [1]), about: "No sample at all.", exact: true },
  { ...mismatch([4, 3], [4, 2]), about: "Shapes that do not broadcast." },
];

// --- internal ---

function probabilities(name: string, shape: readonly number[]): Omit<FamilySpec, "about"> {
  return binary(name, shape, (next) => 0.02 + 0.96 * next());
}

function logits(name: string, shape: readonly number[]): Omit<FamilySpec, "about"> {
  return binary(name, shape, (next) => 2 * normal(next));
}

function binary(
  name: string,
  shape: readonly number[],
  draw: (next: () => number) => number,
): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      const next = seeded(`binary/${name}`);
      return {
        prediction: filled(dtype, shape, () => draw(next)),
        target: filled(dtype, shape, () => (next() < 0.5 ? 0 : 1)),
      };
    },
  };
}

function margins(name: string, shape: readonly number[], labels: readonly number[]): Omit<FamilySpec, "about"> {
  return {
    name,
    build: (dtype: FloatDtype) => {
      // The scores of a shape are the same whatever the labels, so that label conventions can be compared.
      const next = seeded(`margins/${shape.join("x")}`);
      return {
        prediction: filled(dtype, shape, () => 1.5 * normal(next)),
        target: filled(dtype, shape, (i) => labels[((i * i + i) % 3) % labels.length]!),
      };
    },
  };
}
