import type { Tensor } from "../../tensor/tensor.ts";
import { argumentList, literal, type MakeSnippet, nestedText, shapeText } from "../snippet.ts";
import { TRANSLATIONS } from "./losses.ts";

export const snippet: MakeSnippet = ({ call, gradientOf }) => {
  const { name, inputs, hasGradients, rest } = TRANSLATIONS.get(call.loss)!;
  const given = inputs.filter((input) => call.inputs[input] !== undefined);
  // The adapter's rule: with gradients wherever the case asks for some.
  const isGrad = hasGradients === true && (call.wrt ?? []).length > 0;
  const wrap = (input: string) => {
    const made = tensorText(call.inputs[input]!);
    const needs = call.wrt?.includes(input) === true;
    return isGrad ? `GradTensor.fromTensor(${made}, { requiresGrad: ${needs} })` : made;
  };
  const options = rest(call).map((option) => objectText(option));
  const code = [
    `import { ${name} } from "deepbox/nn";`,
    `import { ${isGrad ? "GradTensor, " : ""}tensor${given.some((input) => isEmpty(call.inputs[input]!)) ? ", zeros" : ""} } from "deepbox/ndarray";`,
    ...given.map((input) => `const ${input} = ${wrap(input)};`),
    `const loss = ${name}(${argumentList([...given, ...options])});`,
  ];
  if (gradientOf === undefined) {
    code.push('console.log(typeof loss === "number" ? loss : loss.toArray?.() ?? loss.tensor.toArray());');
  } else {
    code.push(`loss.backward(${tensorText(call.cotangent!)});`, `console.log(${gradientOf}.grad.toArray());`);
  }
  return { code: code.join("\n") };
};

// --- internal ---

function isEmpty(tensor: Tensor): boolean {
  return tensor.data.length === 0;
}

function tensorText(tensor: Tensor): string {
  const dtype = tensor.dtype === "bool" ? "uint8" : tensor.dtype;
  const options = `{ dtype: "${dtype}" }`;
  if (isEmpty(tensor)) return `zeros(${shapeText(tensor)}, ${options})`;
  const text = tensor.dtype === "bool" ? nestedText(tensor, (element) => String(Number(element))) : nestedText(tensor);
  return `tensor(${text}, ${options})`;
}

function objectText(option: unknown): string {
  if (typeof option !== "object" || option === null) return literal(option);
  const members = Object.entries(option).map(([name, value]) => `${name}: ${literal(value)}`);
  return members.length === 0 ? "undefined" : `{ ${members.join(", ")} }`;
}
