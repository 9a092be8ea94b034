import { parseCaseId } from "./format/case-id.ts";
import { globMatcher } from "./format/glob.ts";

/** The parts of an id that a pattern can fix, in the order in which they are tried. */
export type PatternKind = "loss" | "argument" | "value" | "family" | "dtype";

/**
 * Patterns that cover all `members` and none of the `others`, loss by loss: a whole loss, else by argument, argument with value, family
 * or dtype; what none of these covers alone is named by its id. A library that lacks an argument lacks it in
 * thousands of cases, and a baseline that names each would be read by nobody.
 */
export function casePatterns(
  members: readonly string[],
  others: readonly string[],
  kinds: readonly PatternKind[] = ["loss", "argument", "value", "family", "dtype"],
): string[] {
  const apart = byLoss(others);
  return [...byLoss(members)].flatMap(([loss, ids]) => {
    return cover(ids, apart.get(loss) ?? [], candidates(loss, ids, kinds));
  });
}

// --- internal ---

function byLoss(ids: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const loss = parseCaseId(id)?.loss ?? id;
    const group = groups.get(loss);
    if (group === undefined) groups.set(loss, [id]);
    else group.push(id);
  }
  return groups;
}

function cover(ids: readonly string[], others: readonly string[], patterns: readonly string[]): string[] {
  const open = new Set(ids);
  const used: string[] = [];
  for (const pattern of patterns) {
    const matches = globMatcher(pattern);
    const covered = [...open].filter(matches);
    if (covered.length < 2 || others.some(matches)) continue;
    used.push(pattern);
    for (const id of covered) open.delete(id);
  }
  return [...used, ...open];
}

function candidates(loss: string, ids: readonly string[], kinds: readonly PatternKind[]): string[] {
  const found: Record<PatternKind, Set<string>> = {
    loss: new Set([`${loss}/*`]),
    argument: new Set(),
    value: new Set(),
    family: new Set(),
    dtype: new Set(),
  };
  for (const id of ids) {
    const parsed = parseCaseId(id);
    if (parsed === undefined) continue;
    found.family.add(`${loss}/${parsed.family}/*`);
    found.dtype.add(`${loss}/*/${parsed.dtype}`);
    for (const argument of parsed.args.split(",")) {
      const [name, value] = argument.split("=");
      if (value === undefined) continue;
      found.argument.add(`${loss}/*/*${name}=*`);
      found.value.add(`${loss}/*/*${name}=${value}*`);
    }
  }
  return kinds.flatMap((kind) => [...found[kind]].sort());
}
