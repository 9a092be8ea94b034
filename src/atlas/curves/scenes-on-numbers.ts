import { number, type Scene, type SceneControl } from "./scene.ts";

/** Losses of one number against another. */
export const SCENES_ON_NUMBERS: readonly Scene[] = [
  ofNumbers("mean-absolute-error", -3, 3, [-1, 0, 1], "0"),
  ofNumbers("mean-squared-error", -3, 3, [-1, 0, 1], "0"),
  ofNumbers("huber", -4, 4, [-1, 0, 1], "0"),
  ofNumbers("log-cosh", -4, 4, [-1, 0, 1], "0"),
  ofNumbers("mean-squared-logarithmic-error", -2, 5, [-0.5, 0, 1, 3], "1"),
  ofNumbers("mean-absolute-percentage-error", -2, 4, [-1, 0, 0.5, 1, 2], "1"),
  ofNumbers("hinge", -3, 3, [-1, 0, 1], "1"),
  ofNumbers("squared-hinge", -3, 3, [-1, 0, 1], "1"),
  ofNumbers("soft-margin", -6, 6, [-1, 1], "1"),
  {
    ...ofNumbers("multi-label-soft-margin", -6, 6, [0, 0.5, 1], "1"),
    about: "One sample of one class; the score moves.",
  },
  {
    ...ofNumbers("l2", -3, 3, [], ""),
    about: "A tensor of one element, which moves.",
    controls: [],
    at: (x) => ({ prediction: [x] }),
  },
  {
    concept: "margin-ranking",
    name: "scores",
    title: "Over the first score",
    about: "The first score moves, the second one stays at 0.",
    x: { label: "x₁, the first score", from: -3, to: 3 },
    controls: [
      {
        name: "target",
        label: "Which is to be higher",
        values: [
          ["1", "the first (1)"],
          ["-1", "the second (−1)"],
        ],
        default: "1",
      },
    ],
    at: (x, settings) => ({ prediction: [x], other: [0], sign: [number(settings, "target")] }),
  },
  {
    concept: "poisson",
    name: "rate",
    title: "Given the rate",
    about: "One rate moves; the target is a count.",
    x: { label: "ŷ, a rate", from: -0.5, to: 5 },
    losses: /Poisson$|PoissonNLLLoss/,
    asked: [{ losses: /PoissonNLLLoss/, args: { log_input: "false" } }],
    controls: [target([0, 1, 3], "1")],
    at: against,
  },
  {
    concept: "poisson",
    name: "near-zero",
    title: "Rates near 0",
    about: "The same over a logarithmic axis, where the epsilons are.",
    x: { label: "ŷ, a rate", from: 1e-10, to: 1, scale: "log" },
    losses: /Poisson$|PoissonNLLLoss/,
    asked: [{ losses: /PoissonNLLLoss/, args: { log_input: "false" } }],
    controls: [target([0, 1, 3], "1")],
    at: against,
  },
  {
    concept: "poisson",
    name: "log-rate",
    title: "Given the logarithm of the rate",
    about: "The logarithm of one rate moves; the target is a count.",
    x: { label: "ŷ, a log rate", from: -3, to: 3 },
    losses: /log_poisson_loss|PoissonNLLLoss/,
    asked: [{ losses: /PoissonNLLLoss/, args: { log_input: "true" } }],
    without: /^eps$/,
    controls: [target([0, 1, 3], "1")],
    at: against,
  },
  {
    concept: "poisson",
    name: "same-numbers",
    title: "The same numbers into both",
    about:
      "What happens when a port changes nothing but the name of the loss: Keras takes ŷ for a rate, PyTorch for its logarithm.",
    x: { label: "ŷ", from: -1, to: 4 },
    losses: /Poisson$|PoissonNLLLoss/,
    without: /^(eps|full)$/,
    controls: [target([0, 1, 3], "1")],
    at: against,
  },
];

// --- internal ---

function ofNumbers(concept: string, from: number, to: number, targets: readonly number[], standard: string): Scene {
  return {
    concept,
    name: "numbers",
    title: "Over the prediction",
    about: "One prediction moves against one target.",
    x: { label: "ŷ, the prediction", from, to },
    controls: [target(targets, standard)],
    at: against,
  };
}

function target(values: readonly number[], standard: string): SceneControl {
  return { name: "target", label: "Target", values, default: standard };
}

function against(x: number, settings: Parameters<Scene["at"]>[1]) {
  return { prediction: [x], target: [number(settings, "target")] };
}
