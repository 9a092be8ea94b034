/** Text for HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An element of a tensor as a reader wants it: up to six significant digits. */
export function numberText(value: number | string | boolean | bigint | undefined): string {
  if (value === undefined) return "–";
  if (typeof value === "string" && !Number.isFinite(Number(value))) {
    return value === "NaN" ? "NaN" : value.startsWith("-") ? "−∞" : "∞";
  }
  if (typeof value !== "number") return String(value);
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  const text = String(Number(value.toPrecision(6)));
  return text.replace("-", "−").replace("e−", "e−");
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
