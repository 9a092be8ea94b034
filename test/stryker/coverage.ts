import type { Counts, MutantCoverage } from "./stryker.ts";

/** Cases that run the same mutants: one path through the reference. Cases by their number in the suite. */
export interface CasePath {
  readonly mutants: readonly string[];
  readonly cases: number[];
}

/** What runs what: for Stryker by loss, and for the choice of cases by path. */
export interface Recorder {
  /** Keeps what the case ran, by mutant. */
  readonly add: (loss: string, testCase: number, counts: Counts) => void;
  readonly perTest: MutantCoverage["perTest"];
  readonly paths: () => readonly CasePath[];
}

export function recorder(): Recorder {
  const perTest: MutantCoverage["perTest"] = {};
  const paths = new Map<string, CasePath>();
  return {
    perTest,
    paths: () => [...paths.values()],
    add: (loss, testCase, counts) => {
      const mutants = Object.keys(counts);
      const key = mutants.join();
      const known = paths.get(key);
      if (known === undefined) paths.set(key, { mutants, cases: [testCase] });
      else known.cases.push(testCase);
      perTest[loss] ??= {};
      const sums = perTest[loss];
      for (const mutant of mutants) sums[mutant] = (sums[mutant] ?? 0) + counts[mutant]!;
    },
  };
}

/** Chooses cases by path. */
export interface Chooser {
  /**
   * The cases that could tell a mutant from the reference, in the order in which they are asked: first one of each path that runs it, of
   * the core profile where the path has one, then three more of each, then twelve, and so on up to `ofEachPath`. A mutant that no path runs
   * runs at load: all cases can tell, those that run its file first.
   */
  readonly candidates: (mutant: string, inSameFile: ReadonlySet<string>) => Iterable<number>;
}

export function chooser(
  paths: readonly CasePath[],
  isCore: (testCase: number) => boolean,
  ofEachPath = Number.POSITIVE_INFINITY,
): Chooser {
  const queues = paths.map(({ cases }) =>
    [...cases.filter(isCore), ...cases.filter((each) => !isCore(each))].slice(0, ofEachPath),
  );
  const running = new Map<string, (readonly number[])[]>();
  for (const [i, { mutants }] of paths.entries()) {
    for (const mutant of mutants) {
      const known = running.get(mutant);
      if (known === undefined) running.set(mutant, [queues[i]!]);
      else known.push(queues[i]!);
    }
  }
  return {
    *candidates(mutant, inSameFile) {
      const own = running.get(mutant);
      if (own !== undefined) {
        yield* spread(own);
        return;
      }
      const near = new Set([...inSameFile].flatMap((each) => running.get(each) ?? []));
      yield* spread([...near]);
      yield* spread(queues.filter((queue) => !near.has(queue)));
    },
  };
}

// --- internal ---

function* spread(queues: readonly (readonly number[])[]): Generator<number> {
  const longest = queues.reduce((most, { length }) => Math.max(most, length), 0);
  for (let from = 0, to = 1; from < longest; [from, to] = [to, to * 4]) {
    for (const queue of queues) yield* queue.slice(from, to);
  }
}
