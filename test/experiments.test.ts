import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Executor, startExecutor } from "../generators/executor.ts";
import { PRELUDE } from "../generators/experiments/define.ts";
import { EXPERIMENTS } from "../generators/experiments/index.ts";
import { printed } from "../generators/recipes/record.ts";
import { type ExperimentFile, outputOf } from "../src/atlas/experiment.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const file = JSON.parse(readFileSync(path.join(ROOT, "cases/experiments.json"), "utf8")) as ExperimentFile;
const python = (folder: string) => path.join(ROOT, ".venvs", folder, "bin", "python");
const present = ["pytorch-1.7", "tensorflow-2.3"].every((folder) => existsSync(python(folder)));

describe("cases/experiments.json", () => {
  it("is the recording of the experiments that are written down", () => {
    expect(file.prelude).toEqual(PRELUDE);
    const code = file.experiments.map(({ id, runs }) => [id, ...runs.map((run) => run.python)]);
    expect(code).toEqual(
      EXPERIMENTS.map(({ id, tensorflow, pytorch }) => [id, ...[tensorflow, pytorch].filter((each) => each)]),
    );
  });

  it("has no experiment that ended in an error of its own or printed nothing", () => {
    for (const { id, runs } of file.experiments) {
      for (const { lines } of runs) {
        expect([id, lines.every((line) => / = /.test(line))]).toEqual([id, true]);
        expect([id, lines.join().match(/NameError|SyntaxError|AttributeError/)]).toEqual([id, null]);
      }
    }
  });

  it("finds an output by its name", () => {
    const lists = file.experiments.find(({ id }) => id === "list-or-tensor")!;
    expect(outputOf(lists, "tensorflow", "tensors")).toBe("0.");
    expect(outputOf(lists, "tensorflow", "tensor")).toBeUndefined();
  });
});

describe.skipIf(!present && !process.env.CI)(
  "the runner of snippets (npm run setup:frameworks where it is skipped)",
  () => {
    let torch: Executor;
    beforeAll(async () => {
      torch = await startExecutor([python("pytorch-1.7"), path.join(ROOT, "python/snippets.py"), "pytorch"]);
    });
    afterAll(() => torch?.stop());

    it("prints again what was recorded", async () => {
      for (const id of ["kld-zeros", "reduction-names"]) {
        const run = file.experiments.find((each) => each.id === id)!.runs.find((each) => each.framework === "pytorch")!;
        expect(await printed(torch, file.prelude.pytorch + run.python)).toEqual(run.lines);
      }
    });

    it("ends the lines of a failing snippet with the error", async () => {
      expect(await printed(torch, "print(1)\n1 / 0")).toEqual(["1", "ZeroDivisionError: division by zero"]);
    });

    it("evaluates a function of the snippet as the executor does a loss", async () => {
      const x = { dtype: "float32" as const, shape: [2], data: [1, 3] };
      const call = {
        id: "",
        loss: "",
        code: "def twice(x, by=2):\n    return x * by",
        function: "twice",
        inputs: { x },
      };
      const answer = await torch.ask({ ...call, args: { by: 3 }, wrt: ["x"], cotangent: "ramp" });
      expect(answer).toMatchObject({ value: { data: [3, 9] }, gradients: { x: { data: [0.75, 4.5] } } });
    });
  },
);
