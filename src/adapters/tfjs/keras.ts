import { type Call, unsupported } from "../../adapter.ts";
import { onlyDefaults, plain } from "../arguments.ts";
import type { Layers, Model } from "./engine.ts";
import type { LossCall } from "./loss-call.ts";

interface KerasLoss {
  /** The name in tfjs-layers. */
  readonly name: string;
  /** Keras' arguments that tfjs-layers has no parameter for, at Keras' defaults. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly hasFromLogits?: boolean;
  readonly floats?: readonly string[];
}

/** The functions of tf.keras.losses that tfjs-layers has a counterpart of. */
export const KERAS: Readonly<Record<string, KerasLoss>> = {
  "tf.keras.losses.mean_squared_error": { name: "meanSquaredError" },
  "tf.keras.losses.mean_absolute_error": { name: "meanAbsoluteError" },
  "tf.keras.losses.mean_absolute_percentage_error": { name: "meanAbsolutePercentageError" },
  "tf.keras.losses.mean_squared_logarithmic_error": { name: "meanSquaredLogarithmicError" },
  "tf.keras.losses.squared_hinge": { name: "squaredHinge" },
  "tf.keras.losses.hinge": { name: "hinge" },
  "tf.keras.losses.categorical_hinge": { name: "categoricalHinge" },
  "tf.keras.losses.log_cosh": { name: "logcosh" },
  "tf.keras.losses.categorical_crossentropy": {
    name: "categoricalCrossentropy",
    defaults: { label_smoothing: 0 },
    hasFromLogits: true,
  },
  "tf.keras.losses.sparse_categorical_crossentropy": {
    name: "sparseCategoricalCrossentropy",
    defaults: { axis: -1 },
    hasFromLogits: true,
    // Its first step, tf.floor, throws on int32 tensors: class indices can only be given to it as float32.
    floats: ["y_true"],
  },
  "tf.keras.losses.binary_crossentropy": {
    name: "binaryCrossentropy",
    defaults: { from_logits: false, label_smoothing: 0 },
  },
  "tf.keras.losses.kl_divergence": { name: "kullbackLeiblerDivergence" },
  "tf.keras.losses.poisson": { name: "poisson" },
  "tf.keras.losses.cosine_similarity": { name: "cosineProximity", defaults: { axis: -1 } },
};

/** How to ask tfjs-layers for a Keras loss; undefined where the loss is none of Keras' functions. */
export function kerasLoss(layers: Layers): (call: Call) => LossCall | undefined {
  const functionOf = lossFunctions(layers);
  return (call) => {
    const loss = KERAS[call.loss];
    if (loss === undefined) return undefined;
    onlyDefaults(call, loss.defaults ?? {}, loss.hasFromLogits ? ["from_logits"] : []);
    const fromLogits = plain(call.args.from_logits);
    if (fromLogits !== undefined && typeof fromLogits !== "boolean")
      throw unsupported("from_logits that is no boolean");
    const apply = functionOf(loss.name);
    return {
      parameters: ["y_true", "y_pred"],
      ...(loss.floats && { floats: loss.floats }),
      apply: loss.hasFromLogits
        ? (yTrue, yPred) => apply(yTrue!, yPred!, fromLogits)
        : (yTrue, yPred) => apply(yTrue!, yPred!),
    };
  };
}

// --- internal ---

/** tfjs-layers does not export its losses: a compiled model is the public place where the functions can be had. */
function lossFunctions(layers: Layers): (name: string) => Model["lossFunctions"][number] {
  const inputs = layers.input({ shape: [1] });
  const outputs = layers.layers.activation({ activation: "linear" }).apply(inputs);
  const known = new Map<string, Model["lossFunctions"][number]>();
  return (name) => {
    let found = known.get(name);
    if (found === undefined) {
      const model = layers.model({ inputs, outputs });
      model.compile({ optimizer: "sgd", loss: name });
      found = model.lossFunctions[0]!;
      known.set(name, found);
    }
    return found;
  };
}
