import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapter } from "../src/adapter.ts";
import { loadSuite } from "../src/cases/load.ts";
import { HONEST, STRESS } from "../src/reference/honest/index.ts";
import { runInProcess } from "../src/run/run.ts";

const suite = loadSuite(path.resolve(import.meta.dirname, "../cases"), "0.0.0");

/** Every fifth case, without what repeats the answers of another: legacy arguments those of `reduction`, a function its class's. */
const cases = suite.manifest.files
  .flatMap((file) => suite.casesOf(file))
  .filter(({ id }) => !/(size_average|reduce)=/.test(id) && !id.startsWith("torch.nn.functional."))
  .filter((_, i) => i % 5 === 0);

// Measured on all cases when last written: 187 of 354,384 evaluations, 0.053 %; 125 of them where a sum of huge numbers depends on the
// order of its terms (families overflow and square-overflow), 44 where a float64 gradient of Keras' passes through float32.
async function alarmsOf(adapter: Adapter): Promise<string[]> {
  const signal = new AbortController().signal;
  const { results } = await runInProcess(adapter, { suite, cases, timeoutMs: 1000, jobs: 1, signal });
  return results
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ id, verdict, message }) => `${adapter.name}: ${verdict} ${id}: ${message}`);
}

describe("honest implementations", () => {
  it("raise no more than 0.05 % of false alarms", async () => {
    const alarms: string[] = [];
    for (const adapter of HONEST) alarms.push(...(await alarmsOf(adapter)));
    const rate = alarms.length / (HONEST.length * cases.length);
    const stated = `${alarms.length} alarms, ${(100 * rate).toFixed(3)} % of the honest evaluations`;
    expect(rate, [stated, ...alarms].join("\n")).toBeLessThanOrEqual(0.0005);
  }, 300_000);

  // Measured when written: 2 % off by one ulp, 1 % in double precision, where a float32 call loses its own saturation.
  it.each(STRESS.map((adapter) => [adapter.name, adapter] as const))("%s raises few", async (_, adapter) => {
    expect((await alarmsOf(adapter)).length).toBeLessThan(0.03 * cases.length);
  });
});
