import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const npm = (args: readonly string[], cwd: string) =>
  execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });

const ADAPTER = `{
  name: "zero", version: "1", losses: ["tf.keras.losses.MeanSquaredError"], dtypes: ["float32"], gradients: false,
  evaluate: () => ({ value: { dtype: "float32", shape: [], data: [0] } }),
}`;

describe("the package as npm would publish it", () => {
  let tarball: string;
  let project: string;

  beforeAll(() => {
    npm(["run", "build"], ROOT);
    const folder = mkdtempSync(path.join(tmpdir(), "lossparity-package-"));
    npm(["pack", "--ignore-scripts", "--pack-destination", folder], ROOT);
    const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    tarball = path.join(folder, `lossparity-${version}.tgz`);
    project = path.join(folder, "project");
    mkdirSync(project);
    writeFileSync(path.join(project, "package.json"), '{ "name": "project", "private": true }');
    npm(["install", "--no-audit", "--no-fund", "--prefer-offline", tarball], project);
    // What this project has for itself: it is no part of the package.
    for (const name of ["vitest", "@types"]) {
      symlinkSync(path.join(ROOT, "node_modules", name), path.join(project, "node_modules", name), "junction");
    }
  }, 180_000);

  const run = (file: string, text: string) => {
    writeFileSync(path.join(project, file), text);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
    return { status, stdout, stderr };
  };

  test("has at most 12 MB", () => {
    expect(statSync(tarball).size).toBeLessThan(12e6);
  });

  test("publint finds nothing", async () => {
    const data = readFileSync(tarball);
    const { messages, pkg } = await publint({ pkgDir: "package", pack: { tarball: new Uint8Array(data).buffer } });
    expect(messages.map((message) => formatMessage(message, pkg!))).toEqual([]);
  });

  test("its types are right wherever it can be imported", async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))), {
      excludeEntrypoints: [/^\.\/schemas\//, "./package.json"],
    });
    if (!analysis.types) throw new Error("the package has no types");
    // ES modules only, on purpose: every supported Node can require() them. "node10" knows no exports at all.
    const problems = analysis.problems.filter(
      (problem) =>
        problem.kind !== "CJSResolvesToESM" &&
        !("resolutionKind" in problem && problem.resolutionKind === "node10" && problem.kind === "NoResolution"),
    );
    expect(problems).toEqual([]);
  });

  test("is used from an ES module", () => {
    const { status, stdout, stderr } = run(
      "esm.mjs",
      `import { defineAdapter, runConformance } from "lossparity";
       const { results, ok } = await runConformance(defineAdapter(${ADAPTER}), { cases: ["tf.keras.losses.MeanSquaredError/random-2d/*"] });
       console.log(results.adapter.name, results.summary.total > 0, results.summary.fail > 0, ok);`,
    );
    expect(stderr).toBe("");
    expect(stdout).toBe("zero true true false\n");
    expect(status).toBe(0);
  });

  test("is used from CommonJS", () => {
    const { stdout, stderr, status } = run(
      "cjs.cjs",
      `const { runConformance } = require("lossparity");
       const schema = require("lossparity/schemas/results-file.json");
       runConformance(${ADAPTER}, { losses: ["tf.keras.losses.MeanSquaredError"], profile: "core" })
         .then(({ gate }) => console.log(gate.unexpected.length > 0, schema.title));`,
    );
    expect(stderr).not.toMatch(/error/i);
    expect(stdout).toBe("true What lossparity run writes: <out>/results/<slug>.json\n");
    expect(status).toBe(0);
  });

  test("is used from TypeScript, as an ES module and as CommonJS", () => {
    const source = `import { type ConformanceOutcome, defineAdapter, runConformance, unsupported } from "lossparity";
      import { describeConformance } from "lossparity/vitest";
      const adapter = defineAdapter({
        name: "a", version: "1", losses: ["tf.*"], dtypes: ["float32"], gradients: true,
        evaluate: ({ inputs, args, wrt }) => {
          if (args.delta !== undefined || wrt?.length) return unsupported("delta");
          const prediction = inputs.y_pred;
          if (prediction === undefined) throw new Error("no prediction");
          return { value: { dtype: "float32", shape: prediction.shape, data: Float32Array.from([1]) } };
        },
      });
      export const outcome: Promise<ConformanceOutcome> = runConformance(adapter, { profile: "core", jobs: 2 });
      export const passed: Promise<number> = outcome.then(({ results }) => results.summary.pass);
      describeConformance(adapter, { losses: ["tf.keras.losses.*"], baseline: "baseline.json" });
      // @ts-expect-error a profile that is none
      void runConformance(adapter, { profile: "cor" });
      // @ts-expect-error an adapter says which losses it has
      defineAdapter({ name: "a", version: "1", dtypes: ["float32"], gradients: true, evaluate: () => unsupported("") });\n`;
    writeFileSync(path.join(project, "typed.mts"), source);
    writeFileSync(path.join(project, "typed.cts"), source);
    const tsconfig = {
      compilerOptions: {
        module: "nodenext",
        target: "es2023",
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        types: ["node"],
        skipLibCheck: true,
      },
      files: ["typed.mts", "typed.cts"],
    };
    writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify(tsconfig));
    const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: project, encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  test("its command line judges an adapter of the project", () => {
    writeFileSync(path.join(project, "adapter.cjs"), `module.exports = ${ADAPTER};`);
    const bin = path.join(project, "node_modules", "lossparity", "dist", "cli", "bin.js");
    const args = [bin, "run", "./adapter.cjs", "--profile", "core", "--loss", "tf.keras.losses.MeanSquaredError"];
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    expect(stdout).toContain("zero 1");
    expect(status).toBe(1);
  });

  test.each(["javascript", "typescript", "python"])(
    "init --language %s writes a project whose first run passes",
    (language) => {
      const bin = path.join(project, "node_modules", "lossparity", "dist", "cli", "bin.js");
      const lossparity = (...args: string[]) =>
        spawnSync(process.execPath, [bin, ...args], { cwd: project, encoding: "utf8" });
      expect(lossparity("init", `my ${language}`, "--language", language)).toMatchObject({ status: 0 });
      const folder = path.join(project, `my ${language}`);
      mkdirSync(path.join(folder, "node_modules", ".bin"), { recursive: true });
      const link = (name: string, target: string) =>
        symlinkSync(target, path.join(folder, "node_modules", name), "junction");
      link("lossparity", path.join(project, "node_modules", "lossparity"));
      link(".bin/lossparity", bin);
      if (language === "typescript") {
        for (const name of ["tsx", "typescript"]) link(name, path.join(ROOT, "node_modules", name));
        link(".bin/tsc", path.join(ROOT, "node_modules", "typescript", "bin", "tsc"));
        npm(["run", "typecheck"], folder);
      }
      const out = npm(["run", "conformance"], folder);
      const [, total, pass, fail] = /(\d+) cases: (\d+) pass, (\d+) fail/.exec(out) ?? [];
      expect(Number(total)).toBeGreaterThan(10);
      expect(Number(pass)).toBeGreaterThan(5);
      expect(fail).toBe("0");
      expect(npm(["run", "smoke"], folder)).toMatch(/[1-9]\d* of \d+ pass/);
      const { scripts } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
      const workflow = readFileSync(path.join(folder, ".github", "workflows", "conformance.yml"), "utf8");
      for (const [, script] of workflow.matchAll(/npm run ([a-z-]+)/g)) expect(Object.keys(scripts)).toContain(script);
    },
  );

  test("lossparity/vitest makes one test of each loss and family, with a failure to read", () => {
    writeFileSync(
      path.join(project, "conformance.test.mjs"),
      `import { describeConformance } from "lossparity/vitest";
       describeConformance(${ADAPTER});
       describeConformance({ ...${ADAPTER}, name: "none", evaluate: () => { throw Object.assign(new Error("not here"), { name: "Unsupported" }); } });
       describeConformance({ ...${ADAPTER}, name: "known" }, {
         baseline: { format: 1, cpu: "another", known: [{ case: "tf.keras.losses.MeanSquaredError/*", kind: "gradient" }, { case: "gone/*", kind: "value" }] },
       });`,
    );
    const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
    const args = [vitest, "run", "--root", project, "--reporter=json", "conformance.test.mjs"];
    const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    const { testResults } = JSON.parse(stdout.slice(stdout.indexOf("{")));
    const tests: { title: string; ancestorTitles: string[]; status: string; failureMessages: string[] }[] =
      testResults[0].assertionResults;
    const of = (suite: string) => tests.filter(({ ancestorTitles }) => ancestorTitles[0] === `lossparity: ${suite} 1`);
    const random = of("zero").find(({ title }) => title === "random-2d");
    expect(random).toMatchObject({
      status: "failed",
      ancestorTitles: [expect.anything(), "tf.keras.losses.MeanSquaredError"],
    });
    expect(random?.failureMessages[0]).toMatch(/fail \(value\) tf\.keras.*\n.*differ; worst.*\n.*explain "tf\.keras/);
    expect(new Set(of("none").map(({ status }) => status))).toEqual(new Set(["skipped"]));
    const known = of("known");
    expect(known.map(({ failureMessages }) => failureMessages.join()).join()).toContain("known as gradient, now");
    expect(known.at(-1)?.failureMessages[0]).toContain("matches no case, remove it from the baseline: gone/*");
  });
});
