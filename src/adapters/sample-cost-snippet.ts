import { sizeOf } from "../tensor/tensor.ts";
import type { AdapterPage } from "./page.ts";
import { flatText, type MakeSnippet, rowText } from "./snippet.ts";

/** How a program calls a library's cost. */
export interface CostImport {
  readonly statement: string;
  /** Before the library's name of the cost as the page has it: `neataptic.`. */
  readonly prefix: string;
  readonly isPredictionFirst?: boolean;
}

/** Reproductions for libraries whose losses are costs of one sample: the sample that is farthest off, alone. */
export function costSnippet(page: AdapterPage, { statement, prefix, isPredictionFirst }: CostImport): MakeSnippet {
  return ({ call, index = [] }) => {
    const { library } = page.mapped.find(({ losses }) => losses.includes(call.loss))!;
    const isKeras = call.loss.startsWith("tf.keras.");
    const [target, output] = isKeras ? ["y_true", "y_pred"] : ["target", "input"];
    const shape = call.inputs[output]!.shape.slice(0, -1);
    const row = index.reduce((flat, at, axis) => flat * (shape[axis] ?? 1) + at, 0);
    const text = (name: string) => (isKeras ? rowText(call.inputs[name]!, row) : flatText(call.inputs[name]!));
    const args = isPredictionFirst ? "output, target" : "target, output";
    const code = [
      statement,
      `const target = ${text(target)};`,
      `const output = ${text(output)};`,
      `console.log(${prefix}${library}(${args}));`,
    ].join("\n");
    return isKeras && sizeOf(shape) > 1 ? { code, elements: [row] } : { code };
  };
}
