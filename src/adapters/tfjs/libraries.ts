import { join } from "node:path";
import { type Loaded, loadFrom, TREES } from "../library.ts";

export { LoadFailure } from "../library.ts";

/** The folder that `install.ts` fills in a clone: the bundled adapters' libraries, apart from this package's dependencies. */
export const BUNDLED_TREE = join(TREES, "tfjs/");

/** Where {@link BUNDLED_TREE} says why it has no native library. */
export const WHY_ABSENT = join(BUNDLED_TREE, "why-absent.txt");

/**
 * Loads packages that belong together from one place: the user's project if all of them are there, else the bundled tree.
 * Throws a message with the next step where they are in neither.
 */
export function loadLibraries(adapter: string, packages: readonly string[], project: string): Loaded {
  const loaded = loadFrom([project, BUNDLED_TREE], packages);
  if (loaded !== undefined) return loaded;
  throw new Error(
    `The adapter ${adapter} needs ${packages.join(", ")}, which are not installed here. ` +
      `Install them in your project: npm install ${packages.join(" ")}`,
  );
}
