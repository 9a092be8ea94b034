import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { exitCode } from "../src/cli/exit-code.ts";
import { main } from "../src/cli/main.ts";
import { sizeWarning } from "../src/cli/write-report.ts";
import type { ResultsFile } from "../src/format/results.ts";
import { fixtureSuite, writeCaseFile } from "./fixture-suite.ts";

const HONEST = `
const scalar = (value) => ({ dtype: "float32", shape: [], data: [value] });
export default {
  name: "honest", version: "1", losses: ["demo.*"], dtypes: ["float32"], gradients: true,
  evaluate: ({ id, inputs }) => {
    if (id.includes("/n10/")) throw new Error("no");
    return { value: scalar(2 * inputs.x.data[0]), gradients: { x: scalar(2) } };
  },
};`;

/** A folder with a suite and an adapter, and a command line in it. */
function project(adapter: string) {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-cli-"));
  const cases = fixtureSuite();
  writeFileSync(path.join(cwd, "adapter.mjs"), adapter);
  const lossparity = async (...argv: string[]) => {
    let out = "";
    let err = "";
    const code = await main({
      argv,
      cwd,
      env: { LOSSPARITY_CASES: cases },
      stdout: {
        write: (text) => {
          out += text;
        },
      },
      stderr: {
        write: (text) => {
          err += text;
        },
      },
    });
    return { code, out, err };
  };
  const results = (slug: string): ResultsFile =>
    JSON.parse(readFileSync(path.join(cwd, "reports", "results", `${slug}.json`), "utf8"));
  return { cwd, cases, lossparity, results };
}

describe("lossparity run", () => {
  test("an honest adapter passes, in a process of its own and in this one", async () => {
    const { lossparity, results, cwd } = project(HONEST);
    expect(await lossparity("run", "./adapter.mjs")).toMatchObject({ code: 0 });
    const isolated = results("honest");
    expect(isolated.summary).toMatchObject({ total: 11, pass: 11, unstable: 1 });
    expect(await lossparity("run", "./adapter.mjs", "--in-process")).toMatchObject({ code: 0 });
    const { run: _, ...rest } = results("honest");
    const { run: __, ...first } = isolated;
    expect(rest).toEqual(first);
    expect(readFileSync(path.join(cwd, "reports", "index.html"), "utf8")).toContain("honest");
  });

  test("a wrong gradient and a wrongly accepted call fail, with their kind and message", async () => {
    const { lossparity, results } = project(
      HONEST.replace("x: scalar(2)", "x: scalar(3)").replace('id.includes("/n10/")', "false"),
    );
    const { code, out } = await lossparity("run", "./adapter.mjs");
    expect(code).toBe(1);
    expect(results("honest").results[0]).toMatchObject({
      verdict: "fail",
      kind: "gradient",
      message:
        "gradient of x: 1 of 1 elements differ; worst: actual 3, expected 2, allowed ±0.000001 (off by 1e6× that)",
    });
    expect(results("honest").results[10]).toMatchObject({ verdict: "fail", kind: "accepted" });
    expect(out).toContain("demo.double: 0 of 11 pass (10 gradient, 1 accepted)");
  });

  test("losses that the adapter does not declare are unsupported and not sent", async () => {
    const { lossparity, results } = project(HONEST.replace("demo.*", "other.*"));
    expect(await lossparity("run", "./adapter.mjs")).toMatchObject({ code: 0 });
    expect(results("honest")).toMatchObject({
      results: [],
      summary: { total: 11, unsupported: 11, pass: 0 },
      unsupportedRanges: [{ pattern: "demo.double/*", count: 11 }],
    });
  });

  test("a baseline accepts what is known, and fails on what passes now, matches nothing or is new", async () => {
    const { lossparity, cwd } = project(HONEST.replace("2 * inputs.x.data[0]", 'id.includes("/n03/") ? 5 : 2'));
    const file = path.join(cwd, "baseline.json");
    expect(await lossparity("run", "./adapter.mjs", "--baseline", "baseline.json", "--update-baseline")).toMatchObject({
      code: 0,
    });
    const written = JSON.parse(readFileSync(file, "utf8"));
    expect(written.known).toEqual([{ case: "demo.double/n03/default/float32", kind: "value" }]);
    expect(await lossparity("run", "./adapter.mjs", "--baseline", "baseline.json")).toMatchObject({ code: 0 });
    const gateWith = async (known: object[]) => {
      writeFileSync(file, JSON.stringify({ ...written, known }));
      return lossparity("run", "./adapter.mjs", "--baseline", "baseline.json");
    };
    const entry = written.known[0];
    expect(await gateWith([])).toMatchObject({ code: 1 });
    expect((await gateWith([{ ...entry, kind: "shape" }])).out).toContain("known as shape, now value");
    expect((await gateWith([entry, { case: "demo.double/n04/*", kind: "value" }])).out).toContain("passes now");
    expect((await gateWith([entry, { case: "gone/*", kind: "value" }])).out).toContain("matches no case");
  });

  test("shards are disjoint and merge into the unsharded run", async () => {
    const { lossparity, results, cwd } = project(HONEST);
    await lossparity("run", "./adapter.mjs", "--in-process");
    const { run: _, ...whole } = results("honest");
    for (const shard of ["1/3", "2/3", "3/3"]) {
      expect(await lossparity("run", "./adapter.mjs", "--in-process", "--shard", shard)).toMatchObject({ code: 0 });
    }
    const parts = [1, 2, 3].map((i) => path.join("reports", "results", `honest.${i}-of-3.json`));
    expect((await lossparity("merge", ...parts.slice(0, 2))).err).toContain("Shards are missing: 3/3");
    expect(await lossparity("merge", ...parts, "--out", "merged")).toMatchObject({ code: 0 });
    const { run: __, ...merged } = JSON.parse(readFileSync(path.join(cwd, "merged", "results", "honest.json"), "utf8"));
    expect(merged).toEqual(whole);
    // Merging is where a matrix is gated.
    const gated = await lossparity(
      "merge",
      ...parts,
      "--out",
      "merged",
      "--require",
      "demo.*",
      "--reporter",
      "terminal",
    );
    expect(gated.out).toContain("11 cases: 11 pass");
    expect(gated.code).toBe(0);
    expect(await lossparity("merge", ...parts, "--baseline", "b.json", "--update-baseline")).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(path.join(cwd, "b.json"), "utf8"))).toMatchObject({ adapter: "honest", known: [] });
  });

  test("--resume asks what an interrupted run left, and the result is that of a whole run", async () => {
    const { lossparity, results, cwd } = project(
      HONEST.replace("({ id, inputs })", "({ id, inputs }, _ = appendFileSync('asked', id + '\\n'))").replace(
        "const scalar",
        'import { appendFileSync } from "node:fs";\nconst scalar',
      ),
    );
    const file = path.join(cwd, "reports", "results", "honest.json");
    await lossparity("run", "./adapter.mjs", "--in-process");
    const whole = results("honest");
    const kept = whole.results.slice(0, 4);
    const partial = "interrupted after 4 of 11 cases";
    const write = (change: object) => writeFileSync(file, JSON.stringify({ ...whole, results: kept, ...change }));
    write({ run: { ...whole.run, partial } });
    writeFileSync("asked", "");
    expect(await lossparity("run", "./adapter.mjs", "--in-process", "--resume")).toMatchObject({ code: 0 });
    expect(readFileSync("asked", "utf8").trim().split("\n")).toEqual(whole.results.slice(4).map(({ id }) => id));
    rmSync("asked");
    expect({ ...results("honest"), run: {} }).toEqual({ ...whole, run: {} });
    // What a process that was given up never asked is asked.
    const gaveUp = "the adapter's process ended 26 times; the remaining cases were not asked";
    const lost = whole.results.slice(4).map(({ id }) => ({ id, verdict: "crash", message: gaveUp }));
    write({ results: [...kept, ...lost], run: { ...whole.run, partial: gaveUp } });
    expect(await lossparity("run", "./adapter.mjs", "--resume")).toMatchObject({ code: 0 });
    for (const [change, message] of [
      [{ suite: { ...whole.suite, cases: "other" } }, "other cases"],
      [{ adapter: { ...whole.adapter, version: "0.9" } }, "honest 0.9"],
      [{ run: { ...whole.run, selection: { loss: "demo.*" } } }, "other flags"],
    ] as const) {
      write(change);
      const { code, err } = await lossparity("run", "./adapter.mjs", "--in-process", "--resume");
      expect(err).toContain(message);
      expect(code).toBe(2);
    }
  });

  test("--require fails the run when a loss is not supported", async () => {
    const without = project(HONEST.replace("demo.*", "other.*"));
    const { code, out } = await without.lossparity("run", "./adapter.mjs", "--require", "demo.*");
    expect(out).toContain("required, and not supported: demo.double");
    expect(code).toBe(1);
    const supporting = project(HONEST);
    expect(await supporting.lossparity("run", "./adapter.mjs", "--require", "demo.twice")).toMatchObject({ code: 0 });
    const refusing = project(
      HONEST.replace("if (id", "throw Object.assign(new Error(), { name: 'Unsupported' }); if (id"),
    );
    expect(await refusing.lossparity("run", "./adapter.mjs", "--require", "demo.double")).toMatchObject({ code: 1 });
  });

  test("two adapters whose names make one slug, or that have one name, keep a results file each", async () => {
    const { lossparity, cwd } = project(HONEST);
    for (const [file, name] of [
      ["b.mjs", "Honest"],
      ["c.mjs", "honest"],
    ] as const)
      writeFileSync(path.join(cwd, file), HONEST.replace('"honest"', JSON.stringify(name)));
    const files = () => readdirSync(path.join(cwd, "reports", "results")).sort();
    const run = () => lossparity("run", "./adapter.mjs", "./b.mjs", "./c.mjs", "--in-process");
    expect(await run()).toMatchObject({ code: 0 });
    const first = files();
    expect(first).toHaveLength(3);
    expect(first.every((file) => /^honest(-[0-9a-f]{8})?\.json$/.test(file))).toBe(true);
    await run();
    await lossparity("run", "./b.mjs", "--in-process");
    expect(files()).toEqual(first);
  });

  test("results that cannot be written are a sentence and exit code 2", async () => {
    const { lossparity, cwd } = project(HONEST);
    writeFileSync(path.join(cwd, "taken"), "");
    const { code, err } = await lossparity("run", "./adapter.mjs", "--in-process", "--out", "taken");
    expect(err).toMatch(/Cannot write .*taken.*is a file, not a folder/);
    expect(code).toBe(2);
  });

  // Only a Unix has a device that is always full.
  test.runIf(existsSync("/dev/full"))(
    "a full disk is named, and the results of the run are kept elsewhere",
    async () => {
      const { lossparity, cwd } = project(HONEST);
      mkdirSync(path.join(cwd, "reports", "results"), { recursive: true });
      symlinkSync("/dev/full", path.join(cwd, "reports", "results", `honest.json.${process.pid}.tmp`));
      const { code, err } = await lossparity("run", "./adapter.mjs", "--in-process");
      expect(err).toContain("the disk is full (ENOSPC)");
      const rescued = /The results are in (\S+)\.$/m.exec(err.trim())?.[1] ?? "";
      expect(JSON.parse(readFileSync(rescued, "utf8")).summary).toMatchObject({ total: 11, pass: 11 });
      rmSync(rescued);
      expect(code).toBe(2);
    },
  );

  test("the name of an adapter cannot leave the results folder", async () => {
    const { lossparity, results } = project(HONEST.replace('"honest"', '"../../Evil Name"'));
    expect(await lossparity("run", "./adapter.mjs", "--in-process")).toMatchObject({ code: 0 });
    expect(results("..-..-evil-name").adapter.name).toBe("../../Evil Name");
  });
});

describe("wrong usage is a sentence and exit code 2", () => {
  test.each([
    [["rnu"], "Did you mean run?"],
    [["run"], "run needs an adapter"],
    [["run", "tfjs-nod"], "Did you mean tfjs-node?"],
    [["run", "./adapter.mjs", "--lss", "x"], "Did you mean --loss?"],
    [["run", "./adapter.mjs", "--loss", "demo.duoble"], "Did you mean demo.double"],
    [["run", "./adapter.mjs", "--case", "zzz*"], "matches no case"],
    [["run", "./adapter.mjs", "--shard", "4/3"], "is no shard"],
    [["run", "./adapter.mjs", "--profile", "corr"], "There are core"],
    [["run", "./adapter.mjs", "--require", "demo.duoble"], "Did you mean demo.double"],
    [["run", "./adapter.mjs", "--reporter", "junti"], "Did you mean junit?"],
    [["run", "./adapter.mjs", "--baseline", "nowhere.json"], "Cannot read the baseline"],
    [["explain", "demo.double/n99/default/float32"], "Did you mean demo.double/n09/default/float32"],
    [["diff", "one.json"], "diff takes two results files"],
  ])("lossparity %j", async (argv, message) => {
    const { code, err } = await project(HONEST).lossparity(...argv);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });
});

describe("unreadable cases are a sentence and exit code 2", () => {
  test.each([
    ["truncated", (text: string) => text.slice(0, 200), "is no JSON, it may be truncated"],
    ["edited", (text: string) => text.replace("demo.double/n00", "demo.double/n77"), "does not have the hash"],
    ["of another format", (text: string) => text.replace('"format":1', '"format":9'), "has format 9"],
    [
      "with a bad case",
      (text: string) => text.replace('"args":{}', '"args":7'),
      "case demo.double/n00/default/float32, /cases/0/args",
    ],
  ])("%s", async (_, damage, message) => {
    const { cases, lossparity } = project(HONEST);
    const manifest = readFileSync(path.join(cases, "manifest.json"), "utf8");
    const text = readFileSync(path.join(cases, "demo", "double.json"), "utf8");
    writeCaseFile(cases, damage(text));
    writeFileSync(path.join(cases, "manifest.json"), manifest);
    const { code, err } = await lossparity("run", "./adapter.mjs");
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

test("an alias selects its loss, and list and explain show it", async () => {
  const { lossparity } = project(HONEST);
  expect((await lossparity("list", "--loss", "demo.twice")).out).toContain("demo.double");
  for (const name of ["demo.double", "demo.twice"])
    expect((await lossparity("explain", `${name}/n00/default/float32`)).out).toContain(
      "gradient   of x: float32 [] [2]",
    );
});

test("diff names each transition and exits 1 when something differs", async () => {
  const { lossparity, cwd, results } = project(HONEST);
  await lossparity("run", "./adapter.mjs", "--in-process");
  const before = results("honest");
  const after = {
    ...before,
    results: before.results.map((row, i) => (i === 0 ? { ...row, verdict: "fail", kind: "value" } : row)),
  };
  writeFileSync(path.join(cwd, "a.json"), JSON.stringify(before));
  writeFileSync(path.join(cwd, "b.json"), JSON.stringify(after));
  expect(await lossparity("diff", "a.json", "a.json")).toMatchObject({ code: 0 });
  const { code, out } = await lossparity("diff", "a.json", "b.json");
  expect(out).toContain("regressed demo.double/n00/default/float32: pass → fail (value)");
  expect(code).toBe(1);
});

test("report shows what changed since an earlier run of the same adapter", async () => {
  const { lossparity, cwd, results } = project(HONEST);
  await lossparity("run", "./adapter.mjs", "--in-process");
  const run = results("honest");
  writeFileSync(path.join(cwd, "a.json"), JSON.stringify(run));
  writeFileSync(path.join(cwd, "other.json"), JSON.stringify({ ...run, adapter: { ...run.adapter, name: "other" } }));
  expect(await lossparity("report", "a.json", "--against", "a.json", "--out", "page")).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(cwd, "page", "index.html"), "utf8")).toContain('<template id="diffs">');
  const { code, err } = await lossparity("report", "a.json", "a.json", "--against", "other.json");
  expect(err).toContain("there is no run of other");
  expect(code).toBe(2);
});

test("a report above 10 MB is a warning, above 50 MB a refusal that --force overrules", () => {
  expect(sizeWarning(9e6, false)).toBeUndefined();
  expect(sizeWarning(11e6, false)).toContain("11.0 MB");
  expect(() => sizeWarning(51e6, false)).toThrow("--force");
  expect(sizeWarning(51e6, true)).toContain("51.0 MB");
});

test("a framework that is not set up is exit code 3 and the command that sets it up", async () => {
  const { code, err } = await project(HONEST).lossparity("run", "exec:.venvs/pytorch-1.7/bin/python python/pytorch.py");
  expect(err).toContain("npm run setup:frameworks");
  expect(code).toBe(3);
});

test("init writes into a new folder only, in a language that it knows", async () => {
  const { lossparity } = project(HONEST);
  expect(await lossparity("init", "mine")).toMatchObject({ code: 0 });
  expect((await lossparity("init", "mine")).err).toContain("not empty");
  expect((await lossparity("init", "other", "--language", "pyton")).err).toContain("Did you mean python?");
});

test("exit codes: 130, then 2, then 3, then 1", () => {
  expect(exitCode({})).toBe(0);
  expect(exitCode({ unexpected: true })).toBe(1);
  expect(exitCode({ unexpected: true, adapterLost: true })).toBe(3);
  expect(exitCode({ unexpected: true, adapterLost: true, wrongUsage: true })).toBe(2);
  expect(exitCode({ interrupted: true, wrongUsage: true })).toBe(130);
});
