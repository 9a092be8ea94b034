import type { Suite, SuiteCase } from "../cases/load.ts";
import { globMatcher } from "../format/glob.ts";
import { nearest, Problem } from "../problem.ts";
import { coreIds, PROFILES, type Profile } from "./profile.ts";
import { shardFilter } from "./shard.ts";

export interface SelectOptions {
  /** Patterns of losses, canonical names or aliases; none means all. */
  readonly losses?: readonly string[];
  readonly cases?: readonly string[];
  readonly dtypes?: readonly string[];
  /** A named selection within what the patterns select. */
  readonly profile?: Profile;
  /** `I/N`. */
  readonly shard?: string;
}

/**
 * The cases that the flags select, in the order of their ids within each loss.
 * @throws Problem (exit code 2) for a pattern that matches nothing or a shard that is none.
 */
export function selectCases(suite: Suite, options: SelectOptions): SuiteCase[] {
  const files = selectFiles(suite, options.losses ?? []);
  const patterns = (options.cases ?? []).map((pattern) => ({ pattern, matches: globMatcher(pattern), found: false }));
  const dtypes = options.dtypes ?? [];
  const seen = new Set<string>();
  const inShard = shardFilter(options.shard);
  const selected: SuiteCase[] = [];
  for (const file of files) {
    const names = namesOf(suite, file.loss);
    const isAsked = ({ id }: SuiteCase) => {
      let isWanted = false;
      // Every pattern is tried, so that each is known to match something.
      for (const entry of patterns) {
        if (!names.some((name) => entry.matches(name + id.slice(file.loss.length)))) continue;
        entry.found = true;
        isWanted = true;
      }
      return isWanted;
    };
    const hasDtype = ({ id }: SuiteCase) => {
      const dtype = predictionDtype(id);
      seen.add(dtype);
      return dtypes.includes(dtype);
    };
    const cases = suite.casesOf(file);
    const core = options.profile === "core" ? coreIds(cases.map(({ id }) => id)) : undefined;
    for (const testCase of cases) {
      const isOfDtype = dtypes.length === 0 || hasDtype(testCase);
      const isWanted = patterns.length === 0 || isAsked(testCase);
      const isInProfile = core === undefined || core.has(testCase.id);
      if (isOfDtype && isWanted && isInProfile && inShard(file.loss, testCase.id)) selected.push(testCase);
    }
  }
  for (const { pattern, found } of patterns) if (!found) throw noSuchCase(suite, files, pattern);
  for (const dtype of dtypes) {
    if (!seen.has(dtype))
      throw new Problem(`--dtype ${dtype} matches no case: the predictions here are ${[...seen].sort().join(", ")}.`);
  }
  if (selected.length === 0 && options.shard === undefined)
    throw new Problem("The flags select no case: --loss, --case, --dtype and --profile leave nothing in common.");
  return selected;
}

/** The files of the manifest whose loss, or an alias of it, matches. */
export function selectFiles(suite: Suite, patterns: readonly string[], flag = "--loss") {
  const { files } = suite.manifest;
  if (patterns.length === 0) return files;
  const names = new Map(files.map(({ loss }) => [loss, namesOf(suite, loss)]));
  const selected = new Set<string>();
  for (const pattern of patterns) {
    const matches = globMatcher(pattern);
    const matching = files.filter(({ loss }) => names.get(loss)!.some(matches));
    if (matching.length === 0) {
      const alike = nearest(pattern.replace(/[*?]/g, ""), [...names.values()].flat());
      throw new Problem(
        `${flag} ${pattern} matches no loss.${alike.length > 0 ? ` Did you mean ${alike.join(", ")}?` : ""} lossparity list prints all of them.`,
      );
    }
    for (const { loss } of matching) selected.add(loss);
  }
  return files.filter(({ loss }) => selected.has(loss));
}

/** The loss and its aliases: a pattern that matches any of them matches the loss. */
export function namesOf(suite: Suite, loss: string): readonly string[] {
  return [loss, ...(suite.manifest.aliases[loss] ?? [])];
}

/** The dtype of a case's prediction; what another input has stands behind a `+`. */
export function predictionDtype(id: string): string {
  // Asked for each case of a run: cheaper than taking the whole id apart.
  const dtype = id.slice(id.lastIndexOf("/") + 1);
  const others = dtype.indexOf("+");
  return others < 0 ? dtype : dtype.slice(0, others);
}

/** @throws Problem (exit code 2) for a name that is no profile. */
export function profileNamed(name: string): Profile {
  const profile = PROFILES.find((known) => known === name);
  if (profile === undefined)
    throw new Problem(`There is no profile ${name}. There are ${PROFILES.join(", ")}; without --profile all is asked.`);
  return profile;
}

// --- internal ---

/** Suggests within the loss that the pattern names, else among the losses: all ids would be too many to compare. */
function noSuchCase(suite: Suite, files: Suite["manifest"]["files"], pattern: string): Problem {
  const plain = pattern.replace(/[*?]/g, "");
  const file = files.find(({ loss }) => namesOf(suite, loss).some((name) => plain.startsWith(`${name}/`)));
  const alike = file
    ? nearest(
        plain,
        suite.casesOf(file).map(({ id }) => id),
        1,
      )
    : nearest(
        plain.split("/")[0] ?? "",
        files.map(({ loss }) => loss),
        3,
      ).map((loss) => `${loss}/*`);
  return new Problem(
    `--case ${pattern} matches no case.${alike.length > 0 ? ` Did you mean ${alike.join(", ")}?` : ""} lossparity list --case "*" prints all ids; in a pattern * matches any run of characters.`,
  );
}
