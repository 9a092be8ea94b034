import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Problem } from "../problem.ts";
import { PACKAGE_ROOT } from "../run/package.ts";
import type { Cli } from "./cli.ts";

/** `lossparity generate [--check]`: `npm run generate`, which only a clone has. */
export async function generate(cli: Cli): Promise<number> {
  const script = path.join(PACKAGE_ROOT, "generators", "main.ts");
  if (!existsSync(script)) {
    throw new Problem(
      "Recording is there in a clone of lossparity only: the installed package has the recorded cases, not the generators.",
    );
  }
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, ...cli.argv], {
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
