import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { loadSuite } from "../src/cases/load.ts";
import { main } from "../src/cli/main.ts";
import type { ResultsFile } from "../src/format/results.ts";
import { adapterCommand, loadAdapter } from "../src/run/adapters.ts";
import { findEsbuild } from "../src/run/browser/bundle.ts";
import { findChromium } from "../src/run/browser/find-chromium.ts";
import { packagedSuite } from "../src/run/package.ts";
import { runCommand } from "../src/run/run.ts";
import { selectCases } from "../src/run/select.ts";
import { fixtureSuite } from "./fixture-suite.ts";

const LIMIT_MS = 120_000;

/** An adapter whose answer to a call is what the statements `onCall` return, or else the honest one. */
const adapter = (onCall = "", before = "") => `
import { defineAdapter } from "lossparity";
${before}
const scalar = (value) => ({ dtype: "float32", shape: [], data: Float32Array.of(value) });
export default defineAdapter({
  name: "page", version: "1.0.0", losses: ["demo.*"], dtypes: ["float32"], gradients: true,
  evaluate({ id, inputs, wrt }) {
    const bad = id.includes("/n05/");
    ${onCall}
    if (id.includes("/n10/")) throw new Error("no");
    return { value: scalar(inputs.x.data[0] * 2), gradients: { x: scalar(2) } };
  },
});`;

function folder(files: { readonly [name: string]: string | Uint8Array }): string {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-page-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  return cwd;
}

async function judge(files: { readonly [name: string]: string | Uint8Array }, timeoutMs = 10_000) {
  const suite = loadSuite(fixtureSuite(), "0");
  const outcome = await runCommand(adapterCommand("browser:./adapter.js", folder(files)), {
    suite,
    cases: selectCases(suite, {}),
    timeoutMs,
    jobs: 1,
    signal: new AbortController().signal,
  });
  const isCulprit = ({ id }: { id: string }) => id.includes("/n05/");
  return {
    outcome,
    culprit: outcome.results.find(isCulprit),
    others: new Set(outcome.results.filter((row) => !isCulprit(row)).map(({ verdict }) => verdict)),
  };
}

async function lossparity(argv: readonly string[], cwd: string): Promise<{ code: number; out: string }> {
  let out = "";
  const write = (text: string) => {
    out += text;
  };
  const env = { LOSSPARITY_CASES: fixtureSuite() };
  return { code: await main({ argv, env, stdout: { write }, stderr: { write }, cwd }), out };
}

/** The processes that belong to the hosts this process has started. */
function processes(): { pid: number; args: string }[] {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,pgid=,args="], { encoding: "utf8", maxBuffer: 2 ** 26 })
    .split("\n")
    .flatMap((line) => {
      const [, pid, ppid, pgid, args] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return args === undefined ? [] : [{ pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid), args }];
    });
  const hosts = all.filter(({ ppid, args }) => ppid === process.pid && args.includes("browser/host"));
  return all.filter(({ pgid }) => hosts.some(({ pid }) => pid === pgid));
}

describe("an adapter in a page", () => {
  test("is asked and judged as any other, and says what it runs in", { timeout: LIMIT_MS }, async () => {
    const { outcome } = await judge({ "adapter.js": adapter('console.log("a word on the console");') });
    expect(outcome.summary).toMatchObject({ total: 11, pass: 11, unstable: 1, gradientsMissing: 0 });
    expect(outcome.environment).toMatch(/Chrome\/\d+.*; WebGL: \S/);
    expect(processes()).toEqual([]);
  });

  test("leaves no folder behind", { timeout: LIMIT_MS }, async () => {
    const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith("lossparity-browser-"));
    const before = new Set(profiles());
    await judge({ "adapter.js": adapter() });
    expect(profiles().filter((name) => !before.has(name))).toEqual([]);
  });

  test("finds its WebAssembly imported and beside its script", { timeout: LIMIT_MS }, async () => {
    // (module (func (export "two") (result f32) (f32.const 2)))
    const wasm = Uint8Array.from(
      Buffer.from(
        "0061736d010000000105016000017d030201000707010374776f00000a09010700430000004 00b".replace(" ", ""),
        "hex",
      ),
    );
    const before = `
      import url from "./two.wasm";
      const one = await WebAssembly.instantiateStreaming(fetch(url));
      const other = await WebAssembly.instantiateStreaming(fetch(new URL("two.wasm", import.meta.url)));
      const two = one.instance.exports.two() * other.instance.exports.two() / 2;`;
    const { outcome } = await judge({
      "adapter.js": adapter("", before).replace("* 2)", "* two)"),
      "two.wasm": wasm,
    });
    expect(outcome.summary).toMatchObject({ pass: 11, total: 11 });
  });

  test.each([
    ["hangs", "if (bad) for (;;);", "timeout", "no answer within 3000 ms"],
    ["does not answer one call", "if (bad) return new Promise(() => {});", "timeout", "no answer within 3000 ms"],
    ["traps in WebAssembly", 'if (bad) throw new WebAssembly.RuntimeError("unreachable");', "crash", "unreachable"],
    [
      "leaves the page",
      'if (bad) { location.href = "/elsewhere"; return new Promise(() => {}); }',
      "crash",
      "the page was left",
    ],
    ["answers garbage", 'if (bad) lossparitySend("Aw, snap!");', "invalid", "no answer"],
  ])("that %s costs no other case its verdict", { timeout: LIMIT_MS }, async (_, onCall, verdict, message) => {
    const { culprit, others, outcome } = await judge({ "adapter.js": adapter(onCall) }, 3_000);
    expect(culprit).toMatchObject({ verdict, message: expect.stringContaining(message) });
    expect([...others]).toEqual(["pass"]);
    expect(outcome.results).toHaveLength(11);
    expect(processes()).toEqual([]);
  });

  describe("whose renderer dies", () => {
    let server: Server;
    afterAll(() => void server?.close());

    test("is charged with a crash where it died", { timeout: LIMIT_MS }, async () => {
      server = createServer((_, response) => {
        response.end();
        const renderers = processes().filter(({ args }) => args.includes("--type=renderer"));
        for (const { pid } of renderers) process.kill(pid, "SIGKILL");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const call = `fetch("http://127.0.0.1:${(server.address() as AddressInfo).port}", { mode: "no-cors" })`;
      const { culprit, others } = await judge({
        "adapter.js": adapter(`if (bad) { ${call}; return new Promise(() => {}); }`),
      });
      expect(culprit).toMatchObject({ verdict: "crash", message: expect.stringContaining("the page crashed") });
      expect([...others]).toEqual(["pass"]);
    });
  });

  test.each([
    ["throws while it is loaded", 'throw new Error("no WebGPU here");', "no WebGPU here"],
    ["is no adapter", "export default { name: 'x' };", "lacks version, losses, dtypes, gradients, evaluate"],
    ["is no JavaScript", "export default {", "cannot be bundled for a page"],
    ["imports what is not installed", 'import "no-such-library";', 'Could not resolve "no-such-library"'],
  ])("that %s is a start that fails, with the reason", { timeout: LIMIT_MS }, async (_, source, reason) => {
    await expect(judge({ "adapter.js": source })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(reason),
    });
    expect(processes()).toEqual([]);
  });
});

describe("the flags", () => {
  test("--browser runs a module in a page and writes what it ran in", { timeout: LIMIT_MS }, async () => {
    const cwd = folder({ "adapter.js": adapter() });
    const { code, out } = await lossparity(["run", "--browser", "./adapter.js"], cwd);
    expect(code, out).toBe(0);
    expect(out).toMatch(/page 1\.0\.0\n {2}in Mozilla.*; WebGL: /);
    const results = JSON.parse(readFileSync(path.join(cwd, "reports/results/page.json"), "utf8")) as ResultsFile;
    expect(results.run.environment).toMatch(/Chrome\/\d+/);
    const report = readFileSync(path.join(cwd, "reports/index.html"), "utf8");
    const summary = /<template id="summary">([^<]*)</.exec(report)![1]!;
    expect(gunzipSync(Buffer.from(summary, "base64")).toString()).toContain(results.run.environment);
  });

  test.each([
    [["run", "--browser", "--in-process", "./adapter.js"], 2, "--in-process and --browser exclude each other"],
    [["run", "--browser", "./adapter.mjs"], 2, "There is no adapter ./adapter.mjs"],
    [["run", "--browser", "tfjs-cpu"], 2, "tfjs-cpu does not run in a browser"],
    [["run", "--browser", "exec:python3 x.py"], 2, "does not run in a browser"],
    [["run", "--browser", "--browser-path", "./none", "./adapter.js"], 3, "--browser-path names ./none"],
  ])("%s", async (argv, code, message) => {
    const ended = await lossparity(argv, folder({ "adapter.js": adapter() }));
    expect(ended.code).toBe(code);
    expect(ended.out).toContain(message);
  });

  test("what is missing is said, with what to do", async () => {
    const cwd = folder({});
    expect(() => findChromium(undefined, cwd, { PATH: cwd })).toThrow(
      /^No Chromium was found: .*LOSSPARITY_CHROMIUM nor CHROME_PATH is set\. Install Chromium/,
    );
    expect(() => findChromium(undefined, cwd, { CHROME_PATH: "/no/chrome" })).toThrow("CHROME_PATH names /no/chrome");
    expect(() => findEsbuild(cwd, path.join(cwd, "x.js"))).toThrow("Run: npm install --save-dev esbuild");
    await expect(loadAdapter("browser:./adapter.js", cwd)).rejects.toThrow("Leave --in-process out");
  });

  test("the environment names a browser before the PATH does", () => {
    const cwd = folder({});
    const env = { LOSSPARITY_CHROMIUM: process.execPath, CHROME_PATH: "/no/chrome", PATH: cwd };
    expect(findChromium(undefined, cwd, env)).toBe(process.execPath);
    expect(findChromium(process.execPath, cwd, { ...env, LOSSPARITY_CHROMIUM: "/none" })).toBe(process.execPath);
  });
});

describe("TensorFlow.js where its users run it", () => {
  test.each(["tfjs-webgl", "tfjs-wasm-browser"])("%s", { timeout: LIMIT_MS }, async (name) => {
    const suite = packagedSuite();
    const { summary, environment, results, adapter } = await runCommand(adapterCommand(name, process.cwd()), {
      suite,
      cases: selectCases(suite, {
        losses: ["tf.compat.v1.losses.mean_squared_error"],
        cases: ["*/random-2d/*", "*/random-1d/*"],
        dtypes: ["float32"],
      }),
      timeoutMs: 60_000,
      jobs: 1,
      signal: new AbortController().signal,
      diagnose: false,
    });
    expect(adapter).toMatchObject({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(summary.crash + summary.timeout + summary.invalid, JSON.stringify(results)).toBe(0);
    expect(summary.pass).toBeGreaterThan(0);
    expect(results.find(({ id }) => id.endsWith("/random-2d/default/float32"))?.verdict).toBe("pass");
    expect(environment).toMatch(name === "tfjs-webgl" ? /WebGL: (?!none)/ : /Chrome/);
  });

  test("its pinned libraries have what the bundled names need", () => {
    const pins = JSON.parse(readFileSync("src/adapters/tfjs/package.json", "utf8")) as { dependencies: object };
    const lock = readFileSync("src/adapters/tfjs/package-lock.json", "utf8");
    expect(Object.keys(pins.dependencies)).toContain("@tensorflow/tfjs-backend-webgl");
    expect(lock).not.toContain('"resolved"');
    expect(existsSync(".adapters/tfjs/node_modules/@tensorflow/tfjs-backend-webgl")).toBe(true);
  });
});
