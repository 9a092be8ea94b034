import { type MakeSnippet, nestedText } from "../snippet.ts";
import { PAGE } from "./page.ts";

export const snippet: MakeSnippet = ({ call, gradientOf }) => {
  const { library } = PAGE.mapped.find(({ losses }) => losses.includes(call.loss))!;
  const tensor = (name: string) =>
    `const ${name} = torch.tensor(${nestedText(call.inputs[name]!)}, ${name === gradientOf});`;
  const code = [
    'import { torch } from "js-pytorch";',
    tensor("input"),
    tensor("target"),
    `const loss = new torch.${library}().forward(input, target);`,
    ...(gradientOf === undefined
      ? ["console.log(loss.data);"]
      : ["loss.backward();", `console.log(${gradientOf}.grad);`]),
  ].join("\n");
  return { code };
};
