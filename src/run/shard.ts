import { Problem } from "../problem.ts";
import { COSTS } from "./costs.ts";
import { fnv1a } from "./profile.ts";

/**
 * Whether a case is in the shard `I/N`: a function of its id and of the table of costs alone. Laid end to end, the losses take the room
 * that they cost, and a hash gives each case its place within its loss. This line is cut into stripes that the shards take in turn:
 * so an expensive loss is spread over all shards, the file of a cheap one is read by few, and all shards take the same time,
 * also where an adapter supports only some of the losses.
 * @throws Problem (exit code 2) for a shard that is none.
 */
export function shardFilter(
  shard: string | undefined,
  costs: { readonly [loss: string]: number } = COSTS,
): (loss: string, id: string) => boolean {
  if (shard === undefined) return () => true;
  const [index, count] = /^(\d+)\/(\d+)$/.exec(shard)?.slice(1).map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new Problem(`--shard ${shard} is no shard: it takes I/N with 1 ≤ I ≤ N, as in --shard 2/4.`);
  }
  const starts = new Map<string, number>();
  let total = 0;
  for (const loss of Object.keys(costs).sort()) {
    starts.set(loss, total);
    total += costs[loss]!;
  }
  return (loss, id) => {
    const hash = fnv1a(id);
    const start = starts.get(loss);
    // A loss that nobody has measured yet.
    if (start === undefined) return hash % count === index - 1;
    const place = start + (costs[loss]! * hash) / 2 ** 32;
    return Math.floor(place / STRIPE_MS) % count === index - 1;
  };
}

// --- internal ---

/** Narrow enough that a shard is never off by more than a blink, wide enough that cheap losses stay whole. */
const STRIPE_MS = 100;
