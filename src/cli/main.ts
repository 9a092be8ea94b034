import { nearest, Problem, printable } from "../problem.ts";
import type { Cli, Command } from "./cli.ts";

const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  run: async () => (await import("./run.ts")).run,
  conformance: async () => (await import("./conformance.ts")).conformance,
  compare: async () => (await import("./compare.ts")).compare,
  list: async () => (await import("./list.ts")).list,
  coverage: async () => (await import("./coverage.ts")).coverage,
  differences: async () => (await import("./differences.ts")).differences,
  explain: async () => (await import("./explain.ts")).explain,
  diff: async () => (await import("./diff.ts")).diff,
  merge: async () => (await import("./merge.ts")).merge,
  report: async () => (await import("./report.ts")).report,
  init: async () => (await import("./init.ts")).init,
  smoke: async () => (await import("./smoke.ts")).smoke,
  generate: async () => (await import("./generate.ts")).generate,
};

const HELP = `lossparity: does a library's loss mean what PyTorch 1.7 and TensorFlow 2.3 mean?

  lossparity run <adapter>…             judge adapters: a bundled name, a module path, or "exec:python3 my_adapter.py"
      --loss GLOB  --case GLOB  --dtype D  --shard I/N     what is asked (a pattern's * matches any run of characters)
      --profile core                                       a selection for a quick gate
      --jobs N  --timeout MS  --in-process  --resume       how it is asked; --resume goes on from a partial run
      --baseline FILE  --update-baseline                   known failures; anything else fails the run
      --require GLOB                                       losses that must be supported
      --browser  --browser-path FILE                       the modules run in a page of Chromium
      --out DIR  --reporter NAME[=FILE]                    terminal, json, junit, github, markdown, html, ctrf, badge
  lossparity conformance                the bundled adapters, each against its committed baseline
  lossparity compare <A> <B>            random calls to two adapters: where do they disagree?
      --loss GLOB  --dtype D  --calls N  --seed N          what is asked
      --state FILE  --save DIR  --replay SEED:PATH         go on later; keep what was found as cases; ask one call again
  lossparity list                       losses and their cases; with --case, ids
  lossparity coverage                   losses, parameters, values and combinations that are recorded, and what is missing; with --json
  lossparity explain <case-id>          what a case asks and expects; --snippet python|javascript: only the code that reproduces it
  lossparity differences [concept]      how PyTorch and TensorFlow differ, and what to write instead
  lossparity diff <results> <results>   what changed between two runs
  lossparity merge <results>…           shards of one run into one; takes --[update-]baseline, --require, --reporter as run does
      --force                           also shards that overlap, are missing or do not fit
  lossparity report <results>…          the HTML report of results files
      --against FILE  --out DIR  --force                   with what changed since an earlier run; also above 50 MB
  lossparity init <dir>                 a new adapter project; --language javascript, typescript or python
  lossparity smoke <adapter>            a dozen cases, to see whether an adapter works
  lossparity generate [--check]         record the cases again (in a clone)

Exit codes: 0 nothing unexpected, 1 unexpected failures, 2 wrong usage or unreadable input, 3 the adapter could not be started or
kept alive, 130 interrupted.
`;

/** Runs a command line and gives its exit code; writes to nothing but the given streams and the files that the flags name. */
export async function main(cli: Cli): Promise<number> {
  const [name, ...argv] = cli.argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    (name === undefined ? cli.stderr : cli.stdout).write(HELP);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    cli.stdout.write(`${(await import("../run/package.ts")).packageVersion()}\n`);
    return 0;
  }
  if (argv.includes("--help")) {
    cli.stdout.write(HELP);
    return 0;
  }
  try {
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined) {
      const [alike] = nearest(name, Object.keys(COMMANDS), 1);
      throw new Problem(
        `There is no command ${name}.${alike ? ` Did you mean ${alike}?` : ""} lossparity --help lists them.`,
      );
    }
    return await (await load())({ ...cli, argv });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // What files and adapters say is part of it, and must not steer the terminal.
    cli.stderr.write(`${printable(error.message, 4000)}\n`);
    return error.exitCode;
  }
}
