import { type Call, unsupported } from "../../adapter.ts";
import { onlyDefaults, plain } from "../arguments.ts";
import type { Core, TfTensor } from "./engine.ts";
import type { LossCall } from "./loss-call.ts";

interface TorchLoss {
  /** The name in tf.losses of TensorFlow.js. */
  readonly name: string;
  /** Whether the target holds class indices, which tf.losses wants one-hot. */
  readonly isSparse?: boolean;
}

/** The losses of PyTorch that tf.losses of TensorFlow.js has under another name. */
export const TORCH: Readonly<Record<string, TorchLoss>> = {
  "torch.nn.L1Loss": { name: "absoluteDifference" },
  "torch.nn.functional.l1_loss": { name: "absoluteDifference" },
  "torch.nn.MSELoss": { name: "meanSquaredError" },
  "torch.nn.functional.mse_loss": { name: "meanSquaredError" },
  "torch.nn.BCEWithLogitsLoss": { name: "sigmoidCrossEntropy" },
  "torch.nn.functional.binary_cross_entropy_with_logits": { name: "sigmoidCrossEntropy" },
  "torch.nn.CrossEntropyLoss": { name: "softmaxCrossEntropy", isSparse: true },
  "torch.nn.functional.cross_entropy": { name: "softmaxCrossEntropy", isSparse: true },
};

const DEFAULTS = { size_average: null, reduce: null, weight: null, pos_weight: null, ignore_index: -100 };
export const REDUCTIONS = { none: "NONE", mean: "MEAN", sum: "SUM" } as const;

/** How to ask tf.losses for a loss of PyTorch; undefined where it is none of them. */
export function torchLoss(core: Core): (call: Call) => LossCall | undefined {
  return (call) => {
    const loss = TORCH[call.loss];
    if (loss === undefined) return undefined;
    onlyDefaults(call, DEFAULTS, ["reduction"]);
    const given = call.args.reduction === undefined ? "mean" : String(plain(call.args.reduction));
    const name = Object.entries(REDUCTIONS).find(([reduction]) => reduction === given)?.[1];
    if (name === undefined) throw unsupported(`no reduction ${given}`);
    const classes = loss.isSparse ? classesOf(call) : undefined;
    const encode = (target: TfTensor) => (classes === undefined ? target : core.oneHot(target, classes));
    const apply = core.losses[loss.name]!;
    // The arguments between the weights and the reduction (label smoothing) stay at the library's defaults.
    const between = loss.name.endsWith("CrossEntropy") ? [undefined] : [];
    return {
      parameters: ["input", "target"],
      apply: (input, target) => apply(encode(target!), input, undefined, ...between, core.Reduction[name]),
    };
  };
}

// --- internal ---

/** PyTorch has the classes on axis 1, tf.losses on the last one. */
function classesOf(call: Call): number {
  const { shape } = call.inputs.input!;
  if (shape.length !== 2) throw unsupported("classes on another axis than the last");
  return shape[1]!;
}
