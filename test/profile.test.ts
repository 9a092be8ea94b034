import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expectation } from "../src/format/case-file.ts";
import { parseCaseId, parseIdArguments } from "../src/format/case-id.ts";
import { packagedSuite } from "../src/run/package.ts";
import { coreIds } from "../src/run/profile.ts";
import { selectCases } from "../src/run/select.ts";

/** What the core profile must have at least once of each loss. */
const features = (id: string) => {
  const { family, args, dtype } = parseCaseId(id)!;
  return [
    `family ${family}`,
    `dtype ${dtype}`,
    ...[...parseIdArguments(args)].map(([name, value]) => `${name}=${value}`),
  ];
};
const featuresOf = (ids: Iterable<string>) => [...new Set([...ids].flatMap(features))].sort();

describe("the core profile", () => {
  const suite = packagedSuite();
  const all = suite.manifest.files.map((file) => ({ file, ids: suite.casesOf(file).map(({ id }) => id) }));

  test("has every family, dtype and argument value of every loss, and few cases", () => {
    let core = 0;
    for (const { ids } of all) {
      const selected = coreIds(ids);
      expect(featuresOf(selected)).toEqual(featuresOf(ids));
      core += selected.size;
    }
    expect(core).toBe(selectCases(suite, { profile: "core" }).length);
    expect(core).toBeLessThan(6000);
  });

  test("has nearly every way in which a loss rejects", () => {
    const rejection = (expect: Expectation) =>
      typeof expect === "object" && "rejected" in expect
        ? `${expect.rejected.phase} ${expect.rejected.error}`
        : undefined;
    let kinds = 0;
    let covered = 0;
    for (const { file, ids } of all) {
      const selected = coreIds(ids);
      const cases = suite.casesOf(file);
      const of = (some: typeof cases) => new Set(some.flatMap(({ raw }) => rejection(raw.expect) ?? []));
      kinds += of(cases).size;
      covered += of(cases.filter(({ id }) => selected.has(id))).size;
    }
    expect(covered / kinds).toBeGreaterThan(0.97);
  });

  test("follows from the ids alone, in any order, and a new id moves only what it shares something with", () => {
    const ids = all.find(({ file }) => file.loss === "tf.keras.losses.Huber")!.ids;
    const core = coreIds(ids);
    fc.assert(
      fc.property(fc.shuffledSubarray([...ids], { minLength: ids.length }), (shuffled) => {
        expect(coreIds(shuffled)).toEqual(core);
      }),
      { numRuns: 5 },
    );
    const added = "tf.keras.losses.Huber/a-new-family/delta=77/float32";
    const after = coreIds([...ids, added]);
    expect([...core].filter((id) => !after.has(id)).length).toBeLessThanOrEqual(1);
    expect(after.has(added)).toBe(true);
  });
});
