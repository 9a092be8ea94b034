import type { Call } from "../adapter.ts";
import { type Agreement, agree } from "./agree.ts";
import type { Asker } from "./ask.ts";
import { callOf, type Ingredients } from "./calls.ts";
import { ENTROPY } from "./domains.ts";
import type { Template } from "./templates.ts";

/** fast-check, which is an optional peer: whoever compares has it installed. */
export type FastCheck = typeof import("fast-check");

export interface Disagreement {
  /** What makes it the same as another one: loss, kind and place. */
  readonly key: string;
  /** Where the sequence of calls produced it. */
  readonly seed: number;
  readonly path: string;
  /** After shrinking. */
  readonly call: Call;
  readonly found: Agreement & { readonly type: "different" };
  readonly shrinks: number;
}

export interface Progress {
  readonly calls: number;
  readonly same: number;
  readonly skipped: number;
  readonly different: number;
}

export interface CompareOptions {
  readonly a: Asker;
  readonly b: Asker;
  readonly templates: readonly Template[];
  readonly seed: number;
  /** Calls before this run, of a comparison that is continued; whole batches. */
  readonly done: number;
  readonly calls: number;
  /** Calls in flight. */
  readonly window: number;
  readonly signal: AbortSignal;
  /** Keys that are known already: counted, not shrunk again. */
  readonly known: ReadonlySet<string>;
  readonly onDisagreement: (found: Disagreement) => void;
  /** After each batch. */
  readonly onProgress: (progress: Progress) => void;
}

/** Calls that share a seed. A comparison that was stopped goes on with the batch that it was in. */
export const BATCH = 256;

/**
 * Asks both sides random calls and shrinks the first disagreement of each kind to a minimal call. The calls follow from the seed alone: the
 * batch `n` is fast-check's sequence of the seed `seed + n`.
 */
export async function compareLive(fc: FastCheck, options: CompareOptions): Promise<Progress> {
  const { a, b, templates, signal } = options;
  const arbitrary = ingredients(fc, templates.length);
  const known = new Set(options.known);
  const progress = { calls: 0, same: 0, skipped: 0, different: 0 };
  const judge = (drawn: Ingredients) => agree(a, b, callOf(drawn, templates));
  for (let batch = Math.floor(options.done / BATCH); progress.calls < options.calls; batch++) {
    const seed = (options.seed + batch) | 0;
    const drawn = fc.sample(arbitrary, { seed, numRuns: Math.min(BATCH, options.calls - progress.calls) });
    const agreements = await inWindow(drawn, options.window, judge, signal);
    if (signal.aborted) break;
    for (const [at, agreement] of agreements.entries()) {
      progress.calls++;
      progress[agreement.type]++;
      if (agreement.type !== "different") continue;
      const call = callOf(drawn[at]!, templates);
      const key = keyOf(call, agreement);
      if (known.has(key)) continue;
      known.add(key);
      const first = { key, call, found: agreement };
      options.onDisagreement(await shrink(fc, arbitrary, { seed, path: String(at) }, first, options));
    }
    options.onProgress(progress);
  }
  return progress;
}

/** The templates that neither side answers `unsupported` as they stand, at most `limit` of each loss. */
export async function answerable(a: Asker, b: Asker, templates: readonly Template[], limit = 60): Promise<Template[]> {
  const kept: Template[] = [];
  const ofLoss = new Map<string, number>();
  for (const template of templates) {
    const count = ofLoss.get(template.loss) ?? 0;
    if (count >= limit) continue;
    const call = callOf({ template: 0, extents: [2, 3, 2, 2, 2], choices: [], entropy: [700, 1900, 3100] }, [template]);
    const [ofA, ofB] = await Promise.all([a.ask(call), b.ask(call)]);
    if (ofA.type === "unsupported" || ofB.type === "unsupported") continue;
    kept.push(template);
    ofLoss.set(template.loss, count + 1);
  }
  return kept;
}

/** The one call that a seed and a path name, as `compareLive` drew it. */
export function replay(fc: FastCheck, templates: readonly Template[], seed: number, path: string): Call {
  const [drawn] = fc.sample(ingredients(fc, templates.length), { seed, path, numRuns: 1 });
  return callOf(drawn!, templates);
}

// --- internal ---

/** Enough to reach a minimal call from one of 60 elements, few enough that no disagreement holds a comparison up for long. */
const SHRINK_CALLS = 3_000;

function ingredients(fc: FastCheck, templates: number) {
  // 1 first: a call of one element is simpler than one of none.
  const some = fc.integer({ min: 1, max: 5 });
  const extent = fc.oneof({ weight: 30, arbitrary: some }, { weight: 1, arbitrary: fc.constant(0) });
  const choice = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(12) });
  return fc.record<Ingredients>({
    template: fc.nat(Math.max(0, templates - 1)),
    // A tuple, because it shrinks each of its members; an array of a fixed length does not.
    extents: fc.tuple(extent, extent, extent, extent, extent),
    choices: fc.tuple(choice, choice, choice, choice, choice, choice),
    entropy: fc.array(fc.nat(ENTROPY - 1), { maxLength: 40, size: "max" }),
  });
}

function keyOf(call: Call, { kind, where }: Agreement & { type: "different" }): string {
  return `${call.loss} ${kind} ${where}`;
}

async function shrink(
  fc: FastCheck,
  arbitrary: ReturnType<typeof ingredients>,
  at: { readonly seed: number; readonly path: string },
  first: Pick<Disagreement, "key" | "call" | "found">,
  { a, b, templates, signal }: CompareOptions,
): Promise<Disagreement> {
  const { key } = first;
  let asked = 0;
  let smallest: Pick<Disagreement, "call" | "found"> = first;
  const disagrees = async (drawn: Ingredients): Promise<boolean> => {
    if (asked++ > SHRINK_CALLS || signal.aborted) return false;
    const call = callOf(drawn, templates);
    const found = await agree(a, b, call);
    if (found.type !== "different" || keyOf(call, found) !== key) return false;
    smallest = { call, found };
    return true;
  };
  const property = fc.asyncProperty(arbitrary, async (drawn) => !(await disagrees(drawn)));
  const { counterexamplePath, numShrinks } = await fc.check(property, { ...at, numRuns: 1 });
  // A library whose answers vary need not disagree again: then the call as it was drawn is all there is.
  const path = counterexamplePath ?? at.path;
  return { key, seed: at.seed, path, call: smallest.call, found: smallest.found, shrinks: numShrinks };
}

/** As `Promise.all`, with no more than `window` at a time; stops handing out when aborted. */
async function inWindow<T, R>(
  items: readonly T[],
  window: number,
  map: (item: T) => Promise<R>,
  signal: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length && !signal.aborted) {
      const at = next++;
      results[at] = await map(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: window }, work));
  return results;
}
