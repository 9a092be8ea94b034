export { numberText } from "../atlas/number-text.ts";

/** Text for HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Error ÷ allowance, short. */
export function ratioText(ratio: number | "Infinity" | undefined): string {
  if (ratio === undefined) return "";
  if (ratio === "Infinity" || ratio === Number.POSITIVE_INFINITY) return "∞×";
  if (ratio >= 1e6) return `${ratio.toExponential(0).replace("e+", "e")}×`;
  if (ratio >= 100) return `${Math.round(ratio).toLocaleString("en")}×`;
  return `${Number(ratio.toPrecision(2))}×`;
}

/** 12,345 in every locale, so that equal input gives equal bytes. */
export function countText(count: number): string {
  return count.toLocaleString("en");
}
