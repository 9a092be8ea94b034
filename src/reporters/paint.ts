/** Colours a text for a terminal, or leaves it as it is. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

export const PLAIN: Paint = { good: (text) => text, bad: (text) => text, faint: (text) => text };

/** Colours where a person reads: by `NO_COLOR` (no-color.org) and `FORCE_COLOR` where they are set, else where stdout is a terminal. */
export function paintFor(env: { readonly [name: string]: string | undefined }, isTTY: boolean | undefined): Paint {
  if (env.NO_COLOR) return PLAIN;
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  return isForced || (isTTY && env.TERM !== "dumb" && env.FORCE_COLOR !== "0") ? COLOURS : PLAIN;
}

// --- internal ---

const colour = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
const COLOURS: Paint = { good: colour(32, 39), bad: colour(31, 39), faint: colour(2, 22) };
