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

/** The other public names of each loss, as the manifest of the cases has them. */
export type Aliases = { readonly [loss: string]: readonly string[] };

/** A case id or pattern with the canonical name where it begins with an alias of a loss. */
export function canonicalPattern(pattern: string, aliases: Aliases): string {
  const slash = pattern.indexOf("/");
  const name = pattern.slice(0, slash);
  if (slash < 0 || Object.hasOwn(aliases, name)) return pattern;
  const loss = Object.keys(aliases).find((canonical) => aliases[canonical]!.includes(name));
  return loss === undefined ? pattern : loss + pattern.slice(slash);
}

/** Whether an id matches a pattern, by the canonical name of its loss or by an alias. */
export function idMatcher(pattern: string, aliases: Aliases = {}): (id: string) => boolean {
  const canonical = canonicalPattern(pattern, aliases);
  const matches = globMatcher(canonical);
  // Most patterns name their loss; only others have to be tried under each of its names.
  if (!/[*?]/.test(canonical.split("/", 1)[0]!)) return matches;
  return (id) => {
    if (matches(id)) return true;
    const loss = id.slice(0, id.indexOf("/"));
    return aliases[loss]?.some((alias) => matches(alias + id.slice(loss.length))) ?? false;
  };
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
