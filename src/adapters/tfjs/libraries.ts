import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that `install.ts` fills in a clone: the bundled adapters' libraries, apart from this package's dependencies. */
export const BUNDLED_TREE = fileURLToPath(new URL("../../../.adapters/tfjs/", import.meta.url));

/** Where {@link BUNDLED_TREE} says why it has no native library. */
export const WHY_ABSENT = join(BUNDLED_TREE, "why-absent.txt");

/**
 * Loads packages that belong together from one place: the user's project if all of them are there, else the bundled tree.
 * Throws a message with the next step where they are in neither.
 */
export function loadLibraries(adapter: string, packages: readonly string[], project: string): Loaded {
  for (const root of [project, BUNDLED_TREE]) {
    const require = createRequire(join(root, "package.json"));
    if (!packages.every((name) => canResolve(require, name))) continue;
    try {
      return { root, modules: packages.map((name) => require(name)) };
    } catch (error) {
      throw new LoadFailure(root, error);
    }
  }
  throw new Error(
    `The adapter ${adapter} needs ${packages.join(", ")}, which are not installed here. ` +
      `Install them in your project: npm install ${packages.join(" ")}`,
  );
}

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

// --- internal ---

function canResolve(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).trim().split("\n", 1)[0]!;
}
