import type { SuiteCase } from "../cases/load.ts";
import type { LossDiagnosis, ResultRow } from "../format/results.ts";
import { conditionText } from "./condition.ts";
import type { Diagnosis } from "./define.ts";
import { type Claim, findClaims, type Passing } from "./engine.ts";
import { type Failure, failureOf } from "./failure.ts";
import { DIAGNOSES } from "./index.ts";
import { makeWorld, type WorldSources } from "./world.ts";

export interface Diagnosed {
  /** The rows given, each failure that a claim explains with its code. */
  readonly rows: readonly ResultRow[];
  /** By loss, and within a loss the claim that explains most first. */
  readonly diagnoses: readonly LossDiagnosis[];
}

/**
 * Why an adapter fails: for each loss the causes that explain its failures and that no passing case contradicts. Looks at failures
 * only, apart from looking for contradictions.
 */
export function diagnose(
  rows: readonly ResultRow[],
  sources: WorldSources,
  diagnoses: readonly Diagnosis[] = DIAGNOSES,
): Diagnosed {
  const world = makeWorld(sources);
  const codes = new Map<string, string>();
  const found: LossDiagnosis[] = [];
  for (const [loss, group] of failingLosses(rows)) {
    const cases = world.casesOf(loss);
    const failures: Failure[] = [];
    const passing: Passing[] = [];
    for (const row of group) {
      const testCase = cases.get(row.id);
      if (testCase === undefined) continue;
      const failure = failureOf(row, testCase);
      if (failure !== undefined) failures.push(failure);
      if (row.verdict === "pass") passing.push({ testCase, wrt: judged(row, testCase) });
    }
    const claims = findClaims(failures, passing, diagnoses, world);
    for (const { diagnosis, args, where, explained } of claims.toSorted(byCount)) {
      const { code } = diagnosis;
      for (const { row } of explained) codes.set(row.id, code);
      const counts = { explains: explained.length, failing: failures.length };
      const part = where && conditionText(where);
      const sentence = `${diagnosis.sentence(args)}${part ? `, where ${part}` : ""}`;
      found.push({ loss, code, args: { ...args, ...(part && { where: part }) }, sentence, ...counts });
    }
  }
  return {
    rows: rows.map(({ diagnosis: _, ...row }) => {
      const diagnosis = codes.get(row.id);
      return diagnosis === undefined ? row : { ...row, diagnosis };
    }),
    diagnoses: found,
  };
}

// --- internal ---

function byCount(a: Claim, b: Claim): number {
  return b.explained.length - a.explained.length;
}

/** The rows of each loss that has a failure, losses by name. */
function failingLosses(rows: readonly ResultRow[]): [string, ResultRow[]][] {
  const groups = new Map<string, ResultRow[]>();
  const failing = new Set<string>();
  for (const row of rows) {
    const loss = row.id.slice(0, row.id.indexOf("/"));
    const group = groups.get(loss);
    if (group === undefined) groups.set(loss, [row]);
    else group.push(row);
    if (row.verdict === "fail") failing.add(loss);
  }
  return [...groups].filter(([loss]) => failing.has(loss)).sort(([a], [b]) => (a < b ? -1 : 1));
}

function judged(row: ResultRow, { wrt }: SuiteCase): readonly string[] {
  const missing = row.gradientsMissing;
  return missing === undefined ? wrt : wrt.filter((input) => !missing.includes(input));
}
