/** Error ÷ allowance, short: `3.4×`, `12,500×`, `2e9×`, and `∞×` for a NaN or an infinity that does not match. */
export function ratioText(ratio: number | "Infinity" | undefined): string {
  if (ratio === undefined || Number.isNaN(ratio)) return "";
  if (ratio === "Infinity" || ratio === Number.POSITIVE_INFINITY) return "∞×";
  if (ratio >= 1e6) return `${ratio.toExponential(0).replace("e+", "e")}×`;
  if (ratio >= 100) return `${Math.round(ratio).toLocaleString("en")}×`;
  return `${Number(ratio.toPrecision(2))}×`;
}
