import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const action = readFileSync(path.join(ROOT, "action.yml"), "utf8");

/** The script of the action's first step, as GitHub would hand it to bash. */
const script = /run: \|\n((?: {8}.*\n)+)/.exec(action)![1]!.replace(/^ {8}/gm, "");

function runAction(inputs: Record<string, string>, exitCode = 0) {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-action-"));
  writeFileSync(path.join(cwd, "npx"), `#!/bin/sh\nprintf '%s\\n' "$@" > asked\nexit ${exitCode}\n`);
  chmodSync(path.join(cwd, "npx"), 0o755);
  const names = [...action.matchAll(/^ {8}([A-Z]+): \$\{\{ inputs\.([a-z]+) \}\}$/gm)];
  const defaults = new Map(
    [...action.matchAll(/^ {2}([a-z]+):\n(?: {4}.*\n)*? {4}default: "?([^"\n]*)"?$/gm)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
  const env = Object.fromEntries(names.map(([, name, input]) => [name!, inputs[input!] ?? defaults.get(input!) ?? ""]));
  const { status, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env: { ...env, PATH: `${cwd}:${process.env.PATH}`, GITHUB_OUTPUT: path.join(cwd, "output") },
    encoding: "utf8",
  });
  const read = (file: string) => readFileSync(path.join(cwd, file), "utf8").trim();
  return { status, stderr, asked: read("asked").split("\n"), output: read("output") };
}

describe("the GitHub action", () => {
  test("gives its inputs to lossparity as they are, whatever they hold", () => {
    const adapter = 'exec:python3 "my adapter.py"; $(touch owned)';
    const { asked, status, output } = runAction({ adapter, baseline: "known.json", require: "tf.*", jobs: "3" });
    expect(asked).toEqual([
      ...["--yes", "lossparity", "run", adapter, "--out=reports", "--jobs=3"],
      ...["--reporter", "terminal", "--reporter", "github", "--reporter", "junit=reports/junit.xml"],
      ...["--baseline=known.json", "--require=tf.*"],
    ]);
    expect(output).toBe("artifact=lossparity");
    expect(status).toBe(0);
  });

  test("fails as lossparity does, but for the failures of a shard, which merging judges", () => {
    expect(runAction({ adapter: "a.mjs" }, 1).status).toBe(1);
    const shard = runAction({ adapter: "a.mjs", shard: "2/4", version: "1.2.3" }, 1);
    expect(shard).toMatchObject({ status: 0, output: "artifact=lossparity-2-of-4" });
    expect(shard.asked).toEqual(expect.arrayContaining(["lossparity@1.2.3", "--shard=2/4"]));
    expect(runAction({ adapter: "a.mjs", shard: "2/4" }, 3).status).toBe(3);
  });
});

test("the flags and files that docs/ci.md names exist", async () => {
  const docs = readFileSync(path.join(ROOT, "docs", "ci.md"), "utf8");
  const { main } = await import("../src/cli/main.ts");
  let help = "";
  const stream = {
    write: (text: string) => {
      help += text;
    },
  };
  await main({ argv: ["--help"], cwd: ROOT, env: {}, stdout: stream, stderr: stream });
  for (const [flag] of docs.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)) expect(help).toContain(flag);
  const inputs = /Inputs of the action: (.*?);/s.exec(docs)![1]!;
  const declared = [...action.matchAll(/^ {2}([a-z]+):$/gm)].map(([, name]) => name).filter((name) => name !== "icon");
  for (const [, name] of inputs.matchAll(/`([a-z]+)`/g)) expect(declared).toContain(name);
});
