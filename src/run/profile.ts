import { parseCaseId } from "../format/case-id.ts";

/** The named selections that `--profile` takes. */
export const PROFILES = ["core"] as const;
export type Profile = (typeof PROFILES)[number];

/**
 * The ids of one loss for a quick gate: every value of every argument, every family and every dtype at least once, and with
 * them the ways in which the loss rejects. Each is represented by the id with the fewest arguments; among equals a hash decides, so
 * that arguments meet many families, and what a representative of a value has already shown needs none of its own. It follows
 * from the ids alone, whatever their order, and a new id takes the place only of those with which it shares something.
 */
export function coreIds(ids: readonly string[]): Set<string> {
  const parsed = ids.flatMap((id) => {
    const parts = parseCaseId(id);
    if (parts === undefined) return [];
    const args = parts.args === "default" ? [] : parts.args.split(",");
    return [{ id, args, family: [`family ${parts.family}`], dtype: [`dtype ${parts.dtype}`] }];
  });
  const selected = new Set<string>();
  for (const kind of ["args", "family", "dtype"] as const) {
    const covered = new Set(parsed.flatMap((entry) => (selected.has(entry.id) ? entry[kind] : [])));
    const best = new Map<string, { readonly id: string; readonly count: number; readonly rank: number }>();
    for (const entry of parsed) {
      const count = entry.args.length;
      for (const feature of entry[kind]) {
        const known = best.get(feature);
        if (covered.has(feature) || (known !== undefined && known.count < count)) continue;
        // The feature is hashed too: else one id with a small hash would stand for everything it has.
        const rank = fnv1a(`${feature} ${entry.id}`);
        if (known === undefined || count < known.count || rank < known.rank) {
          best.set(feature, { id: entry.id, count, rank });
        }
      }
    }
    for (const { id } of best.values()) selected.add(id);
  }
  return selected;
}

/** FNV-1a, 32 bits: spreads ids evenly and stays the same for ever. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
