import { isFloatDtype, type JsonElement, type JsonTensor } from "../format/tensor.ts";
import { roundTo, shortest } from "./float.ts";
import type { Element, Tensor } from "./tensor.ts";

/** A tensor of a file or message in memory. Expects what the schema has passed; float32 data is rounded to float32. */
export function decodeTensor(json: JsonTensor): Tensor {
  return Object.freeze({
    dtype: json.dtype,
    shape: Object.freeze([...json.shape]),
    data: Object.freeze(json.data.map((element) => decodeElement(json.dtype, element))),
  });
}

/** The JSON form of a tensor; use {@link stringifyJson} on it, because `JSON.stringify` loses negative zeros. */
export function encodeTensor(tensor: Tensor): JsonTensor {
  const { dtype } = tensor;
  const data: JsonElement[] = [];
  // Adapters may hand over typed arrays; iterating serves both.
  for (const element of tensor.data) data.push(encodeElement(dtype, element));
  return { dtype, shape: [...tensor.shape], data };
}

/** `JSON.stringify` that keeps negative zero, as `-0.0`. Numbers are the shortest decimals that round back to the double. */
export function stringifyJson(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : JSON.stringify(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) {
    // Nearly everything that is written or sent is data of this kind.
    return value.every(isPlain) ? JSON.stringify(value) : `[${value.map(stringifyJson).join(",")}]`;
  }
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${stringifyJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

// --- internal ---

function isPlain(element: unknown): boolean {
  return typeof element === "number" ? !Object.is(element, -0) : typeof element === "string";
}

function decodeElement(dtype: JsonTensor["dtype"], element: JsonElement): Element {
  if (dtype === "bool") return element === true || element === 1;
  if (isFloatDtype(dtype)) return roundTo(dtype, Number(element));
  if (typeof element === "string") return asInteger(BigInt(element));
  return Number(element);
}

function encodeElement(dtype: JsonTensor["dtype"], element: Element | string): JsonElement {
  if (typeof element === "boolean" || dtype === "bool") return Boolean(element);
  if (typeof element === "bigint") return Number.isSafeInteger(Number(element)) ? Number(element) : String(element);
  if (typeof element === "string") return element;
  // Rounded first: what is finite as a double can be too large for its dtype.
  const rounded = isFloatDtype(dtype) ? roundTo(dtype, element) : element;
  if (Number.isNaN(rounded)) return "NaN";
  if (rounded === Number.POSITIVE_INFINITY) return "Infinity";
  if (rounded === Number.NEGATIVE_INFINITY) return "-Infinity";
  return isFloatDtype(dtype) ? shortest(dtype, rounded) : rounded;
}

function asInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
