/**
 * Whether a program prints what was answered before: float32 and the functions of the C library leave a few units in the last place
 * open, so five digits have to agree. Numbers below 1e-30 are as good as 0.
 */
export function isAsAnswered(printed: readonly number[], answered: readonly number[]): boolean {
  return printed.length === answered.length && printed.every((x, at) => isClose(x, answered[at]!));
}

// --- internal ---

function isClose(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b)) + 1e-30;
}
