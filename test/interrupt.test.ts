import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fixtureSuite } from "./fixture-suite.ts";

const BIN = path.resolve(import.meta.dirname, "..", "src", "cli", "bin.ts");

/** Hangs at n04 as long as the file `hang` is there, and writes down its process id. */
const ADAPTER = `
import { existsSync, writeFileSync } from "node:fs";
const scalar = (value) => ({ dtype: "float32", shape: [], data: [value] });
export default {
  name: "hanging", version: "1", losses: ["demo.*"], dtypes: ["float32"], gradients: true,
  evaluate: ({ id }) => {
    if (id.includes("/n10/")) throw new Error("no");
    if (id.includes("/n04/") && existsSync("hang")) { writeFileSync("pid", String(process.pid)); for (;;); }
    return { value: scalar(2), gradients: { x: scalar(2) } };
  },
};`;

function start(cwd: string, ...args: string[]) {
  const loader = import.meta.resolve("tsx");
  const child = spawn(process.execPath, ["--import", loader, BIN, ...args], {
    cwd,
    env: { ...process.env, LOSSPARITY_CASES: fixtureSuite() },
  });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const exited = new Promise<{ code: number | null; err: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, err })),
  );
  return { child, exited };
}

function folder() {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-interrupt-"));
  writeFileSync(path.join(cwd, "adapter.mjs"), ADAPTER);
  writeFileSync(path.join(cwd, "hang"), "");
  return cwd;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A zombie, which only its adoptive parent can bury, is dead. */
const isAlive = (pid: number) =>
  /^[^Z]/.test(execFileSync("sh", ["-c", `ps -o stat= -p ${pid} || true`], { encoding: "utf8" }).trim());

async function hangingPid(cwd: string): Promise<number> {
  const file = path.join(cwd, "pid");
  await until(() => existsSync(file) && readFileSync(file, "utf8") !== "");
  return Number(readFileSync(file, "utf8"));
}

// Windows has no signals to send: there Ctrl-C comes from the console alone.
describe.skipIf(process.platform === "win32")("Ctrl-C", () => {
  test("writes what there is, takes the adapter along, and --resume goes on from there", async () => {
    const cwd = folder();
    const { child, exited } = start(cwd, "run", "./adapter.mjs");
    const pid = await hangingPid(cwd);
    child.kill("SIGINT");
    const { code, err } = await exited;
    expect(code).toBe(130);
    expect(err).toContain("--resume");
    await until(() => !isAlive(pid));
    const read = () => JSON.parse(readFileSync(path.join(cwd, "reports", "results", "hanging.json"), "utf8"));
    // What the adapter answered in the milliseconds before it hung may still be on its side.
    const { run, summary } = read();
    expect(run.partial).toMatch(/^interrupted after [1-4] of 11 cases$/);
    expect(summary.pass).toBe(summary.total);
    expect(run.partial).toContain(` ${summary.total} of`);
    rmSync(path.join(cwd, "hang"));
    expect(await start(cwd, "run", "./adapter.mjs", "--resume").exited).toMatchObject({ code: 0 });
    expect(read()).toMatchObject({ summary: { pass: 11, total: 11 } });
    expect(read().run.partial).toBeUndefined();
  });

  test("is heard by a run in this process too, between two calls and while a promise is waited for", async () => {
    for (const wait of ["const end = Date.now() + 300; while (Date.now() < end);", "await new Promise(() => {});"]) {
      const cwd = folder();
      const slow = `if (id.includes("/n05/")) { writeFileSync("pid", String(process.pid)); ${wait} }`;
      writeFileSync(path.join(cwd, "adapter.mjs"), ADAPTER.replace("({ id }) => {", `async ({ id }) => { ${slow}`));
      const { child, exited } = start(cwd, "run", "./adapter.mjs", "--in-process");
      rmSync(path.join(cwd, "hang"));
      await hangingPid(cwd);
      child.kill("SIGINT");
      expect(await exited).toMatchObject({ code: 130 });
      const { run } = JSON.parse(readFileSync(path.join(cwd, "reports", "results", "hanging.json"), "utf8"));
      expect(run.partial).toMatch(/^interrupted after [56] of 11 cases$/);
    }
  });

  test("a runner that is killed itself takes its adapters along", async () => {
    const cwd = folder();
    const { child, exited } = start(cwd, "run", "./adapter.mjs");
    const pid = await hangingPid(cwd);
    child.kill("SIGKILL");
    await exited;
    await until(() => !isAlive(pid));
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("smoke takes its adapter along at %s", async (signal) => {
    const cwd = folder();
    const { child, exited } = start(cwd, "smoke", "./adapter.mjs");
    const pid = await hangingPid(cwd);
    child.kill(signal);
    expect(await exited).toMatchObject({ code: 130 });
    await until(() => !isAlive(pid));
  });
});
