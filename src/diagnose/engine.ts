import type { SuiteCase } from "../cases/load.ts";
import { type Condition, conditionsOf, conditionText, meets } from "./condition.ts";
import type { Diagnosis, DiagnosisArgs } from "./define.ts";
import { isInScope, isWellMeasured, spread } from "./evidence.ts";
import type { Failure } from "./failure.ts";
import type { World } from "./world.ts";

/** A diagnosis with its parameters, and the failures that it explains and no earlier claim does. */
export interface Claim {
  readonly diagnosis: Diagnosis;
  readonly args: DiagnosisArgs;
  /** Holds only in this part of the cases. */
  readonly where?: Condition;
  readonly explained: readonly Failure[];
}

/** A case that passed, with the gradients that were judged. */
export interface Passing {
  readonly testCase: SuiteCase;
  readonly wrt: readonly string[];
}

/**
 * The causes of a loss's failures, the one that explains most first: greedily, each claim taking what the earlier ones left. None of them
 * is contradicted by a case that passes. What no claim explains is left unexplained.
 */
export function findClaims(
  failures: readonly Failure[],
  passing: readonly Passing[],
  diagnoses: readonly Diagnosis[],
  world: World,
): Claim[] {
  const claims: Claim[] = [];
  const isContradicted = contradictions(passing, world);
  const strong = diagnoses.filter(({ isWeak }) => !isWeak);
  const weak = diagnoses.filter(({ isWeak }) => isWeak);
  let open: readonly Failure[] = failures;
  let fruitless = 0;
  for (let round = 0; open.length > 0 && round < ROUNDS && fruitless < FRUITLESS; round++) {
    const search: Search = { sample: spread(open, SAMPLE), open, passing, isContradicted, world };
    const candidates = suggested(search, strong);
    // A cause that holds for all cases is likelier than one that holds for some, and that than a description.
    const best =
      bestOf(search, candidates) ??
      bestOf(search, restricted(search, candidates)) ??
      bestOf(search, suggested(search, weak));
    const taken = new Set<Failure>(best?.explained ?? search.sample);
    if (best === undefined) fruitless++;
    else claims.push(best);
    open = open.filter((failure) => !taken.has(failure));
  }
  return claims;
}

// --- internal ---

/** Enough for the causes a loss has; a loss that fails for more reasons than this needs rewriting, not diagnosing. */
const ROUNDS = 12;
/** Failures that are asked what could explain them: a cause of every twentieth failure is found with 78 % in the first round alone. */
const SAMPLE = 30;
/** Samples that may go unexplained before the rest is given up: together they hold a cause of every twentieth failure with 95 %. */
const FRUITLESS = 2;
/** Causes that are tried on a part of the cases. */
const RESTRICTED = 16;

interface Candidate {
  readonly diagnosis: Diagnosis;
  readonly args: DiagnosisArgs;
  readonly where?: Condition;
  readonly order: number;
  /** How many failures of the sample it explains. */
  readonly votes: number;
}

interface Search {
  readonly sample: readonly Failure[];
  readonly open: readonly Failure[];
  readonly passing: readonly Passing[];
  readonly isContradicted: (candidate: Candidate) => boolean;
  readonly world: World;
}

/** The candidate that explains most and is not contradicted. */
function bestOf(
  { sample, open, passing, isContradicted, world }: Search,
  candidates: readonly Candidate[],
): Claim | undefined {
  let best: Claim | undefined;
  let votes = 0;
  let local: ReadonlySet<Failure> | undefined;
  for (const candidate of candidates) {
    // A sample can rank two close ones the wrong way round, but hardly two that are far apart.
    if (candidate.votes < 0.7 * votes) break;
    const { diagnosis, args, where } = candidate;
    if (!isShown(candidate, sample)) continue;
    if (isContradicted(candidate)) continue;
    const explained = open.filter((failure) => explains(candidate, failure, world));
    if (explained.length <= (best?.explained.length ?? 0)) continue;
    if (diagnosis.isMeasured?.(args) && !isWellMeasured(explained, open)) continue;
    if (diagnosis.isProvenBy?.(explained) === false) continue;
    if (diagnosis.scope !== undefined) local ??= localFailures(candidates, open, world);
    if (!isInScope(diagnosis, open, explained, passing, local ?? new Set(), world)) continue;
    best = { diagnosis, args, explained, ...(where && { where }) };
    votes = Math.max(votes, candidate.votes);
  }
  return best;
}

/** What causes that can show in some cases only explain, each in its own. */
function localFailures(candidates: readonly Candidate[], open: readonly Failure[], world: World): Set<Failure> {
  const scoped = candidates.filter(({ diagnosis }) => diagnosis.scope !== undefined);
  return new Set(open.filter((failure) => scoped.some((candidate) => explains(candidate, failure, world))));
}

/** What the sample's failures suggest, what explains most of them first. */
function suggested({ sample, world }: Search, diagnoses: readonly Diagnosis[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const failure of sample) {
    for (const [order, diagnosis] of diagnoses.entries()) {
      for (const args of diagnosis.suggest(failure, world)) {
        const candidate = { diagnosis, args, order, votes: 0 };
        const key = keyOf(candidate);
        if (!candidates.has(key) && diagnosis.explains(failure, args, world)) candidates.set(key, candidate);
      }
    }
  }
  return ranked([...candidates.values()], sample, world);
}

/** The foremost candidates, each on the parts of the cases where it explains something. */
function restricted({ sample, world }: Search, candidates: readonly Candidate[]): Candidate[] {
  const worthwhile = candidates.filter((candidate) => isShown(candidate, sample)).slice(0, RESTRICTED);
  const parts = worthwhile.flatMap((candidate) => {
    const explained = sample.filter((failure) => explains(candidate, failure, world));
    return conditionsOf(explained, candidate.args, world).map((where) => {
      const votes = explained.filter(({ testCase }) => meets(testCase, where, world)).length;
      return { ...candidate, where, votes };
    });
  });
  return parts.sort(byVotes);
}

function ranked(candidates: readonly Candidate[], sample: readonly Failure[], world: World): Candidate[] {
  return candidates
    .map((candidate) => ({
      ...candidate,
      votes: sample.filter((failure) => explains(candidate, failure, world)).length,
    }))
    .sort(byVotes);
}

function byVotes(a: Candidate, b: Candidate): number {
  return b.votes - a.votes || a.order - b.order || isOfTwo(a) - isOfTwo(b);
}

/** A number that was measured in one failure has to show in a quarter of them; a sample may hold less. */
function isShown({ diagnosis, args, votes }: Candidate, sample: readonly Failure[]): boolean {
  return !diagnosis.isMeasured?.(args) || votes >= 0.15 * sample.length;
}

/** Of two that explain as much, the one that takes one thing to be wrong and not two. */
function isOfTwo({ args }: Candidate): number {
  return String(args.argument ?? "").includes(" and ") ? 1 : 0;
}

function contradictions(passing: readonly Passing[], world: World): (candidate: Candidate) => boolean {
  const known = new Map<string, boolean>();
  return (candidate) => {
    const key = keyOf(candidate);
    let found = known.get(key);
    if (found === undefined) {
      const { diagnosis, args, where } = candidate;
      found = passing.some(
        ({ testCase, wrt }) => meets(testCase, where, world) && diagnosis.contradicts(testCase, wrt, args, world),
      );
      known.set(key, found);
    }
    return found;
  };
}

function explains({ diagnosis, args, where }: Candidate, failure: Failure, world: World): boolean {
  return meets(failure.testCase, where, world) && diagnosis.explains(failure, args, world);
}

function keyOf({ diagnosis, args, where }: Pick<Candidate, "diagnosis" | "args" | "where">): string {
  return `${diagnosis.code} ${JSON.stringify(args)} ${where ? conditionText(where) : ""}`;
}
