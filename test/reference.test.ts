import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadSuite } from "../src/cases/load.ts";
import { reference } from "../src/reference/index.ts";
import { runInProcess } from "../src/run/run.ts";

const suite = loadSuite(path.resolve(import.meta.dirname, "../cases"), "0.0.0");

describe("the reference", () => {
  it("means what the real frameworks mean: it passes every case", async () => {
    const cases = suite.manifest.files.flatMap((file) => suite.casesOf(file));
    const signal = new AbortController().signal;
    const { results, summary } = await runInProcess(reference, { suite, cases, timeoutMs: 1000, jobs: 1, signal });
    const failing = results
      .filter(({ verdict }) => verdict !== "pass")
      .map(({ id, verdict, message }) => `${verdict} ${id}: ${message}`);
    expect(failing).toEqual([]);
    expect(summary.unsupported).toBe(0);
    expect(summary.gradientsMissing).toBe(0);
    expect(summary.pass).toBe(cases.length - summary.unstable);
  }, 300_000);
});
