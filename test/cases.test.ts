import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadSuite } from "../src/cases/load.ts";
import { main } from "../src/cli/main.ts";
import { runInProcess } from "../src/run/run.ts";
import { selectCases } from "../src/run/select.ts";
import { fixtureSuite } from "./fixture-suite.ts";

const ids = (options: Parameters<typeof selectCases>[1]) =>
  selectCases(loadSuite(fixtureSuite(), "0"), options).map(({ id }) => id);

const source = (evaluate: string, name = "h") => `
const scalar = (value) => ({ dtype: "float32", shape: [], data: [value] });
export default { name: ${JSON.stringify(name)}, version: "1", losses: ["demo.*"], dtypes: ["float32"], gradients: true, evaluate: ({ id }) => { ${evaluate} } };`;

function project(adapter: string) {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-cases-"));
  const cases = fixtureSuite();
  writeFileSync(path.join(cwd, "adapter.mjs"), adapter);
  const lossparity = async (...argv: string[]) => {
    let text = "";
    const stream = {
      write: (piece: string) => {
        text += piece;
      },
    };
    return { code: await main({ argv, cwd, env: { LOSSPARITY_CASES: cases }, stdout: stream, stderr: stream }), text };
  };
  return { cwd, cases, lossparity };
}

describe("selection", () => {
  test("an alias matches in a pattern of cases too", () => {
    expect(ids({ cases: ["demo.twice/n03/*"] })).toEqual(["demo.double/n03/default/float32"]);
  });

  test("a pattern counts as found where another one, or the shard, takes its cases", () => {
    expect(ids({ cases: ["demo.*", "*/n03/*"] })).toHaveLength(12);
    const shards = [1, 2, 3, 4, 5].flatMap((i) => ids({ cases: ["demo.*", "*/n03/*"], shard: `${i}/5` }));
    expect([...shards].sort()).toEqual(ids({}));
  });

  test.each([
    [{ cases: ["demo.double/n3/default/float32"] }, "Did you mean demo.double/n03/default/float32?"],
    [{ cases: ["demo.duoble/*"] }, "Did you mean demo.double/*?"],
    [{ dtypes: ["float23"] }, "--dtype float23 matches no case: the predictions here are float32."],
  ])("%j", (options, message) => {
    expect(() => ids(options)).toThrow(message);
  });

  test("an adapter may declare an alias", async () => {
    const suite = loadSuite(fixtureSuite(), "0");
    const adapter = {
      name: "a",
      version: "1",
      losses: ["demo.twice"],
      dtypes: ["float32"] as const,
      gradients: false,
      evaluate: () => ({ value: { dtype: "float32" as const, shape: [], data: [2] } }),
    };
    const options = {
      suite,
      cases: selectCases(suite, {}),
      timeoutMs: 1,
      jobs: 1,
      signal: new AbortController().signal,
    };
    expect((await runInProcess(adapter, options)).summary).toMatchObject({ pass: 10, unsupported: 0 });
    await expect(runInProcess({ ...adapter, losses: [7] as never }, options)).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe("an adapter in JavaScript that returns no tensors is invalid, never a rejection that passes", () => {
  test.each([
    "return undefined;",
    "return {};",
    "return { value: {} };",
    "return { value: { ...scalar(2), data: [undefined] } };",
  ])("%s", async (evaluate) => {
    const { lossparity, cwd } = project(source(evaluate));
    for (const flags of [[], ["--in-process"]]) {
      expect(await lossparity("run", "adapter.mjs", ...flags)).toMatchObject({ code: 1 });
      const { summary } = JSON.parse(readFileSync(path.join(cwd, "reports/results/h.json"), "utf8"));
      expect(summary).toMatchObject({ invalid: 11, pass: 0 });
    }
  });
});

describe("what comes from outside is a sentence, not a stack trace", () => {
  test("names that every object has are neither commands nor adapters", async () => {
    const { lossparity } = project(source(""));
    expect(await lossparity("constructor")).toMatchObject({ code: 2 });
    expect(await lossparity("run", "constructor")).toMatchObject({ code: 2 });
  });

  test("a time limit beyond what a timer takes", async () => {
    const { lossparity } = project(source(""));
    const { code, text } = await lossparity("run", "adapter.mjs", "--timeout", "99999999999");
    expect(code).toBe(2);
    expect(text).toContain("--timeout 99999999999: it takes a whole number from 1 to");
  });

  test("a truncated catalogue", async () => {
    const { lossparity, cases } = project(source("return { value: scalar(2) };"));
    writeFileSync(path.join(cases, "catalogue.json"), "{");
    const { code, text } = await lossparity("run", "adapter.mjs");
    expect(code).toBe(2);
    expect(text).toContain("catalogue.json is no JSON, it may be truncated");
  });

  test("a catalogue that is something else", async () => {
    const { lossparity, cases } = project(source(""));
    for (const content of ["[]", "null", '{"format":1}']) {
      writeFileSync(path.join(cases, "catalogue.json"), content);
      for (const command of [["coverage"], ["explain", "demo.double/n03/default/float32"]]) {
        const { code, text } = await lossparity(...command);
        expect([command[0], code]).toEqual([command[0], 2]);
        expect(text).toContain("catalogue.json names no concepts, losses and exclusions");
      }
    }
  });

  test("a results file with a range that is none", async () => {
    const { lossparity, cwd } = project(source("return { value: scalar(2) };"));
    await lossparity("run", "adapter.mjs", "--in-process");
    const file = path.join(cwd, "reports/results/h.json");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), unsupportedRanges: [null] }));
    for (const command of ["report", "merge"]) {
      const { code, text } = await lossparity(command, file);
      expect(code).toBe(2);
      expect(text).toContain("/unsupportedRanges/0: must be object");
    }
  });

  test("control characters of an adapter reach no terminal", async () => {
    const { lossparity } = project(source('throw new Error("\\u001b[2J\\u009b31m");', "\u001b[31mred"));
    for (const reporter of ["terminal", "junit", "github", "markdown"]) {
      const { text } = await lossparity("run", "adapter.mjs", "--in-process", "--reporter", reporter);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
      expect(text).not.toMatch(/[\u001b\u009b]/);
    }
    expect((await lossparity("smoke", "adapter.mjs")).text).not.toContain("\u001b");
  });
});

test("the terminal reporter's file holds all that stdout would", async () => {
  const { lossparity, cwd } = project(source("return { value: scalar(2) };"));
  const { text } = await lossparity("run", "adapter.mjs", "--in-process");
  await lossparity("run", "adapter.mjs", "--in-process", "--reporter", "terminal=out.txt");
  expect(readFileSync(path.join(cwd, "out.txt"), "utf8")).toBe(text);
});
