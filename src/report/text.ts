export { numberText } from "../atlas/number-text.ts";
export { ratioText } from "../format/ratio.ts";

/** 12,345 in every locale, so that equal input gives equal bytes. */
export function countText(count: number): string {
  return count.toLocaleString("en");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A share, never rounded up to all nor down to none. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return "–";
  if (part === whole) return "100 %";
  const percent = (100 * part) / whole;
  if (percent > 99.9) return "> 99.9 %";
  if (percent < 0.1) return part === 0 ? "0 %" : "< 0.1 %";
  return `${percent.toFixed(1)} %`;
}

export function dateText(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}

export function durationText(elapsedMs: number): string {
  const seconds = elapsedMs / 1000;
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}

export const FRAMEWORKS = { tensorflow: "TensorFlow", pytorch: "PyTorch" } as const;
