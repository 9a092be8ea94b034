/** Numbers that a factor is likely to be, by what they mean: the extents of an input, an argument. */
export type Extents = { readonly [meaning: string]: number };

/** Factors that a formula could mean whatever the inputs, by their names. */
const CONSTANTS: Extents = {
  "100": 100,
  "1/100": 0.01,
  "-100": -100,
  "1000": 1000,
  "2": 2,
  "1/2": 0.5,
  "-2": -2,
  "-1/2": -0.5,
  "4": 4,
  "1/4": 0.25,
  "ln 2": Math.LN2,
  "1/ln 2": 1 / Math.LN2,
};

/** Every name that a measured factor may have: an extent, one over an extent, a constant. */
export function factorNames(raw: number, extents: Extents, tolerance = FORMULA): string[] {
  const isNear = (factor: number) => Math.abs(raw - factor) <= tolerance * Math.abs(factor);
  const names: string[] = [];
  for (const [meaning, extent] of Object.entries(extents)) {
    if (extent === 1 || !(extent > 0) || !Number.isFinite(extent)) continue;
    if (isNear(extent)) names.push(meaning);
    if (isNear(1 / extent)) names.push(`1/${meaning}`);
  }
  for (const [name, factor] of Object.entries(CONSTANTS)) if (isNear(factor)) names.push(name);
  return names;
}

/** The number that a name stands for with these extents; `undefined` where they have no such extent. */
export function factorNamed(name: string, extents: Extents): number | undefined {
  const constant = CONSTANTS[name];
  if (constant !== undefined) return constant;
  if (name.startsWith("1/")) {
    const extent = extents[name.slice(2)];
    return extent === undefined || extent === 0 ? undefined : 1 / extent;
  }
  return extents[name];
}

/** A parameter in a sentence: a name, or a number of six digits; nine where it is near to 1. */
export function shown(by: string | number): string {
  if (typeof by === "string") return by;
  return String(Number(by.toPrecision(Math.abs(by - 1) < 1e-3 ? 9 : 6)));
}

/** The ratio of two tensors where the second is largest; `undefined` where there is none. */
export function ratioOf(a: readonly number[], b: readonly number[]): { ratio: number; at: number } | undefined {
  let at = -1;
  for (let i = 0; i < b.length; i++) {
    if (Number.isFinite(b[i]!) && b[i] !== 0 && (at < 0 || Math.abs(b[i]!) > Math.abs(b[at]!))) at = i;
  }
  if (at < 0 || !Number.isFinite(a[at]!) || a[at] === 0) return undefined;
  return { ratio: a[at]! / b[at]!, at };
}

// --- internal ---

/** Float32 evaluations of one formula that differ by more than this are not of one formula. */
const FORMULA = 4e-6;
