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
