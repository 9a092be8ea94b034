import type { FloatDtype } from "../../src/format/tensor.ts";
import type { FamilySpec } from "../types.ts";
import { filled, integers, normal, seeded } from "./random.ts";

/** The losses that take logits, sparse labels, and either of two layouts. */
export const TF_CTC_LOSSES = ["tf.nn.ctc_loss", "tf.compat.v1.nn.ctc_loss_v2", "tf.compat.v1.nn.ctc_loss"] as const;

/** Families of the concept `ctc` for what only TensorFlow has. */
export const TF_CTC: readonly FamilySpec[] = [
  {
    ...layout("square", 5, 5),
    full: true,
    about:
      "As many samples as frames, so that logits read either way round; labels 1 and 2 of four classes, so that either end can be the blank.",
  },
  {
    ...layout("batch-first", 6, 3, { batchFirst: true }),
    about: "Logits as [samples, frames, classes]: for time_major=false.",
  },
  {
    ...layout("square-repeated", 5, 5, { labels: [1, 1, 2, 2, 1, 2, 2, 1, 1, 1], lengths: [2] }),
    full: true,
    about: "Labels that follow themselves: a blank must part them, or they are merged.",
  },
  {
    ...layout("empty-label", 5, 5, { lengths: [2, 1, 0, 2, 1] }),
    about: "A sample without any label: dense labels allow it, sparse ones do not.",
  },
  {
    ...layout("more-labels-than-frames", 2, 2, { labels: [1, 2, 1], longest: 3, lengths: [3], shorter: 0 }),
    about: "No alignment exists: the labels outnumber the frames.",
    exact: true,
  },
];

// --- internal ---

interface Labels {
  readonly batchFirst?: boolean;
  readonly labels?: readonly number[];
  readonly longest?: number;
  readonly lengths?: readonly number[];
  /** How many frames every third sample lacks. */
  readonly shorter?: number;
}

function layout(name: string, frames: number, samples: number, options: Labels = {}): Omit<FamilySpec, "about"> {
  const {
    batchFirst = false,
    labels = [1, 2, 2, 1, 1, 1, 2, 2, 1, 2],
    longest = 2,
    lengths = [2, 1, 2],
    shorter = 1,
  } = options;
  const classes = 4;
  return {
    name,
    only: TF_CTC_LOSSES,
    build: (dtype: FloatDtype) => {
      const next = seeded(`tf-ctc/${name}`);
      const shape = batchFirst ? [samples, frames, classes] : [frames, samples, classes];
      return {
        prediction: filled(dtype, shape, () => normal(next)),
        labels: integers([samples, longest], labels, "int32"),
        "label-length": integers([samples], lengths, "int32"),
        "logit-length": integers([samples], [frames, frames, frames - shorter], "int32"),
      };
    },
  };
}
