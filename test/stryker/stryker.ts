/*
 * What is used of Stryker's plugin API (@stryker-mutator/api 9.5), whose package is installed on demand and so has no types here.
 */

/** One mutant, as Stryker hands it to a runner. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
}

export interface MutantRunOptions {
  readonly activeMutant: Mutant;
  /** The ids of the tests that cover the mutant; absent where it runs when its file is loaded, and any test may notice. */
  readonly testFilter?: readonly string[];
  /** Whether the mutant is one of what runs at load. */
  readonly reloadEnvironment: boolean;
}

/** How often each mutant's code ran: while files were loaded, and in each test. */
export interface MutantCoverage {
  static: Counts;
  perTest: { [test: string]: Counts };
}

export type Counts = { [mutant: string]: number };

export interface DryRunResult {
  readonly status: "complete" | "error";
  readonly tests?: readonly { readonly id: string; readonly name: string; readonly status: 0; timeSpentMs: number }[];
  readonly mutantCoverage?: MutantCoverage;
  readonly errorMessage?: string;
}

export type MutantRunResult =
  | {
      readonly status: "killed";
      readonly killedBy: readonly string[];
      readonly failureMessage: string;
      nrOfTests: number;
    }
  | { readonly status: "survived"; readonly nrOfTests: number }
  | { readonly status: "timeout"; readonly reason: string };

/** What is read of Stryker's options: ours among them. */
export interface RunnerOptions {
  /** At most as many cases of each path are asked; all unless told. */
  readonly casesOfEachPath?: number;
}

export interface TestRunner {
  readonly capabilities: () => { readonly reloadEnvironment: boolean };
  readonly init: () => Promise<void>;
  readonly dryRun: () => Promise<DryRunResult>;
  readonly mutantRun: (options: MutantRunOptions) => Promise<MutantRunResult>;
}

/** What instrumented code reads and writes: which mutant is active, what runs. */
export interface Instrumenter {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: MutantCoverage | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

/** The name space of instrumented code, which every copy of it in this process shares. */
export function instrumenter(): Instrumenter {
  const shared = globalThis as { __stryker__?: Instrumenter };
  shared.__stryker__ ??= {};
  return shared.__stryker__;
}

/** A syntax node and where it stands, as Babel has it. */
export interface NodePath {
  readonly node: SyntaxNode;
  readonly parent?: SyntaxNode;
}

export interface SyntaxNode {
  readonly type: string;
  readonly callee?: SyntaxNode;
  readonly name?: string;
  readonly id?: SyntaxNode | null;
  readonly key?: SyntaxNode;
}

/** What became of a mutant, as `runMutationTest` answers. */
export interface MutantResult {
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly status:
    | "Killed"
    | "Survived"
    | "NoCoverage"
    | "Timeout"
    | "RuntimeError"
    | "CompileError"
    | "Ignored"
    | "Pending";
  readonly statusReason?: string;
}

/** Both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
