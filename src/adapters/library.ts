import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where `npm run setup:adapters` installs the libraries of a clone, a folder for each. */
export const TREES = fileURLToPath(new URL("../../.adapters/", import.meta.url));

export interface Loaded {
  readonly root: string;
  /** What each package exports, in the order asked for. */
  // biome-ignore lint/suspicious/noExplicitAny: the packages are optional, so that their types cannot be had here
  readonly modules: readonly any[];
}

/** The packages are there, but importing them failed. */
export class LoadFailure extends Error {
  readonly root: string;

  constructor(root: string, cause: unknown) {
    super(firstLine(cause), { cause });
    this.root = root;
  }
}

/** Loads packages that belong together from the first of the roots that has all of them; undefined where none has. */
export function loadFrom(roots: readonly string[], packages: readonly string[]): Loaded | undefined {
  for (const root of roots) {
    const require = createRequire(join(root, "package.json"));
    if (!packages.every((name) => canResolve(require, name))) continue;
    try {
      return { root, modules: packages.map((name) => require(name)) };
    } catch (error) {
      throw new LoadFailure(root, error);
    }
  }
  return undefined;
}

export interface Library {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly module: any;
  /** As its package.json says. */
  readonly version: string;
}

/**
 * Loads the library of an adapter: from the user's project if it is there, else from the folder that `npm run setup:adapters`
 * fills. `entry` is what is imported where that is not the package itself.
 * @throws Error with the command that installs it where it is in neither.
 */
export function loadLibrary(
  tree: string,
  name: string,
  entry: string = name,
  project: string = process.cwd(),
): Library {
  const missing = `The adapter needs ${name}, which is not installed here. Run: npm run setup:adapters ${tree} (in a clone of lossparity), or install it in your project: npm install ${name}`;
  const loaded = loadFrom([project, join(TREES, tree)], [entry]);
  if (loaded === undefined) throw new Error(missing);
  return { module: loaded.modules[0], version: versionOf(loaded.root, name) };
}

// --- internal ---

function canResolve(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Read as a file, since a package need not export its package.json. */
function versionOf(root: string, name: string): string {
  const paths = createRequire(join(root, "package.json")).resolve.paths(name) ?? [];
  const file = paths.map((path) => join(path, name, "package.json")).find(existsSync);
  return file === undefined ? "unknown" : (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).trim().split("\n", 1)[0]!;
}
