import { number, type Scene, type Settings } from "./scene.ts";
import { classes, trueClass } from "./scenes-on-probabilities.ts";

/** Losses of vectors, of which one number or an angle moves. */
export const SCENES_ON_VECTORS: readonly Scene[] = [
  {
    concept: "cosine-similarity",
    name: "angle",
    title: "Over the angle",
    about:
      "The target is (1, 0); the prediction turns around it. The gradient is by the angle in radians. A short prediction shows where the epsilons are.",
    x: { label: "angle, in degrees", from: -180, to: 180 },
    asked: [{ losses: /cosine_distance/, args: { axis: "-1" } }],
    controls: [
      {
        name: "similarity",
        label: "Labelled as",
        values: [
          ["1", "alike (1)"],
          ["-1", "unlike (−1)"],
        ],
        default: "1",
        losses: /^torch/,
      },
      { name: "length", label: "Length of the prediction", values: [0, 1e-6, 1e-3, 1, 2], default: "1" },
    ],
    at: (x, settings) => ({
      prediction: [length(settings) * cosine(x), length(settings) * sine(x)],
      target: [1, 0],
      similarity: number(settings, "similarity"),
    }),
    direction: (x, settings) => [-length(settings) * sine(x), length(settings) * cosine(x)],
  },
  {
    concept: "categorical-hinge",
    name: "scores",
    title: "Over one score",
    about: "The score of the first of three classes moves; the others stay at 0.5 and −0.5.",
    x: { label: "s₁, the score of the first class", from: -3, to: 3 },
    controls: [trueClass()],
    at: (x, settings) => classes([x, 0.5, -0.5], settings),
  },
  {
    concept: "multi-margin",
    name: "scores",
    title: "Over one score",
    about: "The score of the first of three classes moves; the others stay at 0.5 and −0.5.",
    x: { label: "s₁, the score of the first class", from: -3, to: 3 },
    controls: [trueClass()],
    at: (x, settings) => classes([x, 0.5, -0.5], settings),
  },
  {
    concept: "multi-label-margin",
    name: "scores",
    title: "Over one score",
    about: "The score of the first of three classes moves; the others stay at 0.5 and −0.5. One class is true.",
    x: { label: "s₁, the score of the first class", from: -3, to: 3 },
    controls: [trueClass()],
    at: (x, settings) => ({ prediction: [x, 0.5, -0.5], labels: [settings.target === "first" ? 0 : 1, -1, -1] }),
  },
  {
    concept: "triplet-margin",
    name: "anchor",
    title: "Over the anchor",
    about: "The anchor (x, 0.5) moves along a line past the positive (0, 0) and the negative (2, 0).",
    x: { label: "a₁, the first coordinate of the anchor", from: -3, to: 5 },
    without: /^eps$/,
    at: (x) => ({ prediction: [x, 0.5], positive: [0, 0], negative: [2, 0] }),
  },
  {
    concept: "mean-pairwise-squared-error",
    name: "numbers",
    title: "Over one prediction",
    about: "The first of three predictions moves; the others stay at 0 and 1. All targets are 0.",
    x: { label: "ŷ₁, the first prediction", from: -3, to: 3 },
    at: (x) => ({ prediction: [x, 0, 1], target: [0, 0, 0] }),
  },
];

// --- internal ---

function length(settings: Settings): number {
  return number(settings, "length");
}

/** Exact at the quarters of a turn, where a kink would otherwise be missed by the rounding of π. */
function cosine(degrees: number): number {
  return Math.abs(degrees) === 90 ? 0 : Math.cos((degrees * Math.PI) / 180);
}

function sine(degrees: number): number {
  return Math.abs(degrees) === 180 ? 0 : Math.sin((degrees * Math.PI) / 180);
}
