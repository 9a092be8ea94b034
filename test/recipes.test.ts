import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { impossible } from "../generators/recipes/impossible.ts";
import { RECIPES } from "../generators/recipes/index.ts";
import { type Covered, type Given, measure } from "../generators/recipes/measure.ts";
import { coveredCases } from "../generators/recipes/record.ts";
import { startTypescript } from "../generators/recipes/typescript.ts";
import type { RecipeFile } from "../src/atlas/recipe.ts";
import { loadSuite } from "../src/cases/load.ts";
import type { Tensor } from "../src/tensor/tensor.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const suite = loadSuite(path.join(ROOT, "cases"), "");
const file = JSON.parse(readFileSync(path.join(ROOT, "cases/recipes.json"), "utf8")) as RecipeFile;
const hasTfjs = existsSync(path.join(ROOT, ".adapters/tfjs/node_modules/@tensorflow/tfjs-core"));

const f32 = (...data: number[]): Tensor => ({ dtype: "float32", shape: [data.length], data: data.map(Math.fround) });
const covered = (family: string, delta: string, ...value: number[]): Covered => ({
  id: `loss/${family}/delta=${delta}/float32`,
  family,
  boundary: !family.startsWith("random"),
  args: new Map([["delta", delta]]),
  expected: {
    value: { tensor: f32(...value), allowance: 1e-5 },
    gradients: { y_pred: { tensor: f32(1, 2), allowance: 1e-5 } },
  },
  wrt: "y_pred",
});
const gives = (...value: number[]): Given => ({ value: f32(...value), gradient: f32(1, 2) });

describe("measure", () => {
  const cases = [covered("random-1d", "1", 4, 8), covered("random-1d", "0", 4, 8), covered("kink", "1", 0, 1)];

  it("calls equal bits exact, and measures the rest in last places of the largest element", () => {
    expect(measure(cases, [gives(4, 8), gives(4, 8), gives(0, 1)])).toMatchObject({ state: "exact", holding: 3 });
    const off = measure(cases, [gives(4, 8 + 2 ** -20), gives(4, 8), gives(0, 1)]);
    expect(off).toMatchObject({ state: "within tolerance", value: { ulp: 1 }, gradient: { ulp: 0 }, conditions: [] });
  });

  it("finds the argument with which it fails everywhere, then the family", () => {
    const { state, conditions, holding } = measure(cases, [gives(4, 8), gives(0, 0), gives(Number.NaN, 1)]);
    expect([state, holding]).toEqual(["only where", 1]);
    expect(conditions).toMatchObject([
      { argument: { name: "delta", value: "0" }, failing: 1, of: 1, off: 1, example: { where: "value", index: [1] } },
      { family: "kink", failing: 1, of: 1, off: "Infinity", example: { actual: "NaN", expected: 0 } },
    ]);
  });

  it("judges the gradient too, and a raise as a miss", () => {
    const wrong: Given = { value: f32(4, 8), gradient: f32(1, 3) };
    const { conditions } = measure(cases, [wrong, wrong, { message: "TypeError: no" }]);
    expect(conditions.map(({ family, example }) => [family, example.where, example.message])).toEqual([
      ["random-1d", "gradient of y_pred", undefined],
      ["kink", "call", "TypeError: no"],
    ]);
  });
});

describe("cases/recipes.json", () => {
  it("is the recording of the recipes that are written down", () => {
    const recorded = RECIPES.filter(({ target }) => suite.manifest.files.some(({ loss }) => loss === target));
    const source = ({ id, python, typescript }: { id: string; python: string; typescript: string }) => [
      id,
      python,
      typescript,
    ];
    expect(file.recipes.map(source)).toEqual(recorded.map(source));
    expect(file.impossible.map(({ id }) => id)).toEqual(impossible.map(({ id }) => id));
  });

  it("holds for something, in both languages, and its misses are cases that exist", () => {
    for (const { id, target, result, typescriptResult } of file.recipes) {
      const ids = new Set(
        suite.casesOf(suite.manifest.files.find(({ loss }) => loss === target)!).map((each) => each.id),
      );
      expect([id, result.holding > 0, typescriptResult.holding > 0]).toEqual([id, true, true]);
      for (const { example } of [...result.conditions, ...typescriptResult.conditions])
        expect(ids).toContain(example.id);
    }
  });

  it("has a conversion in both directions wherever both frameworks have the loss", () => {
    const { losses } = suite.catalogue();
    const both = new Set(Object.values(losses).map(({ concept }) => concept));
    for (const concept of both) {
      const members = Object.values(losses).filter((loss) => loss.concept === concept);
      for (const framework of ["tensorflow", "pytorch"] as const) {
        if (!members.some((loss) => loss.framework === framework)) continue;
        const there = file.recipes.some((recipe) => recipe.concept === concept && recipe.framework === framework);
        expect([concept, framework, there]).toEqual([concept, framework, true]);
      }
    }
  });

  it("names two inputs that one framework cannot tell apart, for what is impossible", () => {
    for (const { source, target } of file.impossible) {
      expect(source.answers[0]).toBe(source.answers[1]);
      expect(target.answers[0]).not.toBe(target.answers[1]);
    }
  });
});

describe.skipIf(!hasTfjs && !process.env.CI)(
  "the recipes in TypeScript (npm run prepare where they are skipped)",
  () => {
    it("give again what was recorded of them", async () => {
      const runner = await startTypescript();
      for (const recipe of file.recipes) {
        const spec = RECIPES.find(({ id }) => id === recipe.id)!;
        const cases = coveredCases(spec, suite)!;
        const given = cases.map(({ item, covered: { wrt } }) =>
          runner.run({
            code: spec.typescript,
            parameters: spec.parameters,
            inputs: item.inputs(),
            args: Object.fromEntries(Object.entries(item.args()).filter(([name]) => spec.fixed?.[name] === undefined)),
            wrt,
            cotangent: item.cotangent(),
          }),
        );
        const { state, holding } = measure(
          cases.map((each) => each.covered),
          given,
        );
        const { typescriptResult } = recipe;
        expect([recipe.id, state, holding]).toEqual([recipe.id, typescriptResult.state, typescriptResult.holding]);
      }
    }, 120_000);

    it("compile against the types of TensorFlow.js", () => {
      const folder = mkdtempSync(path.join(tmpdir(), "lossparity-recipes-"));
      try {
        symlinkSync(path.join(ROOT, ".adapters/tfjs/node_modules"), path.join(folder, "node_modules"));
        const source = RECIPES.map(({ typescript }, i) => `namespace recipe${i} {\nexport ${typescript}\n}`);
        writeFileSync(path.join(folder, "recipes.ts"), `import * as tf from "@tensorflow/tfjs";\n${source.join("\n")}`);
        const flags =
          "--ignoreConfig --noEmit --strict --target es2022 --module nodenext --skipLibCheck --types node --preserveSymlinks".split(
            " ",
          );
        const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
        const types = path.join(ROOT, "node_modules/@types");
        const { stdout } = spawnSync(process.execPath, [tsc, ...flags, "--typeRoots", types, "recipes.ts"], {
          cwd: folder,
          encoding: "utf8",
        });
        expect(stdout).toBe("");
      } finally {
        rmSync(folder, { recursive: true });
      }
    }, 60_000);
  },
);
