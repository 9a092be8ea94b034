import type { Picture } from "./picture.ts";

/** A number as a reader wants it: up to five significant digits. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  const rounded = Number(value.toPrecision(5));
  const size = Math.abs(rounded);
  const text = size !== 0 && (size >= 1e6 || size < 1e-4) ? rounded.toExponential() : String(rounded);
  return text.replaceAll("-", "−").replace("e+", "e");
}

/** What the axis is called in a sentence: `ŷ`. */
export function axisName({ scene }: Pick<Picture, "scene">): string {
  return scene.x.label.split(",")[0]!;
}

/** Round numbers from low to high, about as many as wanted. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const least = (high - low) / wanted;
  if (!(least > 0) || !Number.isFinite(least)) return [low];
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Of an uneven range a step can have one multiple in it: halves of it have more.
  if (count < 2) return ticks(low, high, 2 * wanted);
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
}

/** A range with some air, ending on round numbers, so that a slider does not move it at every step. */
export function roomy([low, high]: readonly [number, number]): [number, number] {
  const height = high - low || Math.max(1, Math.abs(high));
  const [bottom, top] = [low - 0.06 * height, high + 0.06 * height];
  const power = 10 ** Math.floor(Math.log10(height / 5));
  const step = [1, 2, 5, 10].find((each) => each * power >= height / 20)! * power;
  return [
    Number((Math.floor(bottom / step) * step).toPrecision(12)),
    Number((Math.ceil(top / step) * step).toPrecision(12)),
  ];
}
