/** What a run cannot do, said for people: what was wrong, where, and what to do next. Never shown with a stack trace. */
export class Problem extends Error {
  override readonly name = "Problem";
  /** 2: wrong usage or unreadable input; 3: the adapter could not be started or kept alive. */
  readonly exitCode: 2 | 3;

  constructor(message: string, exitCode: 2 | 3 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Text from outside with no control characters, so that it can neither move the cursor nor forge a line, and with no command to a
 * CI system that reads what is printed (GitHub's `::` at the start of a line and `##[`, Azure's `##vso[`, TeamCity's `##teamcity[`).
 */
export function printable(text: string, limit = 500): string {
  // What is far longer is cut first: it may be megabytes.
  const clean = text
    .slice(0, 4 * limit)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .trim()
    .replace(/^::|##(?=\w*\[)/g, ([first, second]) => `${first} ${second}`);
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}

/** The candidates most like `text`, for "did you mean". */
export function nearest(text: string, candidates: Iterable<string>, count = 3): string[] {
  const lower = text.toLowerCase();
  const scored = [...candidates].map((candidate) => {
    const other = candidate.toLowerCase();
    const last = other.slice(other.lastIndexOf(".") + 1);
    return { candidate, distance: Math.min(editDistance(lower, other), editDistance(lower, last)) };
  });
  return scored
    .filter(({ distance }) => distance <= Math.max(2, text.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

// --- internal ---

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
