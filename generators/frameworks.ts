import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Framework } from "../src/format/case-file.ts";
import type { Exposed } from "../src/format/signatures.ts";

export const ROOT = path.resolve(import.meta.dirname, "..");
export const CASES = path.join(ROOT, "cases");

/** What the recorder cannot do, said for people, with the exit code it ends with. */
export class GenerateError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

const ENVIRONMENTS: Record<Framework, { readonly folder: string; readonly cases: string }> = {
  pytorch: { folder: "pytorch-1.7", cases: "pytorch-1.7" },
  tensorflow: { folder: "tensorflow-2.3", cases: "tensorflow-2.3" },
};

/** The folder of a framework's cases, below `cases/`. */
export function casesFolder(framework: Framework): string {
  return ENVIRONMENTS[framework].cases;
}

/** The command that runs a script of `python/` in a framework's environment. */
export function frameworkCommand(framework: Framework, script: string, ...args: string[]): string[] {
  const python = path.join(ROOT, ".venvs", ENVIRONMENTS[framework].folder, "bin", "python");
  if (!existsSync(python)) {
    throw new GenerateError(
      `Recording needs ${framework} in .venvs/${ENVIRONMENTS[framework].folder}, and it is not there. Run: npm run setup:frameworks`,
      3,
    );
  }
  return [python, path.join(ROOT, "python", script), ...args];
}

/** What a framework exposes, asked of itself. */
export async function expose(framework: Framework): Promise<Exposed> {
  const [file, ...args] = frameworkCommand(framework, "introspect.py", framework);
  const { stdout } = await promisify(execFile)(file!, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Exposed;
}
