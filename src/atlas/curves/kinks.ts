import type { Kink } from "./data.ts";
import { sampleOf } from "./sample.ts";
import type { Swept } from "./sweep.ts";
import { spread } from "./window.ts";

/** Asks a loss at more positions. */
export type Ask = (xs: readonly number[]) => Swept;

/**
 * Where the gradient jumps, found in its numbers alone: an interval over which it changes much is cut into sixteen, then the part that
 * changes most again, until floats are next to each other. What is steep but smooth runs out of change on the way.
 */
export function findKinks(xs: readonly number[], swept: Swept, ask: Ask, scale: "linear" | "log"): Kink[] {
  const jump = Math.max(1e-6, 0.02 * spread(swept.gradient));
  const changes: Changes = (a, b) => change(a, b) > Math.max(jump, 0.02 * size(a, b));
  const places = search({ xs, scale, ask, of: "gradient", changes }, swept);
  const near = (x: number) => (x === 0 && scale === "linear" ? 1.5 * ABSORBED : 4 * step({ lo: x, hi: x }, 0));
  const around = ask(places.flatMap((x) => [x - near(x), x, x + near(x)]));
  return places.flatMap((x, i) => {
    const [below, at, above] = around.gradient.slice(3 * i, 3 * i + 3);
    if (!changes(below, at) && !changes(at, above)) return [];
    return [{ x, below: sampleOf(below), at: sampleOf(at), above: sampleOf(above) }];
  });
}

/** Where the loss begins or ceases to be a number, or to be refused. */
export function findEdges(xs: readonly number[], swept: Swept, ask: Ask, scale: "linear" | "log"): number[] {
  const changes: Changes = (a, b) => change(a, b) === Number.MAX_VALUE;
  return search({ xs, scale, ask, of: "loss", changes }, swept);
}

// --- internal ---

interface Interval {
  readonly lo: number;
  readonly hi: number;
}

type Changes = (a: number | undefined, b: number | undefined) => boolean;

interface Search {
  readonly xs: readonly number[];
  readonly scale: "linear" | "log";
  readonly ask: Ask;
  readonly of: "loss" | "gradient";
  readonly changes: Changes;
}

function search({ xs, scale, ask, of, changes }: Search, known: Swept): number[] {
  const extent = scale === "log" ? 0 : xs.at(-1)! - xs[0]!;
  let open: Interval[] = xs.flatMap((hi, i) =>
    i > 0 && changes(known[of][i - 1], known[of][i]) ? [{ lo: xs[i - 1]!, hi }] : [],
  );
  const found: Interval[] = [];
  while (open.length > 0) {
    const cut = open.map(({ lo, hi }) => parts(lo, hi, scale));
    const swept = ask(cut.flat());
    open = cut.flatMap((points, k) => {
      const values = swept[of].slice(k * points.length, (k + 1) * points.length);
      const steps = points.slice(1).map((_, i) => change(values[i], values[i + 1]));
      const most = steps.indexOf(Math.max(...steps));
      if (!changes(values[most], values[most + 1])) return [];
      const next = { lo: points[most]!, hi: points[most + 1]! };
      if (next.hi - next.lo > 2 * step(next, extent)) return [next];
      found.push(next);
      return [];
    });
  }
  return [...new Set(found.map((each) => simplest(each, step(each, extent), scale)))].sort((a, b) => a - b);
}

const PARTS = 16;

/** A float32 below this that is added to a half is lost: a kink at 0 may show here. */
const ABSORBED = 2 ** -25;

function parts(lo: number, hi: number, scale: "linear" | "log"): number[] {
  const inner = Array.from({ length: PARTS - 1 }, (_, i) => {
    const t = (i + 1) / PARTS;
    return scale === "log" ? lo * (hi / lo) ** t : lo + (hi - lo) * t;
  });
  return [lo, ...inner, hi];
}

/** From one number to another; to NaN, an infinity or a refusal from anything else is as far as can be. */
function change(a: number | undefined, b: number | undefined): number {
  if (Object.is(a, b)) return 0;
  if (a === undefined || b === undefined || !Number.isFinite(a) || !Number.isFinite(b)) return Number.MAX_VALUE;
  return Math.abs(a - b);
}

/** Of numbers that run away only a change that shows beside them is a jump. */
function size(a: number | undefined, b: number | undefined): number {
  return Math.max(...[a, b].map((each) => (Number.isFinite(each) ? Math.abs(each!) : 0)));
}

/** The distance of neighbouring float32, near 0 that of a trillionth of the picture’s extent. */
function step({ lo, hi }: Interval, extent: number): number {
  return Math.max(Math.abs(lo), Math.abs(hi), 1e-12 * extent) * 2 ** -23;
}

/** The shortest decimal that the interval may mean. */
function simplest({ lo, hi }: Interval, slack: number, scale: "linear" | "log"): number {
  if (scale === "linear" && lo - slack <= ABSORBED && hi + slack >= -ABSORBED) return 0;
  for (let digits = 1; digits < 9; digits++) {
    const x = Number(((lo + hi) / 2).toPrecision(digits));
    if (x >= lo - slack && x <= hi + slack) return x;
  }
  return Number(((lo + hi) / 2).toPrecision(9));
}
