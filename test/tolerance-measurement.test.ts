import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CHANGES, changed, isDecidable } from "../bench/tolerance/changes.ts";
import { add, CAUGHT_IF_IMPRECISE, newMeasurement, type Part, tallyOf } from "../bench/tolerance/measure.ts";
import { OTHERS, OURS } from "../bench/tolerance/rules.ts";
import { missTable, ruleTable } from "../bench/tolerance/tables.ts";
import { loadSuite } from "../src/cases/load.ts";
import { spreadOf, widen } from "../src/spread.ts";
import { allowanceOf } from "../src/tolerance.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const page = readFileSync(path.join(ROOT, "docs/tolerance.md"), "utf8");
const suite = loadSuite(path.join(ROOT, "cases"), "0.0.0");

function measure(...ids: readonly string[]) {
  const measurement = newMeasurement();
  for (const testCase of suite.manifest.files.flatMap((file) => suite.casesOf(file)))
    if (ids.includes(testCase.id)) add(measurement, testCase);
  expect(measurement.answers).toBe(ids.length);
  return measurement;
}

describe("what counts as decidable", () => {
  const golden = [1, 1000];
  const wrong = changed(golden, CHANGES[0]!, "float32");

  test("a change that is four times as large as honest implementations are apart, in one element at least", () => {
    const spread = spreadOf(golden, "float32");
    widen(spread, [1.01, 1000.002]);
    expect(isDecidable(wrong, spread)).toBe(true);
    widen(spread, [1, 999.999]);
    expect(isDecidable(wrong, spread)).toBe(false);
  });

  test("not what rounding alone explains, and not what is no normal number", () => {
    expect(isDecidable([1 + 2 ** -20], spreadOf([1], "float32"))).toBe(false);
    expect(isDecidable([1 + 2 ** -18], spreadOf([1], "float32"))).toBe(true);
    expect(isDecidable([2e-39], spreadOf([1e-39], "float32"))).toBe(false);
    expect(isDecidable([Number.NaN], spreadOf([Number.NaN], "float32"))).toBe(false);
  });
});

describe("the measurement", () => {
  const PLAIN = "tf.keras.losses.Huber/random-2d/default/float32";
  const TINY = "tf.keras.losses.Hinge/tiny/default/float32";

  test("counts alarms of honest implementations and misses, rule by rule", () => {
    const measurement = measure(PLAIN);
    const missed = (rule: string, part: Part = "value") => tallyOf(measurement, rule, part, true);
    expect(missed(OURS.name)).toEqual({ evaluations: 6, alarms: 0, decidable: [1, 1, 1, 1], missed: [0, 0, 0, 0] });
    expect(missed(OURS.name, "gradient").evaluations).toBe(12);
    const onnx = OTHERS.find(({ name }) => name.startsWith("ONNX"))!;
    expect(missed(onnx.name).missed).toEqual([1, 1, 1, 0]);
    expect(measurement.misses).toEqual([]);
  });

  test("counts an imprecise pass as a miss in one row, and as caught in the other", () => {
    const measurement = measure(TINY);
    expect(tallyOf(measurement, OURS.name, "gradient", false).missed[0]).toBeGreaterThan(0);
    expect(tallyOf(measurement, CAUGHT_IF_IMPRECISE, "gradient", false).missed[0]).toBe(0);
    expect(tallyOf(measurement, OURS.name, "gradient", true).decidable[0]).toBe(0);
    expect(missTable(measurement)).toContain(`\`${TINY}\``);
    expect(ruleTable(measurement, false).split("\n")).toHaveLength(10);
  });
});

describe("docs/tolerance.md", () => {
  test("states what is measured on the cases there are", () => {
    const total = suite.manifest.files.reduce((sum, { cases }) => sum + cases, 0);
    expect(page, "npm run tolerance writes it anew").toContain(`of the ${total.toLocaleString("en")} cases`);
  });

  test("works a case through that is recorded so", () => {
    const id = "torch.nn.KLDivLoss/probabilities-2d/reduction=sum/float32";
    const file = suite.manifest.files.find(({ loss }) => loss === "torch.nn.KLDivLoss")!;
    const expected = suite
      .casesOf(file)
      .find((testCase) => testCase.id === id)!
      .expected();
    if ("rejected" in expected) throw new Error("an answer was recorded");
    const golden = expected.value.tensor.data as readonly number[];
    const evidence = {
      golden,
      exact: [-5.271312944773985],
      noise: [2 ** -21],
      precision: "float32",
      scale: 1,
    } as const;
    expect(allowanceOf(evidence)).toBe(7.2e-6);
    expect(expected.value.allowance).toBe(7.2e-6);
    expect(page).toContain("stored as 7.2e-6");
  });
});
