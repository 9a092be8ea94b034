import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../src/diagnose/index.ts";
import { CATALOGUE } from "./mutants/catalogue/index.ts";
import { type Judged, judgeMutant, openSuite } from "./mutants/judge.ts";
import { type Mutant, nameOf } from "./mutants/mutant.ts";
import { DIAGNOSED, isGood, tableOf } from "./mutants/table.ts";

const ALL = CATALOGUE.flatMap(({ mutants }) => mutants);
/** Mutants of each kind that are judged here, those of the losses with the fewest cases; `npm run mutants` judges all. */
const OF_EACH_KIND = 6;

describe("the catalogue of mutants", () => {
  it("has at least 200, each under a name of its own, with codes that there are", () => {
    expect(ALL.length).toBeGreaterThanOrEqual(200);
    expect(new Set(ALL.map(nameOf)).size).toBe(ALL.length);
    const codes = new Set(DIAGNOSES.map(({ code }) => code));
    expect(ALL.flatMap(({ expected }) => expected).filter((code) => !codes.has(code))).toEqual([]);
  });

  it("has each diagnosis as the first that is expected of some mutant", () => {
    const expected = new Set(ALL.map((mutant) => mutant.expected[0]));
    // Coarse arithmetic is what is left of a relative error that is no constant.
    expect(DIAGNOSES.map(({ code }) => code).filter((code) => !expected.has(code))).toEqual([]);
  });

  it(`is caught, and nine of ten are diagnosed: ${OF_EACH_KIND} mutants of each kind`, async () => {
    const suite = openSuite();
    const sizes = new Map(suite.manifest.files.map(({ loss, cases }) => [loss, cases]));
    const byCases = (a: Mutant, b: Mutant) => sizes.get(a.loss)! - sizes.get(b.loss)!;
    const judged: Judged[] = [];
    for (const { mutants } of CATALOGUE) {
      for (const mutant of mutants.toSorted(byCases).slice(0, OF_EACH_KIND))
        judged.push(await judgeMutant(mutant, suite));
    }
    expect(judged.filter(({ caughtBy }) => caughtBy === 0).map(({ name }) => name)).toEqual([]);
    const right = judged.filter(({ isRight }) => isRight).length;
    expect(right / judged.length, tableOf(judged.filter(({ isRight }) => !isRight))).toBeGreaterThanOrEqual(DIAGNOSED);
    expect(isGood(judged)).toBe(true);
  }, 300_000);
});

describe("the table of mutants", () => {
  const row = { name: "a loss −1", concept: "huber", caughtBy: 3, cases: 9, expected: ["SIGN_FLIPPED"], isRight: true };
  const first = { loss: "a", code: "SIGN_FLIPPED", args: {}, sentence: "", explains: 3, failing: 3 };

  it("is good only if all are caught and enough are recognised", () => {
    const wrong = { ...row, isRight: false };
    expect(isGood([row])).toBe(true);
    expect(isGood([row, { ...row, caughtBy: 0, isRight: false }])).toBe(false);
    expect(isGood([wrong, ...Array.from({ length: 9 }, () => row)])).toBe(true);
    expect(isGood([wrong, ...Array.from({ length: 8 }, () => row)])).toBe(false);
  });

  it("marks what survives and what is taken for something else", () => {
    const lines = tableOf([
      { ...row, first },
      { ...row, first: { ...first, code: "SCALED" }, isRight: false },
      { ...row, caughtBy: 0, isRight: false },
    ]);
    expect(lines.split("\n").map((line) => line.replace(/ {2,}/g, " | "))).toEqual([
      "mutant | concept | caught by | first diagnosis | expected",
      "a loss −1 | huber | 3/9 | SIGN_FLIPPED 3/3 | SIGN_FLIPPED",
      "a loss −1 | huber | 3/9 | SCALED 3/3 (!) | SIGN_FLIPPED",
      "a loss −1 | huber | 0/9 SURVIVES | none (!) | SIGN_FLIPPED",
    ]);
  });
});
