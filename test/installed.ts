import { existsSync } from "node:fs";
import path from "node:path";
import { LIBRARIES } from "../src/adapters/index.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Parts that `npm ci` does not install: what they are, what of them must be there, and the command that gets them. */
const PARTS = {
  libraries: [
    "the libraries of the bundled adapters",
    Object.values(LIBRARIES).map(({ tree }) => path.join(".adapters", tree, "node_modules")),
    "npm run setup:adapters",
  ],
  frameworks: [
    "PyTorch 1.7 and TensorFlow 2.3",
    [".venvs/pytorch-1.7", ".venvs/tensorflow-2.3"],
    "npm run setup:frameworks",
  ],
  optax: ["optax", [".venvs/optax"], "npm run setup:drift optax"],
} as const;

const told = new Set<string>();

/** Whether tests of a part are left out because it is missing; that is said once a file. In CI they fail instead. */
export function isLeftOut(part: keyof typeof PARTS): boolean {
  const [what, files, command] = PARTS[part];
  if (process.env.CI || files.every((file) => existsSync(path.join(ROOT, file)))) return false;
  if (!told.has(part)) console.warn(`${what}: not installed, and not tested. Run: ${command}`);
  told.add(part);
  return true;
}
