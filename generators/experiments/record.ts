import type { Experiment, ExperimentFile, ExperimentRun } from "../../src/atlas/experiment.ts";
import { FORMAT, type Framework } from "../../src/format/case-file.ts";
import { type Executor, startExecutor } from "../executor.ts";
import { frameworkCommand } from "../frameworks.ts";
import { printed } from "../recipes/record.ts";
import { type ExperimentSpec, PRELUDE } from "./define.ts";
import { EXPERIMENTS } from "./index.ts";

const FRAMEWORKS = ["tensorflow", "pytorch"] as const satisfies readonly Framework[];

/** Runs every experiment in the real frameworks, twice in opposite orders; throws where the two runs print different things. */
export async function recordExperiments(progress: (line: string) => void): Promise<ExperimentFile> {
  const [first, second] = await Promise.all([recordAll(EXPERIMENTS), recordAll([...EXPERIMENTS].reverse())]);
  const again = new Map(second.experiments.map((experiment) => [experiment.id, experiment]));
  for (const experiment of first.experiments) {
    const [a, b] = [experiment, again.get(experiment.id)!].map(({ runs }) => JSON.stringify(runs));
    if (a !== b) throw new Error(`The experiment ${experiment.id} does not reproduce:\n${a}\n${b}`);
  }
  progress(`${first.experiments.length} experiments`);
  return { format: FORMAT, versions: first.versions, prelude: PRELUDE, experiments: first.experiments };
}

// --- internal ---

async function recordAll(specs: readonly ExperimentSpec[]) {
  const [tensorflow, pytorch] = await Promise.all(
    FRAMEWORKS.map((framework) => startExecutor(frameworkCommand(framework, "snippets.py", framework))),
  );
  const executors = { tensorflow: tensorflow!, pytorch: pytorch! };
  const experiments: Experiment[] = [];
  for (const spec of specs) experiments.push(await runExperiment(spec, executors));
  await Promise.all([executors.tensorflow.stop(), executors.pytorch.stop()]);
  const versions = { tensorflow: executors.tensorflow.ready.version, pytorch: executors.pytorch.ready.version };
  return { experiments, versions };
}

async function runExperiment(
  spec: ExperimentSpec,
  executors: { readonly [framework in Framework]: Executor },
): Promise<Experiment> {
  const runs: ExperimentRun[] = [];
  for (const framework of FRAMEWORKS) {
    const python = spec[framework];
    if (python === undefined) continue;
    runs.push({ framework, python, lines: await printed(executors[framework], PRELUDE[framework] + python) });
  }
  const { id, concept, title, about } = spec;
  return { id, ...(concept !== undefined && { concept }), title, about, runs };
}
