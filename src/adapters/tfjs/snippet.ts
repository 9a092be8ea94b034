import type { Call } from "../../adapter.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { plain } from "../arguments.ts";
import { argumentList, flatText, literal, type MakeSnippet, nestedText, shapeText } from "../snippet.ts";
import { COMPAT, REDUCTIONS } from "./compat.ts";
import { KERAS } from "./keras.ts";
import { TORCH, REDUCTIONS as TORCH_REDUCTIONS } from "./torch.ts";

/** The import statements of one backend, `tf` being the namespace. */
export function tfjsSnippet(imports: readonly string[]): MakeSnippet {
  return ({ call, gradientOf }) => {
    const { define, parameters, apply, floats = [] } = programOf(call);
    const given = parameters.filter((name) => call.inputs[name] !== undefined);
    const tensors = given.map((name) => `const ${name} = ${tensorText(call.inputs[name]!, floats.includes(name))};`);
    const code = [...imports, ...define, ...tensors];
    if (gradientOf === undefined) return { code: [...code, `console.log(${apply}.arraySync());`].join("\n") };
    code.push(
      `const gradient = tf.grads((${gradientOf}) => ${apply});`,
      `const [d] = gradient([${gradientOf}], ${tensorText(call.cotangent!, false)});`,
      "console.log(d.arraySync());",
    );
    return { code: code.join("\n") };
  };
}

const SEPARATE = [
  'import core from "@tensorflow/tfjs-core";',
  'import layers from "@tensorflow/tfjs-layers"; // registers the gradients, too',
];
const backend = (name: string) => [
  ...SEPARATE,
  `import "@tensorflow/tfjs-backend-${name}";`,
  "const tf = { ...core, ...layers };",
  `await tf.setBackend("${name}");`,
];

export const cpu = tfjsSnippet(backend("cpu"));
export const wasm = tfjsSnippet(backend("wasm"));
export const node = tfjsSnippet(['import tf from "@tensorflow/tfjs-node";']);

// --- internal ---

interface Program {
  readonly define: readonly string[];
  readonly parameters: readonly string[];
  readonly apply: string;
  readonly floats?: readonly string[];
}

function programOf(call: Call): Program {
  const keras = KERAS[call.loss];
  if (keras !== undefined) return kerasProgram(call, keras.name, keras.floats ?? []);
  const compat = COMPAT[call.loss];
  if (compat !== undefined) return compatProgram(call, compat);
  return torchProgram(call);
}

function kerasProgram(call: Call, name: string, floats: readonly string[]): Program {
  const fromLogits = plain(call.args.from_logits);
  return {
    define: [
      "// tfjs-layers exports no losses; a compiled model has them.",
      "const inputs = tf.input({ shape: [1] });",
      'const outputs = tf.layers.activation({ activation: "linear" }).apply(inputs);',
      "const model = tf.model({ inputs, outputs });",
      `model.compile({ optimizer: "sgd", loss: "${name}" });`,
      "const [loss] = model.lossFunctions;",
    ],
    parameters: ["y_true", "y_pred"],
    apply: `loss(${argumentList(["y_true", "y_pred", literal(fromLogits)])})`,
    floats,
  };
}

function compatProgram(call: Call, { name, inputs, extra }: (typeof COMPAT)[string]): Program {
  const { weights } = call.args;
  const isTensor = typeof weights === "object" && weights !== null && "tensor" in weights;
  const asInput = call.inputs.weights !== undefined;
  const given = isTensor ? tensorText(weights.tensor, false) : literal(plain(weights));
  const reduction = plain(call.args.reduction);
  const args = [
    ...inputs,
    ...(name === "cosineDistance" ? [literal(plain(call.args.axis))] : []),
    asInput ? "weights" : given,
    ...(extra ? [literal(plain(call.args[extra]))] : []),
    reduction === undefined ? "undefined" : `tf.Reduction.${REDUCTIONS[reduction as keyof typeof REDUCTIONS]}`,
  ];
  return { define: [], parameters: [...inputs, "weights"], apply: `tf.losses.${name}(${argumentList(args)})` };
}

function torchProgram(call: Call): Program {
  const { name, isSparse } = TORCH[call.loss]!;
  const reduction = String(plain(call.args.reduction) ?? "mean") as keyof typeof TORCH_REDUCTIONS;
  const target = isSparse ? `tf.oneHot(target, ${call.inputs.input!.shape[1]})` : "target";
  const between = name.endsWith("CrossEntropy") ? ["undefined"] : [];
  const args = [target, "input", "undefined", ...between, `tf.Reduction.${TORCH_REDUCTIONS[reduction]}`];
  return { define: [], parameters: ["input", "target"], apply: `tf.losses.${name}(${argumentList(args)})` };
}

function tensorText(tensor: Tensor, asFloat: boolean): string {
  const own = tensor.dtype === "bool" || tensor.dtype === "float32" ? tensor.dtype : "int32";
  const dtype = asFloat && own !== "float32" ? "float32" : own;
  const plainNumber = (element: Tensor["data"][number]) => String(Number(element));
  if (tensor.data.length === 0) return `tf.tensor(${flatText(tensor)}, ${shapeText(tensor)}, "${dtype}")`;
  const text = own === "int32" || asFloat ? nestedText(tensor, plainNumber) : nestedText(tensor);
  const rank = tensor.shape.length === 0 ? "scalar" : "tensor";
  const shape = rank === "tensor" ? ", undefined" : "";
  return `tf.${rank}(${text}${dtype === "float32" ? "" : `${shape}, "${dtype}"`})`;
}
