import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDERS = ["pytorch-1.7", "tensorflow-2.3"];
const python = (folder: string) => path.join(ROOT, ".venvs", folder, "bin", "python");
const present = FOLDERS.every((folder) => existsSync(python(folder)));
if (!present && process.env.CI) throw new Error("the frameworks are missing: npm run setup:frameworks");

describe.skipIf(!present)("a script that shares no code with the recorder (npm run setup:frameworks)", () => {
  test.each(FOLDERS)("finds the same in a sample of %s", { timeout: 120_000 }, (folder) => {
    const args = ["-W", "ignore", "python/recompute.py", `cases/${folder}`, "1500", "20201124"];
    const { stdout, status } = spawnSync(python(folder), args, { cwd: ROOT, encoding: "utf8" });
    expect(stdout).toMatch(/^\d{3,} recomputed, 0 disagree$/m);
    expect(status).toBe(0);
  });
});
