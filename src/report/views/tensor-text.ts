import type { JsonTensor } from "../../format/tensor.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { numberText } from "../text.ts";

/** Elements of a tensor that are shown where it is no more than an input. */
const SHOWN = 200;

export function shapeText({ dtype, shape }: Pick<JsonTensor, "dtype" | "shape">): string {
  return shape.length === 0 ? `${dtype} scalar` : `${dtype} [${shape.join(", ")}]`;
}

/** A tensor as numbers in rows, with its dtype and shape. */
export function tensorText(tensor: JsonTensor): Markup {
  const width = tensor.shape.at(-1) ?? 1;
  const shown = tensor.data.slice(0, SHOWN).map((element) => numberText(element));
  const step = Math.max(1, width);
  const widths = Array.from({ length: step }, (_, column) =>
    Math.max(...shown.filter((_, at) => at % step === column).map((text) => text.length), 0),
  );
  const rows: Child[] = [];
  for (let at = 0; at < shown.length; at += step) {
    const row = shown.slice(at, at + step).map((text, column) => text.padStart(widths[column]!));
    rows.push(`${row.join("  ")}\n`);
  }
  const rest = tensor.data.length - shown.length;
  return el(
    "div",
    { class: "tensor" },
    el("small", {}, shapeText(tensor)),
    tensor.data.length === 0
      ? el("small", {}, " no elements")
      : el("span", { class: "data" }, ...rows, rest > 0 && `… ${rest} more`),
  );
}
