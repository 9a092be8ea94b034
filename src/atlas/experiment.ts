import type { Framework } from "../format/case-file.ts";

/** Something a recorded case cannot express, tried in the real frameworks. */
export interface Experiment {
  readonly id: string;
  /** Absent where it concerns no concept more than another. */
  readonly concept?: string;
  readonly title: string;
  readonly about: string;
  readonly runs: readonly ExperimentRun[];
}

export interface ExperimentRun {
  readonly framework: Framework;
  /** Runs as pasted behind the framework's prelude. */
  readonly python: string;
  /** What it printed: `name = value`, and `name warns = …`. */
  readonly lines: readonly string[];
}

/** `cases/experiments.json`. */
export interface ExperimentFile {
  readonly format: 1;
  readonly versions: { readonly [framework in Framework]: string };
  /** What every snippet begins with: imports, and `show` and `gradient`. */
  readonly prelude: { readonly [framework in Framework]: string };
  readonly experiments: readonly Experiment[];
}

/** What an experiment printed under a name, as text. */
export function outputOf(experiment: Experiment, framework: Framework, name: string): string | undefined {
  const lines = experiment.runs.find((run) => run.framework === framework)?.lines ?? [];
  const line = lines.find((each) => each.startsWith(`${name} = `));
  return line?.slice(name.length + 3);
}
