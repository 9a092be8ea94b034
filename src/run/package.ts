import { readFileSync } from "node:fs";
import path from "node:path";
import { loadSuite, type Suite } from "../cases/load.ts";

/** The folder of the package: the parent of `src/` or `dist/`. */
export const PACKAGE_ROOT = path.resolve(import.meta.dirname, "..", "..");

export function packageVersion(): string {
  const text = readFileSync(path.join(PACKAGE_ROOT, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The recorded cases that come with this package, or those in another folder. */
export function packagedSuite(folder: string = path.join(PACKAGE_ROOT, "cases")): Suite {
  return loadSuite(folder, packageVersion());
}
