import type { Impossible, Recipe, RecipeFile } from "../../src/atlas/recipe.ts";
import type { Suite, SuiteCase } from "../../src/cases/load.ts";
import { mapArguments } from "../../src/format/argument.ts";
import { FORMAT, type Framework } from "../../src/format/case-file.ts";
import { parseCaseId, parseIdArguments } from "../../src/format/case-id.ts";
import type { CallMessage } from "../../src/format/protocol.ts";
import { decodeTensor, encodeTensor } from "../../src/tensor/json.ts";
import { askAll, type Executor, startExecutor } from "../executor.ts";
import { frameworkCommand } from "../frameworks.ts";
import type { ImpossibleSpec, RecipeSpec } from "./define.ts";
import { impossible } from "./impossible.ts";
import { RECIPES } from "./index.ts";
import { type Covered, type Given, measure } from "./measure.ts";
import { startTypescript, type TypescriptRunner } from "./typescript.ts";

/** Runs every recipe against every recorded case that it covers, in the real frameworks; nothing of the result is typed in. */
export async function recordRecipes(suite: Suite, progress: (line: string) => void): Promise<RecipeFile> {
  const pytorch = await startExecutor(frameworkCommand("pytorch", "snippets.py", "pytorch"));
  const tensorflow = await startExecutor(frameworkCommand("tensorflow", "snippets.py", "tensorflow"));
  const typescript = await startTypescript();
  const executors = { pytorch, tensorflow };
  try {
    const recipes: Recipe[] = [];
    for (const spec of RECIPES) {
      const recipe = await recordRecipe(spec, suite, executors, typescript);
      if (recipe === undefined) {
        progress(`${spec.id}: ${spec.target} is not recorded yet`);
        continue;
      }
      recipes.push(recipe);
      const { state, holding, cases, value } = recipe.result;
      const there = recipe.typescriptResult;
      progress(
        `${spec.id}: ${state}, ${holding} of ${cases}, ${value.ulp} ulp; TypeScript ${there.state}, ${there.holding}`,
      );
    }
    const shown = await Promise.all(impossible.map((spec) => recordImpossible(spec, executors)));
    const versions = {
      pytorch: pytorch.ready.version,
      tensorflow: tensorflow.ready.version,
      tfjs: typescript.version,
    };
    return { format: FORMAT, versions, recipes, impossible: shown };
  } finally {
    await Promise.all([pytorch.stop(), tensorflow.stop()]);
  }
}

/** The cases of a recipe's target that it covers and that the target answers; `undefined` where the target is not recorded. */
export function coveredCases(spec: RecipeSpec, suite: Suite): { item: SuiteCase; covered: Covered }[] | undefined {
  const entry = suite.manifest.files.find(({ loss }) => loss === spec.target);
  if (!entry) return undefined;
  const { losses, concepts } = suite.catalogue();
  const loss = losses[spec.target]!;
  const families = concepts[loss.concept]!.families;
  const prediction = Object.keys(loss.inputs).find((name) => loss.inputs[name]!.role === "prediction");
  return suite.casesOf(entry).flatMap((item) => {
    const { family, args: text } = parseCaseId(item.id)!;
    if (spec.undefinedOn?.test(family)) return [];
    const given = parseIdArguments(text);
    for (const [name, value] of Object.entries(spec.fixed ?? {})) {
      if ((given.get(name) ?? loss.arguments[name]?.default) !== value) return [];
      given.delete(name);
    }
    if ([...given.keys()].some((name) => !spec.accepts?.includes(name)) || item.raw.unstable !== undefined) return [];
    // What other dtypes do is a question of its own, and no conversion's business.
    const inputs = item.inputs();
    const given32 = ["prediction", "target"].every((role) => {
      const name = Object.keys(loss.inputs).find((each) => loss.inputs[each]!.role === role);
      return name === undefined || inputs[name]?.dtype === "float32";
    });
    if (!given32) return [];
    // PyTorch's deprecated other name of "mean"; it warns.
    if (given.get("reduction") === "elementwise_mean") return [];
    const expected = item.expected();
    if ("rejected" in expected) return [];
    if (spec.covers && !spec.covers.test(inputs, item.args())) return [];
    const args = new Map(
      (spec.accepts ?? []).map((name) => [name, given.get(name) ?? loss.arguments[name]?.default ?? "none"]),
    );
    const wrt = item.wrt.find((name) => name === prediction);
    return [
      { item, covered: { id: item.id, family, boundary: families[family]?.exact === true, args, expected, wrt } },
    ];
  });
}

// --- internal ---

async function recordRecipe(
  spec: RecipeSpec,
  suite: Suite,
  executors: { readonly [framework in Framework]: Executor },
  typescript: TypescriptRunner,
): Promise<Recipe | undefined> {
  const found = coveredCases(spec, suite);
  if (!found) return undefined;
  if (found.length === 0) throw new Error(`${spec.id}: no recorded case of ${spec.target} fits it`);
  const entry = suite.manifest.files.find(({ loss }) => loss === spec.target)!;
  const writtenIn = entry.framework === "pytorch" ? "tensorflow" : "pytorch";
  const covered = found.map((each) => each.covered);
  const given = await askAll(found, ({ item, covered: { wrt } }) => askPython(executors[writtenIn], spec, item, wrt));
  const there = found.map(({ item, covered: { wrt } }) =>
    typescript.run({
      code: spec.typescript,
      parameters: spec.parameters,
      inputs: item.inputs(),
      args: without(item.args(), spec.fixed),
      wrt,
      cotangent: item.cotangent(),
    }),
  );
  return {
    id: spec.id,
    concept: spec.concept,
    title: spec.title,
    about: spec.about,
    target: spec.target,
    framework: entry.framework,
    writtenIn,
    accepts: spec.accepts ?? [],
    fixed: spec.fixed ?? {},
    ...(spec.covers && { covers: spec.covers.text }),
    ...(spec.undefinedOn && { notRun: familiesOf(suite, entry).filter((family) => spec.undefinedOn!.test(family)) }),
    python: spec.python,
    result: measure(covered, given),
    typescript: spec.typescript,
    typescriptResult: measure(covered, there),
  };
}

function familiesOf(suite: Suite, entry: Suite["manifest"]["files"][number]): string[] {
  return [...new Set(suite.casesOf(entry).map(({ id }) => parseCaseId(id)!.family))].sort();
}

async function askPython(
  executor: Executor,
  spec: RecipeSpec,
  item: SuiteCase,
  wrt: string | undefined,
): Promise<Given> {
  const functions = [...spec.python.matchAll(/^def (\w+)/gm)].map(([, name]) => name!);
  const call = {
    id: item.id,
    loss: spec.target,
    code: spec.python,
    function: functions.at(-1)!,
    args: mapArguments(without(item.args(), spec.fixed), encodeTensor),
    inputs: Object.fromEntries(Object.entries(item.inputs()).map(([name, tensor]) => [name, encodeTensor(tensor)])),
    ...(wrt !== undefined && { wrt: [wrt], cotangent: "ramp" as const }),
  };
  const answer = await executor.ask(call as Omit<CallMessage, "type" | "seq">);
  if (answer.type === "result") {
    const gradient = wrt === undefined ? undefined : answer.gradients?.[wrt];
    return { value: decodeTensor(answer.value), gradient: gradient && decodeTensor(gradient) };
  }
  return { message: answer.type === "rejected" ? `${answer.error}: ${answer.message}`.slice(0, 200) : answer.reason };
}

function without<T>(args: { readonly [name: string]: T }, fixed: RecipeSpec["fixed"]): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(args).filter(([name]) => fixed?.[name] === undefined));
}

/** Throws where the two inputs do not show what they are there for. */
async function recordImpossible(
  spec: ImpossibleSpec,
  executors: { readonly [framework in Framework]: Executor },
): Promise<Impossible> {
  const answers = async ({ framework, python }: ImpossibleSpec["source"]) => {
    const [first, second, ...rest] = await printed(executors[framework], python);
    if (first === undefined || second === undefined || rest.length > 0)
      throw new Error(`${spec.id}: prints no two lines`);
    return { framework, python, answers: [first, second] as const };
  };
  const [source, target] = await Promise.all([answers(spec.source), answers(spec.target)]);
  if (source.answers[0] !== source.answers[1] || target.answers[0] === target.answers[1]) {
    throw new Error(`${spec.id}: ${source.answers.join(" / ")} against ${target.answers.join(" / ")} proves nothing`);
  }
  const { id, concept, title, about } = spec;
  return { id, concept, title, about, source, target };
}

/** The lines that a snippet prints in a framework. */
export async function printed(executor: Executor, code: string): Promise<readonly string[]> {
  const answer = await executor.ask({ code } as unknown as Omit<CallMessage, "type" | "seq">);
  return (answer as unknown as { readonly lines: readonly string[] }).lines;
}
