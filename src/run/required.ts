import type { Suite, SuiteCase } from "../cases/load.ts";
import { Problem } from "../problem.ts";
import { selectFiles } from "./select.ts";

/**
 * The losses that `patterns` name, canonically or by an alias, with a case among those selected.
 * @throws Problem (exit code 2) for a pattern that matches no loss, or none of those selected.
 */
export function requiredLosses(suite: Suite, cases: readonly SuiteCase[], patterns: readonly string[]): string[] {
  const selected = new Set(cases.map(({ loss }) => loss));
  const required = new Set<string>();
  for (const pattern of patterns) {
    const named = selectFiles(suite, [pattern], "--require").map(({ loss }) => loss);
    const asked = named.filter((loss) => selected.has(loss));
    if (asked.length === 0)
      throw new Problem(`--require ${pattern}: the other flags select no case of ${named.slice(0, 3).join(", ")}.`);
    for (const loss of asked) required.add(loss);
  }
  return [...required];
}
