import { domain, literal, tensorValue } from "../domains.ts";
import type { Domain, FamilyInputs, LossSpec, Value } from "../types.ts";
import { cycle, GIVEN, NAME } from "./v1.ts";

/** There to refuse arguments by position: any value but null is an error. */
const SENTINEL: Domain = { ...domain([literal(null)], [literal(1)]), single: true };

/** A loss of `tf.nn` from `labels` and `logits`, and the one of `tf.compat.v1.nn`, which is another function. */
export function logitsLoss(
  name: string,
  labels: readonly string[],
  logits: readonly string[] = ["prediction"],
): LossSpec[] {
  const inputs = { labels, logits };
  return [
    tfNn(`tf.nn.${name}`, inputs, { name: NAME }),
    tfNn(`tf.compat.v1.nn.${name}`, inputs, { _sentinel: SENTINEL, name: NAME }),
  ];
}

const ONE_HOT_LOGITS = { labels: ["target"], logits: ["prediction-channels-last", "prediction"] };
const AXES = [-1, 1, 0].map((value) => literal(value));
const WRONG_AXES = [literal(-2), literal(7), literal("a")];

/** The three functions called `softmax_cross_entropy_with_logits`; the older two know `axis` as `dim` too. */
export const SOFTMAX: readonly LossSpec[] = [
  tfNn("tf.nn.softmax_cross_entropy_with_logits", ONE_HOT_LOGITS, {
    axis: domain(AXES, [...WRONG_AXES, literal(null)]),
    name: NAME,
  }),
  tfNn("tf.compat.v1.nn.softmax_cross_entropy_with_logits", ONE_HOT_LOGITS, {
    _sentinel: SENTINEL,
    dim: domain([literal(-1), literal(null), literal(1), literal(0)], WRONG_AXES),
    // Accepted together with dim=null only, since dim has a default.
    axis: domain([literal(null), ...AXES], WRONG_AXES),
    name: NAME,
  }),
  tfNn("tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2", ONE_HOT_LOGITS, {
    axis: domain([literal(null), ...AXES], WRONG_AXES),
    dim: domain([literal(null), ...AXES], WRONG_AXES),
    name: NAME,
  }),
];

const posWeight = (
  name: string,
  shape: (inputs: FamilyInputs) => readonly number[] | undefined,
  values: readonly number[],
) =>
  tensorValue(name, (inputs) => {
    const fit = shape(inputs);
    return fit && cycle(inputs, fit, values);
  });
const scalar = () => [];
/** The prediction's shape, if it is no scalar, whose only weight is a scalar. */
const withAxes = ({ roles }: FamilyInputs) => (roles.prediction?.shape.length ? roles.prediction.shape : undefined);
const POS_WEIGHTS: readonly Value[] = [
  posWeight("scalar", scalar, [3]),
  posWeight("one", scalar, [1]),
  posWeight("zero", scalar, [0]),
  posWeight("fraction", scalar, [0.5]),
  posWeight("per-class", (inputs) => withAxes(inputs)?.slice(-1), [0.5, 3, 1.25]),
  posWeight("per-element", withAxes, [0.5, 3, 1.25, 0, 2]),
];
const ODD_POS_WEIGHTS: readonly Value[] = [
  posWeight("negative", scalar, [-2]),
  posWeight("nan", scalar, [Number.NaN]),
  posWeight("inf", scalar, [Number.POSITIVE_INFINITY]),
  posWeight("wrong-length", ({ roles }) => roles.prediction && [(roles.prediction.shape.at(-1) ?? 0) + 1], [1, 2]),
];
const LABELS_LOGITS = { labels: ["target"], logits: ["prediction"] };

/** `pos_weight` is required in `tf.nn`, so an input; in `tf.compat.v1.nn` it has a default, which is refused. */
export const WEIGHTED: readonly LossSpec[] = [
  {
    ...tfNn("tf.nn.weighted_cross_entropy_with_logits", LABELS_LOGITS, { name: NAME }),
    // `none` is a call without it.
    optionalInputs: { pos_weight: { values: POS_WEIGHTS, suspect: [literal(null), ...ODD_POS_WEIGHTS] } },
  },
  tfNn("tf.compat.v1.nn.weighted_cross_entropy_with_logits", LABELS_LOGITS, {
    pos_weight: {
      default: literal(null),
      base: literal(3),
      values: [literal(3), literal(0.5), ...POS_WEIGHTS],
      suspect: [literal(null), ...ODD_POS_WEIGHTS, literal(-2), literal(Number.NaN), literal("a")],
    },
    // The old name of `labels`, accepted in its place.
    labels: { ...domain([GIVEN, literal(null)]), legacy: true },
    targets: { ...domain([literal(null), inputValue("target")]), legacy: true },
    name: NAME,
  }),
];

/** Poisson's likelihood of counts under the logarithm of a rate; for the concept `poisson`. */
export const LOG_POISSON: readonly LossSpec[] = [
  tfNn(
    "tf.nn.log_poisson_loss",
    { targets: ["target"], log_input: ["prediction"] },
    { compute_full_loss: domain([literal(false), literal(true)], [literal("no"), literal(null)]), name: NAME },
  ),
];

/** A boolean argument, its default first. */
export function flag(byDefault: boolean): Domain {
  return domain([literal(byDefault), literal(!byDefault)], [literal(null)]);
}

/** The family's tensor of a role as the value of an argument. */
export function inputValue(role: string): Value {
  return tensorValue("given", ({ roles }) => roles[role]);
}

/** A function of `tf.nn` or `tf.compat.v1.nn`. */
export function tfNn(loss: string, inputs: LossSpec["inputs"], args: LossSpec["args"]): LossSpec {
  return { loss, framework: "tensorflow", form: "function", inputs, args };
}
