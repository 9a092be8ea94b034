import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Adapter } from "../adapter.ts";
import { IN_BROWSER } from "../adapters/browser.ts";
import { FRAMEWORKS } from "../adapters/frameworks/index.ts";
import { BUNDLED } from "../adapters/index.ts";
import { nearest, Problem } from "../problem.ts";
import { adapterProblem } from "./answer.ts";
import { findEsbuild } from "./browser/bundle.ts";
import { findChromium } from "./browser/find-chromium.ts";
import { PACKAGE_ROOT } from "./package.ts";
import type { Command } from "./session.ts";

/** Whether this process runs the TypeScript sources (tests, a clone) or the build. */
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/**
 * How an adapter named on the command line is started in a process of its own.
 * @throws Problem (exit code 2) where it is neither a bundled name, a module path, `browser:…` nor `exec:…`, and (exit code 3) where
 * what it runs in, a framework's environment or a browser, is not there.
 */
export function adapterCommand(specifier: string, cwd: string, browserPath?: string | undefined): Command {
  const inBrowser = browserModule(specifier);
  if (inBrowser !== undefined) return browserCommand(inBrowser, cwd, browserPath);
  if (specifier.startsWith("exec:")) {
    const [file, ...args] = splitWords(specifier.slice("exec:".length));
    if (file === undefined) throw new Problem('exec: needs a command, as in "exec:python3 my_adapter.py".');
    // The two environments of the real frameworks are there only where somebody recorded.
    if (file.includes(".venvs/") && !existsSync(path.resolve(cwd, file))) {
      throw new Problem(
        `The adapter ${specifier} needs the real framework in ${file}, and it is not installed. Run: npm run setup:frameworks`,
        3,
      );
    }
    return { file, args, cwd, label: specifier };
  }
  if (Object.hasOwn(FRAMEWORKS, specifier)) return frameworkCommand(specifier);
  if (!Object.hasOwn(BUNDLED, specifier)) modulePath(specifier, cwd);
  const host = path.join(import.meta.dirname, `host${EXTENSION}`);
  const loader = loaderFor(specifier, cwd);
  return { file: process.execPath, args: [...loader, host, specifier], cwd, label: specifier };
}

/**
 * Loads an adapter into this process.
 * @throws Problem where there is none (exit code 2) or it cannot be loaded (exit code 3).
 */
export async function loadAdapter(specifier: string, cwd: string): Promise<Adapter> {
  if (browserModule(specifier) !== undefined)
    throw new Problem(`${specifier} runs in a browser, which cannot be in this process. Leave --in-process out.`);
  const bundled = Object.hasOwn(BUNDLED, specifier) ? BUNDLED[specifier] : undefined;
  if (bundled !== undefined) {
    try {
      return await bundled.load();
    } catch (error) {
      throw new Problem(`The adapter ${specifier} could not be loaded: ${(error as Error).message}`, 3);
    }
  }
  const file = modulePath(specifier, cwd);
  let loaded: { readonly default?: Partial<Adapter> };
  try {
    loaded = (await import(pathToFileURL(file).href)) as typeof loaded;
  } catch (error) {
    throw new Problem(`The adapter ${specifier} could not be loaded: ${(error as Error).message}`, 3);
  }
  const problem = adapterProblem(loaded.default);
  if (problem !== undefined) throw new Problem(`The adapter ${specifier} ${problem}`, 3);
  return loaded.default as Adapter;
}

// --- internal ---

/** What runs in a page: `browser:` with a module path, and the bundled adapters that run nowhere else. */
function browserModule(specifier: string): string | undefined {
  if (specifier.startsWith(BROWSER)) return specifier.slice(BROWSER.length);
  return Object.hasOwn(IN_BROWSER, specifier) ? specifier : undefined;
}

const BROWSER = "browser:";

function browserCommand(specifier: string, cwd: string, browserPath: string | undefined): Command {
  if (!Object.hasOwn(IN_BROWSER, specifier)) {
    if (specifier.startsWith("exec:") || Object.hasOwn(BUNDLED, specifier) || Object.hasOwn(FRAMEWORKS, specifier))
      throw new Problem(
        `${specifier} does not run in a browser. A module path does, and of the bundled adapters ${Object.keys(IN_BROWSER).join(" and ")}.`,
      );
    modulePath(specifier, cwd);
  }
  const chromium = findChromium(browserPath, cwd);
  // Said here, where it is one message, rather than by each process that starts.
  findEsbuild(cwd);
  const host = path.join(import.meta.dirname, "browser", `host${EXTENSION}`);
  const loader = EXTENSION === ".ts" ? ["--import", import.meta.resolve("tsx")] : [];
  return { file: process.execPath, args: [...loader, host, specifier, chromium], cwd, label: specifier };
}

function frameworkCommand(name: string): Command {
  const file = path.join(PACKAGE_ROOT, ".venvs", name, "bin", "python");
  if (!existsSync(file)) {
    throw new Problem(
      `The adapter ${name} needs its framework, which is not installed. Run: npm run setup:drift ${name}`,
      3,
    );
  }
  return { file, args: [path.join(PACKAGE_ROOT, "python", FRAMEWORKS[name]!.script)], cwd: PACKAGE_ROOT, label: name };
}

/** What Node needs to run TypeScript: nothing where it strips types itself, else the tsx of the adapter's own project. */
function loaderFor(specifier: string, cwd: string): readonly string[] {
  // In a clone the host itself is TypeScript.
  if (EXTENSION === ".ts") return ["--import", import.meta.resolve("tsx")];
  if (!/\.[cm]?tsx?$/.test(specifier)) return [];
  try {
    const tsx = createRequire(path.resolve(cwd, specifier)).resolve("tsx");
    return ["--import", pathToFileURL(tsx).href];
  } catch {
    if ((process.features as { typescript?: unknown }).typescript) return [];
    throw new Problem(
      `The adapter ${specifier} is TypeScript, which Node ${process.versions.node} does not run by itself. Install tsx beside it (npm install --save-dev tsx), or use Node 22.18 or later.`,
      3,
    );
  }
}

function modulePath(specifier: string, cwd: string): string {
  const file = path.resolve(cwd, specifier);
  if (existsSync(file)) return file;
  const bundled = [BUNDLED, FRAMEWORKS, IN_BROWSER].flatMap((adapters) => Object.keys(adapters));
  const alike = nearest(specifier, bundled, 1)[0];
  throw new Problem(
    `There is no adapter ${specifier}: it is none of the bundled ones (${bundled.join(", ")}) and no such file exists.${alike ? ` Did you mean ${alike}?` : ""} A module is named by its path, a command by exec:, as in "exec:python3 my_adapter.py".`,
  );
}

/** Splits at spaces, except inside quotes; no shell is involved. */
function splitWords(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}
