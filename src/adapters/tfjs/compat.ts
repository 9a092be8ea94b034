import { type Call, unsupported } from "../../adapter.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { numberArgument, onlyDefaults, plain } from "../arguments.ts";
import type { Core, TfTensor } from "./engine.ts";
import type { LossCall } from "./loss-call.ts";

interface CompatLoss {
  /** The name in tf.losses of TensorFlow.js. */
  readonly name: string;
  readonly inputs: readonly [string, string];
  /** The argument between `weights` and `reduction`, where there is one. */
  readonly extra?: string;
}

const BOTH = ["labels", "predictions"] as const;

/** The functions of tf.compat.v1.losses, which tf.losses of TensorFlow.js took over with their four reductions. */
export const COMPAT: Readonly<Record<string, CompatLoss>> = {
  "tf.compat.v1.losses.absolute_difference": { name: "absoluteDifference", inputs: BOTH },
  "tf.compat.v1.losses.mean_squared_error": { name: "meanSquaredError", inputs: BOTH },
  "tf.compat.v1.losses.huber_loss": { name: "huberLoss", inputs: BOTH, extra: "delta" },
  "tf.compat.v1.losses.hinge_loss": { name: "hingeLoss", inputs: ["labels", "logits"] },
  "tf.compat.v1.losses.log_loss": { name: "logLoss", inputs: BOTH, extra: "epsilon" },
  "tf.compat.v1.losses.sigmoid_cross_entropy": {
    name: "sigmoidCrossEntropy",
    inputs: ["multi_class_labels", "logits"],
    extra: "label_smoothing",
  },
  "tf.compat.v1.losses.softmax_cross_entropy": {
    name: "softmaxCrossEntropy",
    inputs: ["onehot_labels", "logits"],
    extra: "label_smoothing",
  },
  "tf.compat.v1.losses.cosine_distance": { name: "cosineDistance", inputs: BOTH },
};

/** `scope` and `loss_collection` name things in a graph and do not change a value. */
const DEFAULTS = { scope: null, loss_collection: "losses", dim: null };

export const REDUCTIONS = {
  none: "NONE",
  weighted_mean: "MEAN",
  weighted_sum: "SUM",
  weighted_sum_by_nonzero_weights: "SUM_BY_NONZERO_WEIGHTS",
} as const;

/** How to ask tf.losses for a loss of tf.compat.v1.losses; undefined where it is none of them. */
export function compatLoss(core: Core, toTensor: (tensor: Tensor) => TfTensor): (call: Call) => LossCall | undefined {
  return (call) => {
    const loss = COMPAT[call.loss];
    if (loss === undefined) return undefined;
    const isCosine = loss.name === "cosineDistance";
    const mapped = ["weights", "reduction", ...(loss.extra ? [loss.extra] : []), ...(isCosine ? ["axis"] : [])];
    onlyDefaults(call, DEFAULTS, mapped);
    const given = weightsOf(call);
    const extra = loss.extra ? [numberArgument(call, loss.extra)] : [];
    const axis = isCosine ? [axisOf(call)] : [];
    const reduction = reductionOf(core, call);
    const apply = core.losses[loss.name]!;
    return {
      parameters: [...loss.inputs, "weights"],
      apply: (labels, predictions, asInput) => {
        const weights = asInput ?? (typeof given === "object" ? toTensor(given) : given);
        return apply(labels, predictions, ...axis, weights, ...extra, reduction);
      },
    };
  };
}

// --- internal ---

function weightsOf(call: Call): Tensor | number | undefined {
  const weights = call.args.weights;
  if (typeof weights === "object" && weights !== null && "tensor" in weights) return weights.tensor;
  return numberArgument(call, "weights");
}

/** TensorFlow refuses a call without an axis; the library declares that it needs one. */
function axisOf(call: Call): number {
  const axis = plain(call.args.axis) === null ? undefined : numberArgument(call, "axis");
  if (axis === undefined) throw unsupported("no call without an axis");
  return axis;
}

function reductionOf(core: Core, call: Call): number | undefined {
  const reduction = plain(call.args.reduction);
  if (reduction === undefined) return undefined;
  const name = Object.entries(REDUCTIONS).find(([golden]) => golden === reduction)?.[1];
  if (name === undefined) throw unsupported(`no reduction ${String(reduction)}`);
  return core.Reduction[name];
}
