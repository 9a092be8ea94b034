import { type HeatCell, worstFirst } from "./heat-cells.ts";
import { numberText } from "./numbers.ts";

/** `12`, `3.4e5`, `∞`. */
export function ratioText(ratio: number): string {
  if (ratio === 0) return "0";
  return numberText(Number(ratio.toPrecision(ratio >= 1000 ? 1 : 2)));
}

/** What stands in a cell: nothing where it is allowed. */
export function glyphOf({ level, kind, actual, expected, ratio }: HeatCell): string {
  if (level === 0) return "";
  if (kind === "nan") return Number.isNaN(actual) ? "NaN" : "≠NaN";
  if (kind === "infinite") return Number.isFinite(actual) ? `≠${numberText(expected)}` : numberText(actual);
  if (level <= 3) return "";
  const size =
    ratio < 9999
      ? ratioText(ratio)
      : numberText(Number(ratio.toExponential(0))).replace(
          /^(\d)(0{4,})$/,
          (_, digit, zeros) => `${digit}e${zeros.length}`,
        );
  return `${kind === "sign" ? "±" : ""}${size}`;
}

/** One element in a sentence: index, pair and ratio. */
export function cellText({ index, actual, expected, ratio, kind, level }: HeatCell): string {
  const pair = `[${index.join(", ")}]: actual ${numberText(actual)}, expected ${numberText(expected)}`;
  if (level === 0) return `${pair}: equal`;
  if (kind === "nan" || kind === "infinite")
    return `${pair}: ${kind === "nan" ? "only one is NaN" : "infinite against another number"}`;
  return `${pair}: ${kind === "sign" ? "the other sign, " : ""}${ratioText(ratio)} times what is allowed`;
}

/** The whole tensor in a sentence. */
export function summaryText(cells: readonly HeatCell[]): string {
  const beyond = cells.filter(({ level }) => level > 3).length;
  const [worst] = worstFirst(cells);
  if (!worst) return `All ${cells.length} elements are equal.`;
  const equal = cells.filter(({ level }) => level === 0).length;
  return `${beyond} of ${cells.length} elements are off by more than is allowed, ${equal} are equal. Worst: ${cellText(worst)}.`;
}
