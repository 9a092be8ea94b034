import type { Tensor } from "../../tensor/tensor.ts";
import { flatText, type MakeSnippet, shapeText } from "../snippet.ts";
import { type ElementType, oneNodeModel } from "./model.ts";
import { type Translated, translate } from "./translate.ts";

/** With the model of one node as base64, as `onnx.helper.make_model` would serialise it. */
export function ortSnippet(name: string): MakeSnippet {
  return ({ call }) => {
    const translated = translate(call);
    const { operator, inputs, attributes } = translated;
    const model = oneNodeModel({
      operator,
      inputs: inputs.map(({ name: input, tensor }) => ({ name: input, type: tensor.dtype as ElementType })),
      output: inputs[0]!.tensor.dtype as ElementType,
      attributes,
    });
    const code = [
      `import ort from "${name}";`,
      `// One node: ${nodeText(translated)}`,
      `const model = Buffer.from("${Buffer.from(model).toString("base64")}", "base64");`,
      "const session = await ort.InferenceSession.create(new Uint8Array(model), { logSeverityLevel: 4 });",
      "const { loss } = await session.run({",
      ...inputs.map(({ name: input, tensor }) => `  ${input}: ${tensorText(tensor)},`),
      "});",
      "console.log(Array.from(loss.data, Number));",
    ].join("\n");
    return { code };
  };
}

// --- internal ---

const ARRAYS = {
  float32: "Float32Array",
  float64: "Float64Array",
  int32: "Int32Array",
  int64: "BigInt64Array",
} as const;

function tensorText(tensor: Tensor): string {
  const dtype = tensor.dtype as keyof typeof ARRAYS;
  const flat = dtype === "int64" ? `[${tensor.data.map((label) => `${label}n`).join(", ")}]` : flatText(tensor);
  return `new ort.Tensor("${dtype}", ${ARRAYS[dtype]}.from(${flat}), ${shapeText(tensor)})`;
}

function nodeText({ operator, inputs, attributes }: Translated): string {
  const given = Object.entries(attributes).map(
    ([name, value]) => `${name}=${typeof value === "object" ? value.float : value}`,
  );
  return `${operator}(${inputs.map(({ name }) => name).join(", ")}; ${given.join(", ")})`;
}
