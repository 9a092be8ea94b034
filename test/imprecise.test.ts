import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Adapter, AdapterResult, LooseTensor } from "../src/adapter.ts";
import { gate } from "../src/baseline.ts";
import { loadSuite } from "../src/cases/load.ts";
import type { ResultsFile } from "../src/format/results.ts";
import { reference } from "../src/reference/index.ts";
import { renderTerminal } from "../src/reporters/terminal.ts";
import { runInProcess } from "../src/run/run.ts";

const suite = loadSuite(path.resolve(import.meta.dirname, "../cases"), "0.0.0");

/** Recorded with float16 inputs, whose own ulp moves a float32 value by 1e-3: more is allowed than any honest implementation needs. */
const WIDE = "tf.keras.losses.Huber/random-2d/default/float16";
/** The spread of honest implementations is as wide as what is allowed: terms cancel. */
const NOISY = "tf.keras.losses.CosineSimilarity/one-feature/axis=1,reduction=none,sample_weight=n-by-1/float32";
const PLAIN = "tf.keras.losses.Huber/random-2d/default/float32";

/** The reference with each value times a factor. */
function off(factor: number): Adapter {
  const scaled = (tensor: LooseTensor): LooseTensor => ({
    ...tensor,
    data: Array.from(tensor.data, (x) => factor * Number(x)),
  });
  return {
    ...reference,
    name: "off",
    evaluate: (call) => {
      const answer = reference.evaluate(call) as AdapterResult;
      return { ...answer, value: scaled(answer.value) };
    },
  };
}

async function run(adapter: Adapter, ...ids: readonly string[]): Promise<ResultsFile> {
  const cases = suite.manifest.files.flatMap((file) => suite.casesOf(file)).filter(({ id }) => ids.includes(id));
  expect(cases.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const signal = new AbortController().signal;
  const outcome = await runInProcess(adapter, { suite, cases, timeoutMs: 1000, jobs: 1, signal, diagnose: false });
  return { ...outcome, run: { startedAt: "", elapsedMs: 0, host: "" } };
}

describe("a pass that says less than a pass does", () => {
  test("is marked imprecise where no honest implementation comes near it, and counted", async () => {
    const { results, summary } = await run(off(1 + 1e-5), WIDE, PLAIN);
    expect(results).toMatchObject([
      { id: WIDE, verdict: "pass", flags: ["imprecise", "notDecisive"] },
      { id: PLAIN, verdict: "fail", kind: "value" },
    ]);
    expect(summary).toMatchObject({ pass: 1, fail: 1, imprecise: 1 });
  });

  test("is not where rounding explains it", async () => {
    const { results, summary } = await run(off(1 + 2 ** -22), WIDE, PLAIN);
    expect(results.map(({ verdict, flags }) => [verdict, flags])).toEqual([
      ["pass", ["notDecisive"]],
      ["pass", undefined],
    ]);
    expect(summary.imprecise).toBe(0);
  });

  test("is marked notDecisive where the framework's own noise is above 1e-3 of its answer", async () => {
    const { results } = await run(reference, NOISY, PLAIN);
    expect(results).toMatchObject([{ id: NOISY, flags: ["notDecisive"] }, { id: PLAIN }]);
    expect(results[1]).not.toHaveProperty("flags");
  });

  test("is told in the terminal, with one to look at", async () => {
    const results = await run(off(1 + 1e-5), WIDE, PLAIN);
    const out = renderTerminal(results, gate(results, undefined, []));
    expect(out).toContain(
      `of the passes, 1 imprecise: allowed, but further off than honest implementations are, as ${WIDE}`,
    );
    expect(out).toContain(
      `of the passes, 1 not decisive: the framework's own noise is above 1e-3 of its answer, as ${WIDE}`,
    );
    const clean = await run(reference, PLAIN);
    expect(renderTerminal(clean, gate(clean, undefined, []))).not.toContain("of the passes");
  });
});

test("a failure says how far outside it is: the index, error ÷ allowance, units in the last place", async () => {
  const { results } = await run(off(1.5), PLAIN);
  const [row] = results;
  expect(row).toMatchObject({ verdict: "fail", kind: "value", index: [], where: "value" });
  expect(row?.ratio).toBeGreaterThan(1e5);
  expect(row?.ulps).toBeGreaterThan(1e6);
  expect(row?.message).toMatch(/^value: 1 of 1 elements differ; worst: .* allowed ±\S+ \(off by [\d,e]+× that\)$/);
  const near = (await run(off(1 + 1e-5), PLAIN)).results[0];
  expect(near?.message).toMatch(/\(off by [\d.]+× that, \d+ ulp away\)$/);
});
