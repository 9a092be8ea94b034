/** The range of values that a picture shows: without the few that run away, as −1/p does next to 0. */
export function windowOf(
  values: readonly (number | undefined)[],
  weights?: readonly number[],
): readonly [low: number, high: number] | undefined {
  const known = values
    .map((value, i) => ({ value: value ?? Number.NaN, weight: weights?.[i] ?? 1 }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  if (known.length === 0) return undefined;
  const all = known.reduce((sum, { weight }) => sum + weight, 0);
  const [least, low, high, most] = [
    known[0]!.value,
    quantile(known, 0.03 * all),
    quantile(known, 0.97 * all),
    known.at(-1)!.value,
  ];
  // What is not far beyond is shown, too.
  const reach = 0.6 * (high - low);
  return [
    least < low - reach ? low - 0.15 * (high - low) : least,
    most > high + reach ? high + 0.15 * (high - low) : most,
  ];
}

/** How far the values of a picture are apart. */
export function spread(values: readonly (number | undefined)[]): number {
  const range = windowOf(values);
  return range ? range[1] - range[0] : 0;
}

/** A scale for numbers over many magnitudes of both signs: linear up to 1, logarithmic beyond. */
export function magnitude(value: number): number {
  return Math.asinh(value);
}

// --- internal ---

function quantile(sorted: readonly { readonly value: number; readonly weight: number }[], wanted: number): number {
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= wanted) return value;
  }
  return sorted.at(-1)!.value;
}
