import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { FRAMEWORKS } from "../adapters/frameworks/index.ts";
import type { Suite } from "../cases/load.ts";
import { agree } from "../differential/agree.ts";
import { type Asker, askAdapter, askCommand, wireOf } from "../differential/ask.ts";
import { answerable, compareLive, type Disagreement, type FastCheck, replay } from "../differential/differential.ts";
import { caseFolder, foundId } from "../differential/save.ts";
import { isGenerated, type Template, templatesOf } from "../differential/templates.ts";
import { globMatcher } from "../format/glob.ts";
import { Problem, printable } from "../problem.ts";
import { adapterCommand, loadAdapter } from "../run/adapters.ts";
import { selectFiles } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags, positive, writeAtomically } from "./context.ts";

/** `lossparity compare <adapter A> <adapter B>`: random calls to both, until `--calls` or Ctrl-C. */
export async function compare(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, {
    loss: { type: "string", multiple: true },
    dtype: { type: "string", multiple: true },
    calls: { type: "string" },
    seed: { type: "string" },
    timeout: { type: "string" },
    state: { type: "string" },
    save: { type: "string" },
    replay: { type: "string" },
    "in-process": { type: "boolean" },
  });
  const [nameA, nameB] = positionals;
  if (nameA === undefined || nameB === undefined || positionals.length > 2) {
    throw new Problem("compare needs two adapters, as in: lossparity compare ./my-adapter.mjs pytorch-latest");
  }
  const fc = await fastCheck();
  const suite = openSuite(cli);
  const timeoutMs = positive("timeout", values.timeout ?? "30000");
  const abort = new AbortController();
  const open = (name: string) => openAsker(cli, name, values["in-process"] ?? false, timeoutMs, abort.signal);
  const a = await open(nameA);
  const b = await open(nameB);
  const recorded = templatesFor(suite, values.loss ?? [], values.dtype ?? ["float32"], [a, b]);
  const templates = await answerable(a, b, recorded);
  if (templates.length === 0) {
    throw new Problem(`${a.name} and ${b.name} have no loss in common of which calls can be generated here.`);
  }
  try {
    if (values.replay !== undefined) return await again(cli, fc, templates, values.replay, a, b);
    return await hunt(cli, fc, suite, templates, { ...values, names: [nameA, nameB] }, a, b, abort);
  } finally {
    await Promise.all([a.close(), b.close()]);
  }
}

// --- internal ---

/** What a comparison needs to be continued; also the list of what it found. */
interface State {
  readonly format: 1;
  readonly adapters: readonly string[];
  readonly cases: string;
  readonly templates: number;
  readonly seed: number;
  readonly calls: number;
  readonly same: number;
  readonly skipped: number;
  readonly different: number;
  readonly found: readonly (Pick<Disagreement, "key" | "seed" | "path"> & { readonly message: string })[];
}

async function hunt(
  cli: Cli,
  fc: FastCheck,
  suite: Suite,
  templates: readonly Template[],
  flags: { readonly [flag: string]: unknown; readonly names: readonly string[] },
  a: Asker,
  b: Asker,
  abort: AbortController,
): Promise<number> {
  const file = typeof flags.state === "string" ? path.resolve(cli.cwd, flags.state) : undefined;
  const before = file === undefined ? undefined : readState(file, suite, templates, flags.names);
  const seed = before?.seed ?? Number(flags.seed ?? 1);
  if (!Number.isInteger(seed)) throw new Problem(`--seed ${String(flags.seed)}: it takes a whole number.`);
  const wanted = positive("calls", String(flags.calls ?? 10_000));
  const found: Disagreement[] = [];
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const start = before ?? { calls: 0, same: 0, skipped: 0, different: 0, found: [] };
  const write = (progress: Pick<State, "calls" | "same" | "skipped" | "different">) => {
    if (file === undefined) return;
    const state: State = {
      format: 1,
      adapters: flags.names,
      cases: suite.digest,
      templates: templates.length,
      seed,
      calls: start.calls + progress.calls,
      same: start.same + progress.same,
      skipped: start.skipped + progress.skipped,
      different: start.different + progress.different,
      found: [
        ...start.found,
        ...found.map(({ key, seed: at, path: where, found: { message } }) => ({ key, seed: at, path: where, message })),
      ],
    };
    writeAtomically(file, `${JSON.stringify(state, undefined, 1)}\n`);
  };
  const startedAt = Date.now();
  const inProcess = flags["in-process"] === true;
  const progress = await compareLive(fc, {
    a,
    b,
    templates,
    seed,
    done: start.calls,
    calls: Math.max(0, wanted - start.calls),
    window: inProcess ? 1 : 32,
    signal: abort.signal,
    known: new Set(start.found.map(({ key }) => key)),
    onDisagreement: (one) => {
      found.push(one);
      cli.stdout.write(`${told(one, flags.names)}\n`);
    },
    onProgress: write,
  }).finally(() => {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  });
  write(progress);
  if (typeof flags.save === "string" && found.length > 0) {
    const dir = path.resolve(cli.cwd, flags.save);
    for (const [name, text] of caseFolder(found, b, suite.catalogue())) writeAtomically(path.join(dir, name), text);
    cli.stdout.write(`Saved as cases: LOSSPARITY_CASES=${flags.save} lossparity run ${flags.names[0]}\n`);
  }
  const seconds = Math.max(1, Date.now() - startedAt) / 1000;
  const kinds = start.found.length + found.length;
  cli.stdout.write(
    `${progress.calls} calls of ${new Set(templates.map(({ loss }) => loss)).size} losses, ${Math.round(progress.calls / seconds)} a second: ${progress.same} agree, ${progress.different} differ, ${progress.skipped} were answered by one side only. ${kinds} ${kinds === 1 ? "kind" : "kinds"} of disagreement.\n`,
  );
  if (abort.signal.aborted) return 130;
  return kinds > 0 ? 1 : 0;
}

async function again(
  cli: Cli,
  fc: FastCheck,
  templates: readonly Template[],
  at: string,
  a: Asker,
  b: Asker,
): Promise<number> {
  const [, seed, where] = /^(-?\d+):(.+)$/.exec(at) ?? [];
  if (seed === undefined || where === undefined)
    throw new Problem(`--replay ${at}: it takes what compare printed, as in --replay 17:42:0:1.`);
  const call = replay(fc, templates, Number(seed), where);
  const agreement = await agree(a, b, call);
  cli.stdout.write(`{${wireOf(call)}}\n${agreement.type === "different" ? agreement.message : agreement.type}\n`);
  return agreement.type === "different" ? 1 : 0;
}

function told({ call, found, seed, path: where, shrinks }: Disagreement, names: readonly string[]): string {
  return [
    `different ${foundId(call)} [${found.kind}]: ${printable(found.message, 400)}`,
    `  call: {${wireOf(call)}}`,
    `  seed ${seed}, path ${where}, ${shrinks} times smaller. Replay: lossparity compare ${names.join(" ")} --replay ${seed}:${where}`,
  ].join("\n");
}

async function openAsker(
  cli: Cli,
  name: string,
  inProcess: boolean,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Asker> {
  const command = adapterCommand(name, cli.cwd);
  const isOwnProcess = name.startsWith("exec:") || Object.hasOwn(FRAMEWORKS, name);
  return inProcess && !isOwnProcess
    ? askAdapter(await loadAdapter(name, cli.cwd))
    : askCommand(command, timeoutMs, signal);
}

function templatesFor(
  suite: Suite,
  losses: readonly string[],
  dtypes: readonly string[],
  sides: readonly Asker[],
): Template[] {
  const catalogue = suite.catalogue();
  const declared = sides.map((side) => side.losses.map(globMatcher));
  return selectFiles(suite, losses)
    .filter(
      ({ loss }) => isGenerated(catalogue, loss) && declared.every((some) => some.some((matches) => matches(loss))),
    )
    .flatMap((file) => templatesOf(catalogue, suite.casesOf(file), dtypes));
}

function readState(
  file: string,
  suite: Suite,
  templates: readonly Template[],
  names: readonly string[],
): State | undefined {
  if (!existsSync(file)) return undefined;
  let state: State;
  try {
    state = JSON.parse(readFileSync(file, "utf8")) as State;
  } catch (error) {
    throw new Problem(`${file} is no state of a comparison (${(error as Error).message}). Delete it to begin anew.`);
  }
  const isSame =
    state.format === 1 &&
    state.cases === suite.digest &&
    state.templates === templates.length &&
    JSON.stringify(state.adapters) === JSON.stringify(names);
  if (!isSame) {
    throw new Problem(
      `${file} belongs to another comparison (other adapters, losses or cases). Name another file, or delete it to begin anew.`,
    );
  }
  return state;
}

async function fastCheck(): Promise<FastCheck> {
  try {
    return await import("fast-check");
  } catch {
    throw new Problem(
      "compare draws its calls with fast-check, which is not installed here. Install it: npm install -D fast-check",
      3,
    );
  }
}
