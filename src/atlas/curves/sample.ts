import type { Sample } from "./data.ts";

/** Seven digits are what a float32 has. */
const DIGITS = 7;

/** A number as the data holds it. */
export function sampleOf(value: number | undefined): Sample {
  if (value === undefined) return null;
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  // A negative zero would be a difference that no one can see.
  return Number(value.toPrecision(DIGITS)) + 0;
}

/** The number that the data holds, NaN where the loss refuses. */
export function numberOf(sample: Sample | undefined): number {
  return sample === null || sample === undefined ? Number.NaN : Number(sample);
}
