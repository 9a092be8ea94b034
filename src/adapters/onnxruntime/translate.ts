import { type Call, unsupported } from "../../adapter.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { inputsInOrder, onlyDefaults, plain, reductionArgument } from "../arguments.ts";
import type { OnnxNode } from "./model.ts";

/** A call as one operator of ONNX. */
export interface Translated {
  readonly operator: string;
  readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[];
  readonly attributes: OnnxNode["attributes"];
}

/** Throws `unsupported` for what no operator says. */
export function translate(call: Call): Translated {
  if (call.loss.startsWith("tf.")) return translateTensorFlow(call);
  const isNll = /NLLLoss$|nll_loss$/.test(call.loss);
  if (!isNll && !/CrossEntropyLoss$|cross_entropy$/.test(call.loss))
    throw unsupported(`no counterpart of ${call.loss}`);
  onlyDefaults(call, { size_average: null, reduce: null }, ["weight", "ignore_index", "reduction"]);
  inputsInOrder(call, ["input", "target"]);
  const { weight, ignore_index = -100 } = call.args;
  const reduction = call.args.reduction === undefined ? "mean" : reductionArgument(call);
  const inputs = [
    { name: "input", tensor: call.inputs.input! },
    { name: "target", tensor: call.inputs.target! },
  ];
  if (typeof weight === "object" && weight !== null && "tensor" in weight) {
    inputs.push({ name: "weight", tensor: weight.tensor });
  }
  const { dtype } = call.inputs.target!;
  if (dtype === "int32") throw unsupported("labels of int32, which ONNX defines and PyTorch refuses");
  if (typeof reduction !== "string") throw unsupported("an attribute reduction that is no string");
  return {
    operator: isNll ? "NegativeLogLikelihoodLoss" : "SoftmaxCrossEntropyLoss",
    inputs,
    attributes: { reduction, ignore_index: indexOf(ignore_index) },
  };
}

// --- internal ---

function translateTensorFlow(call: Call): Translated {
  const isKeras = call.loss.startsWith("tf.keras.");
  const [labelsName, logitsName] = isKeras ? ["y_true", "y_pred"] : ["labels", "logits"];
  onlyDefaults(call, { axis: -1, name: null }, isKeras ? ["from_logits"] : []);
  inputsInOrder(call, [labelsName, logitsName]);
  if (isKeras && plain(call.args.from_logits) !== true) throw unsupported("takes logits only");
  const labels = call.inputs[labelsName]!;
  const logits = call.inputs[logitsName]!;
  if (logits.shape.length !== 2) throw unsupported("classes on another axis than 1");
  if (labels.shape.length !== 1) throw unsupported("labels of another rank than one less than the logits'");
  if (labels.dtype !== "int32" && labels.dtype !== "int64") throw unsupported(`labels of dtype ${labels.dtype}`);
  const inputs = [
    { name: "input", tensor: logits },
    { name: "target", tensor: labels },
  ];
  return { operator: "SoftmaxCrossEntropyLoss", inputs, attributes: { reduction: "none" } };
}

/** An index given as a float is put to the runtime as a float. */
function indexOf(index: Call["args"][string]): number | { readonly float: number } {
  if (typeof index === "number") return Number.isInteger(index) ? index : { float: index };
  const value = plain(index);
  if (typeof value !== "number") throw unsupported("an ignore_index that is no number");
  return { float: value };
}
