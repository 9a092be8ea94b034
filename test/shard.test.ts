import { describe, expect, test } from "vitest";
import { COSTS } from "../src/run/costs.ts";
import { packagedSuite } from "../src/run/package.ts";
import { shardFilter } from "../src/run/shard.ts";

const suite = packagedSuite();
const cases = suite.manifest.files.flatMap((file) =>
  suite.casesOf(file).map(({ id, loss }) => ({ id, loss, cost: (COSTS[loss] ?? 0) / file.cases })),
);

describe("shards", () => {
  test.each([2, 3, 4, 8])("%i of them hold every case once and cost about the same", (count) => {
    const filters = Array.from({ length: count }, (_, i) => shardFilter(`${i + 1}/${count}`));
    const loads = new Array<number>(count).fill(0);
    for (const { id, loss, cost } of cases) {
      const mine = filters.flatMap((isMine, i) => (isMine(loss, id) ? [i] : []));
      expect(mine).toHaveLength(1);
      loads[mine[0]!]! += cost;
    }
    const mean = loads.reduce((sum, load) => sum + load, 0) / count;
    for (const load of loads) expect(Math.abs(load - mean) / mean).toBeLessThan(0.15);
  });

  test("every recorded loss has its cost", () => {
    // Losses without one are spread by their ids, but then no table balances them: npm run costs.
    const unmeasured = suite.manifest.files.filter(({ loss }) => COSTS[loss] === undefined);
    expect(unmeasured.length).toBeLessThan(suite.manifest.files.length / 4);
  });

  test("a cheap loss stays in few shards, an expensive one is in all, one that nobody measured too", () => {
    const costs = { "a.cheap": 10, "b.dear": 10_000 };
    const filters = [1, 2, 3, 4].map((i) => shardFilter(`${i}/4`, costs));
    const counts = (loss: string) =>
      filters.map(
        (isMine) =>
          Array.from({ length: 400 }, (_, i) => `${loss}/f${i}/default/x`).filter((id) => isMine(loss, id)).length,
      );
    expect(counts("a.cheap")).toEqual([400, 0, 0, 0]);
    for (const loss of ["b.dear", "c.new"]) for (const count of counts(loss)) expect(count).toBeGreaterThan(60);
  });
});
