import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Baseline } from "../baseline.ts";
import type { Suite } from "../cases/load.ts";
import type { ResultsFile } from "../format/results.ts";
import type { SchemaName } from "../format/schemas.ts";
import { schemaProblem } from "../format/validate.ts";
import { nearest, Problem } from "../problem.ts";
import { packagedSuite } from "../run/package.ts";
import type { Cli } from "./cli.ts";

/** The recorded cases of this package, or those in the folder that `LOSSPARITY_CASES` names. */
export function openSuite(cli: Cli): Suite {
  const folder = cli.env.LOSSPARITY_CASES;
  return packagedSuite(folder ? path.resolve(cli.cwd, folder) : undefined);
}

/** `parseArgs` whose complaints are sentences with a suggestion and exit code 2. */
export function parseFlags<T extends NonNullable<ParseArgsConfig["options"]>>(
  cli: Cli,
  options: T,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>> {
  try {
    return parseArgs({ args: [...cli.argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const flag = /'(-[^' ]*)/.exec((error as Error).message)?.[1];
    const alike =
      flag &&
      nearest(
        flag,
        Object.keys(options).map((name) => `--${name}`),
        1,
      )[0];
    const unknown = (error as { code?: string }).code === "ERR_PARSE_ARGS_UNKNOWN_OPTION";
    throw new Problem(
      unknown
        ? `There is no flag ${flag} here.${alike ? ` Did you mean ${alike}?` : ""} lossparity --help lists the flags.`
        : `${(error as Error).message} lossparity --help lists the flags.`,
    );
  }
}

/** How `run` and `smoke` say that an adapter runs in a page. */
export const BROWSER_FLAGS = { browser: { type: "boolean" }, "browser-path": { type: "string" } } as const;

/** The adapters as the runner names them: with `--browser` each runs in a page. */
export function inBrowser(adapters: readonly string[], flags: { readonly browser?: boolean | undefined }): string[] {
  return adapters.map((adapter) => (flags.browser && !adapter.startsWith("browser:") ? `browser:${adapter}` : adapter));
}

/** A whole number above 0, or a Problem that names the flag. */
export function positive(flag: string, text: string): number {
  const value = Number(text);
  // Beyond 2^31 − 1 a timer of Node fires at once.
  if (!Number.isInteger(value) || value < 1 || value > 2 ** 31 - 1)
    throw new Problem(`--${flag} ${text}: it takes a whole number from 1 to ${2 ** 31 - 1}.`);
  return value;
}

export function readResults(file: string): ResultsFile {
  return readJson("results file", file, "It is what lossparity run writes to <out>/results/.") as ResultsFile;
}

export function readBaseline(file: string): Baseline {
  return readJson("baseline", file, "Write one with --update-baseline.") as Baseline;
}

/** Writes a whole file or none of it. */
export function writeAtomically(file: string, text: string): void {
  // Shards may write into one folder at the same time.
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    removeIfThere(unfinished);
    const why = WRITE_ERRORS[code ?? ""] ?? `${code ?? error}. Is the folder writable, and is there room?`;
    throw new Problem(`Cannot write ${file}: ${why}`);
  }
}

/** Adds to a file that others write too. */
export function appendText(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw new Problem(`Cannot write ${file}: ${(error as NodeJS.ErrnoException).code ?? error}.`);
  }
}

/** Says before a run, not after it, that its results could not be written. */
export function checkWritable(folder: string): void {
  const probe = path.join(folder, `.lossparity-probe-${process.pid}`);
  writeAtomically(probe, "");
  removeIfThere(probe);
}

// --- internal ---

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What could not be written may not be removable either.
  }
}

const WRITE_ERRORS: { readonly [code: string]: string } = {
  ENOSPC: "the disk is full (ENOSPC). Make room, or write elsewhere with --out.",
  EDQUOT: "the disk quota is used up (EDQUOT). Make room, or write elsewhere with --out.",
  EACCES: "the folder is not writable (EACCES). Change its permissions, or write elsewhere with --out.",
  EPERM: "the folder is not writable (EPERM). Change its permissions, or write elsewhere with --out.",
  EROFS: "the file system is read-only (EROFS). Write elsewhere with --out.",
  ENOTDIR: "a part of its path is a file, not a folder (ENOTDIR). Write elsewhere with --out.",
  EEXIST: "a part of its path is a file, not a folder (EEXIST). Write elsewhere with --out.",
  EISDIR: "there is a folder of that name (EISDIR).",
};

function readJson(schema: SchemaName, file: string, hint: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new Problem(`Cannot read the ${schema} ${file}: ${why}. ${hint}`);
  }
  const problem = schemaProblem(schema, value);
  if (problem !== undefined) throw new Problem(`${file} is no valid ${schema}: ${problem}. ${hint}`);
  return value;
}
