import { number, type Scene, type SceneControl, type Settings } from "./scene.ts";

/** Losses of probabilities, of their logarithms and of logits. */
export const SCENES_ON_PROBABILITIES: readonly Scene[] = [
  ...probabilities("binary-crossentropy", {
    about: "One probability moves, a little beyond 0 and 1 too.",
    losses: /BCELoss|BinaryCrossentropy|log_loss/,
    asked: [{ losses: /BinaryCrossentropy/, args: { from_logits: "false" } }],
    controls: [oneTarget([0, 0.5, 1], "1")],
    at: against,
  }),
  {
    concept: "binary-crossentropy",
    name: "logits",
    title: "Given logits",
    about: "One logit moves.",
    x: { label: "ŷ, a logit", from: -6, to: 6 },
    losses: /^(?!.*(BCELoss|log_loss))/,
    asked: [{ losses: /BinaryCrossentropy/, args: { from_logits: "true" } }],
    controls: [oneTarget([0, 0.5, 1], "1")],
    at: against,
  },
  {
    concept: "binary-crossentropy",
    name: "same-numbers",
    title: "The same numbers into both",
    about:
      "What happens when a port changes nothing but the name of the loss: Keras takes ŷ for a probability, PyTorch’s BCEWithLogitsLoss for a logit.",
    x: { label: "ŷ", from: -1, to: 2 },
    without: /^(label_smoothing|pos_weight)$/,
    losses: /BCEWithLogitsLoss|BinaryCrossentropy/,
    controls: [oneTarget([0, 0.5, 1], "1")],
    at: against,
  },
  ...probabilities("crossentropy", {
    about:
      "The probability of the first of three classes moves; the others stay at 0.25 each, so that their sum is 1 at 0.5 only. PyTorch has no loss of probabilities: it is given their logarithm.",
    losses: /Categorical|CrossEntropyLoss/,
    asked: [{ losses: /Categorical/, args: { from_logits: "false" } }],
    log: /CrossEntropyLoss/,
    controls: [trueClass()],
    at: (x, settings) => classes([x, 0.25, 0.25], settings),
  }),
  {
    concept: "crossentropy",
    name: "logits",
    title: "Given logits",
    about: "The logit of the first of three classes moves; the others stay at 0.",
    x: { label: "z₁, the logit of the first class", from: -6, to: 6 },
    asked: [{ losses: /Categorical/, args: { from_logits: "true" } }],
    controls: [trueClass()],
    at: (x, settings) => classes([x, 0, 0], settings),
  },
  {
    concept: "crossentropy",
    name: "same-numbers",
    title: "The same numbers into both",
    about:
      "What happens when a port changes nothing but the name of the loss: Keras takes the numbers for probabilities, PyTorch for logits. The others stay at 0.25.",
    x: { label: "ŷ₁, the number for the first class", from: -1, to: 2 },
    without: /^label_smoothing$/,
    losses: /Categorical|CrossEntropyLoss/,
    controls: [trueClass()],
    at: (x, settings) => classes([x, 0.25, 0.25], settings),
  },
  ...probabilities("kl-divergence", {
    about:
      "The first of two predicted probabilities moves, the second stays at 0.5. PyTorch’s loss is given their logarithm.",
    log: /KLDivLoss/,
    controls: [divergenceTarget(), reduction()],
    at: (x, settings) => divergence([x, 0.5], settings),
  }),
  {
    concept: "kl-divergence",
    name: "same-numbers",
    title: "The same numbers into both",
    about:
      "What happens when the probabilities are given to PyTorch’s loss as they are, which takes them for logarithms.",
    x: { label: "ŷ₁, the first predicted probability", from: -0.25, to: 1.25 },
    without: /^log_target$/,
    controls: [divergenceTarget(), reduction()],
    at: (x, settings) => divergence([x, 0.5], settings),
  },
  {
    concept: "nll",
    name: "log-probabilities",
    title: "Over one log-probability",
    about: "The log-probability of the first of three classes moves; the others stay at −1.",
    x: { label: "log ŷ₁, the log-probability of the first class", from: -5, to: 1 },
    controls: [trueClass()],
    at: (x, settings) => classes([x, -1, -1], settings),
  },
];

// --- internal ---

/** The whole range of probabilities, and once more near 0, where the clips and clamps are. */
function probabilities(concept: string, scene: Omit<Scene, "concept" | "name" | "title" | "x">): Scene[] {
  const label = concept === "binary-crossentropy" ? "ŷ, a probability" : "ŷ₁, the first predicted probability";
  return [
    { ...scene, concept, name: "probabilities", title: "Given probabilities", x: { label, from: -0.25, to: 1.25 } },
    {
      ...scene,
      concept,
      name: "near-zero",
      title: "Probabilities near 0",
      about: `${scene.about} The same over a logarithmic axis, where the clips are.`,
      x: { label, from: 1e-12, to: 1, scale: "log" },
    },
  ];
}

function oneTarget(values: readonly number[], standard: string): SceneControl {
  return { name: "target", label: "Target", values, default: standard };
}

export function trueClass(): SceneControl {
  return {
    name: "target",
    label: "True class",
    values: [
      ["first", "the first, which moves"],
      ["second", "the second"],
    ],
    default: "first",
  };
}

function divergenceTarget(): SceneControl {
  return { name: "target", label: "First target", values: [0, 0.25, 0.5, 1], default: "0.5" };
}

function reduction(): SceneControl {
  return {
    name: "reduction",
    label: "PyTorch’s reduction",
    values: [
      ["mean", "mean, the default"],
      ["batchmean", "batchmean"],
      ["sum", "sum"],
    ],
    default: "mean",
    losses: /^torch/,
  };
}

function against(x: number, settings: Settings) {
  return { prediction: [x], target: [number(settings, "target")] };
}

/** The true class as a one-hot row and as an index: every loss takes what it wants. */
export function classes(prediction: readonly number[], settings: Settings) {
  const label = settings.target === "first" ? 0 : 1;
  return { prediction, target: prediction.map((_, i) => (i === label ? 1 : 0)), labels: label };
}

function divergence(prediction: readonly number[], settings: Settings) {
  const first = number(settings, "target");
  const target = [first, 1 - first];
  return { prediction, target: settings.log_target === "true" ? target.map(Math.log) : target };
}
