import { encodeTensor } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { SnippetCase } from "./snippet-case.ts";

/** What a person pastes into a file beside an adapter: the one call that the case asks, without the suite. */
export function javascriptSnippet(testCase: SnippetCase, adapter: string): string {
  const { id, loss, wrt } = testCase;
  const cotangent = testCase.cotangent();
  const call = {
    id,
    loss,
    args: testCase.args(),
    inputs: testCase.inputs(),
    ...(cotangent !== undefined && { wrt, cotangent }),
  };
  const text = source(call, "");
  const helper = text.includes("f32(") ? "const f32 = (...data) => Array.from(new Float32Array(data));\n" : "";
  return `// ${id}
import adapter from ${JSON.stringify(adapter)};

${helper}const call = ${text};
console.dir(await adapter.evaluate(call), { depth: null, maxArrayLength: null });
`;
}

// --- internal ---

/** A value as JavaScript source: with bigints, non-finite numbers and negative zero; float32 by its shortest decimals. */
function source(value: unknown, indent: string): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (isTensor(value) && value.dtype === "float32") {
    const data = encodeTensor(value).data.map((element, i) =>
      typeof element === "number" ? source(element, "") : source(value.data[i], ""),
    );
    return `{ dtype: "float32", shape: ${source(value.shape, "")}, data: f32(${data.join(", ")}) }`;
  }
  if (Array.isArray(value)) return `[${value.map((item) => source(item, inner)).join(", ")}]`;
  const members = Object.entries(value).map(([name, member]) => `${key(name)}: ${source(member, inner)}`);
  if (members.length === 0) return "{}";
  const isFlat = Object.values(value).every((member) => typeof member !== "object" || Array.isArray(member));
  return isFlat
    ? `{ ${members.join(", ")} }`
    : `{\n${members.map((member) => `${inner}${member},\n`).join("")}${indent}}`;
}

function isTensor(value: object): value is Tensor {
  return "dtype" in value && "shape" in value && "data" in value;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
