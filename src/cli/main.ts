import { nearest, Problem, printable } from "../problem.ts";
import type { Cli, Command } from "./cli.ts";

const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  run: async () => (await import("./run.ts")).run,
  conformance: async () => (await import("./conformance.ts")).conformance,
  list: async () => (await import("./list.ts")).list,
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
      --jobs N  --timeout MS  --in-process                 how it is asked
      --baseline FILE  --update-baseline                   known failures; anything else fails the run
      --out DIR  --reporter NAME[=FILE]                    terminal, json, junit, github, markdown, html
  lossparity conformance                the bundled adapters, each against its committed baseline
  lossparity list                       losses and their cases; with --case, ids
  lossparity explain <case-id>          what a case asks and expects
  lossparity diff <results> <results>   what changed between two runs
  lossparity merge <results>…           shards of one run into one
  lossparity report <results>…          the HTML report of results files
  lossparity init <dir>                 a new adapter project
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
    cli.stdout.write(`${(await import("./context.ts")).packageVersion()}\n`);
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
