import { numbers } from "../../tensor/tensor.ts";
import { flatText, literal, type MakeSnippet, rowText } from "../snippet.ts";
import { PAGE } from "./page.ts";

/** The one sample that is farthest off; a regression is one sample as a whole. */
export const snippet: MakeSnippet = ({ call, gradientOf, index }) => {
  const { library } = PAGE.mapped.find(({ losses }) => losses.includes(call.loss))!;
  const { input, target } = call.inputs;
  const isRegression = library === "RegressionLayer";
  const width = isRegression ? input!.data.length : input!.shape[1]!;
  // Where no element is off, the call should have been refused for a label.
  const illegal = isRegression ? -1 : numbers(target!).findIndex((label) => !(label >= 0 && label < width));
  const row = isRegression ? 0 : (index?.[0] ?? Math.max(0, illegal));
  const x = isRegression ? flatText(input!) : rowText(input!, row);
  const y = isRegression ? flatText(target!) : literal(numbers(target!)[row]);
  const code = [
    'import convnetjs from "convnetjs";',
    `const x = new convnetjs.Vol(${x});`,
    `const layer = new convnetjs.${library}({ in_sx: 1, in_sy: 1, in_depth: ${width} });`,
    "layer.forward(x, true);",
    `const loss = layer.backward(${y});`,
    gradientOf === undefined ? "console.log(loss);" : "console.log(Array.from(x.dw));",
  ].join("\n");
  if (isRegression || gradientOf !== undefined) return { code };
  return { code, elements: [row] };
};
