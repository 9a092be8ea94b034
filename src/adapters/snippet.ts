import type { Call } from "../adapter.ts";
import { shortest } from "../tensor/float.ts";
import { numbers, type Tensor } from "../tensor/tensor.ts";

/** What a reproduction must show of a failing case. */
export interface SnippetRequest {
  readonly call: Call;
  /** The input whose gradient is wrong; undefined where it is the value, or a refusal. */
  readonly gradientOf?: string;
  /** The worst element. */
  readonly index?: readonly number[];
}

/** A program in plain JavaScript that imports the library and prints what it answers. */
export interface Snippet {
  readonly code: string;
  /** Which elements of the framework's answer the program's output stands beside; all of them where absent. */
  readonly elements?: readonly number[];
}

export type MakeSnippet = (request: SnippetRequest) => Snippet;

/** The elements as a nested array in JavaScript. */
export function nestedText({ dtype, shape, data }: Tensor, asText = elementText(dtype)): string {
  let level = data.map(asText);
  for (const extent of shape.slice(1).reverse()) {
    const inner = level;
    const rows = extent === 0 ? 0 : inner.length / extent;
    level = Array.from({ length: rows }, (_, row) => `[${inner.slice(row * extent, (row + 1) * extent).join(", ")}]`);
  }
  return shape.length === 0 ? level[0]! : `[${level.join(", ")}]`;
}

/** The elements as one flat array in JavaScript. */
export function flatText(tensor: Tensor): string {
  return `[${tensor.data.map(elementText(tensor.dtype)).join(", ")}]`;
}

export function shapeText({ shape }: Pick<Tensor, "shape">): string {
  return `[${shape.join(", ")}]`;
}

/** The rows of the last axis, each a flat array. */
export function rowText(tensor: Tensor, row: number): string {
  const length = tensor.shape.at(-1) ?? 1;
  const data = numbers(tensor).slice(row * length, (row + 1) * length);
  return `[${data.map(elementText(tensor.dtype)).join(", ")}]`;
}

/** A literal: strings quoted, floats as the shortest decimal, `undefined` as itself. */
export function literal(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  return value === undefined ? "undefined" : JSON.stringify(value);
}

/** Arguments of a call, those undefined at the end left out. */
export function argumentList(args: readonly string[]): string {
  const last = args.findLastIndex((argument) => argument !== "undefined");
  return args.slice(0, last + 1).join(", ");
}

// --- internal ---

function elementText(dtype: Tensor["dtype"]): (element: Tensor["data"][number]) => string {
  const format = dtype === "float32" || dtype === "float16" ? dtype : "float64";
  return (element) => {
    if (typeof element === "bigint") return `${element}n`;
    if (typeof element === "boolean") return String(element);
    return numberText(Number.isFinite(element) ? shortest(format, element) : element);
  };
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
