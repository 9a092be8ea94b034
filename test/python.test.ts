import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Executor, startExecutor } from "../generators/executor.ts";
import type { JsonTensor } from "../src/format/tensor.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const python = (folder: string) => path.join(ROOT, ".venvs", folder, "bin", "python");
const float32 = (shape: number[], data: (number | string)[]): JsonTensor => ({ dtype: "float32", shape, data });

// In CI the frameworks must be there; elsewhere recording is optional, and this says why nothing of it was tested.
const present = ["pytorch-1.7", "tensorflow-2.3"].every((folder) => existsSync(python(folder)));
if (!present && process.env.CI) throw new Error("the frameworks are missing: npm run setup:frameworks");

describe.skipIf(!present)("the executors (npm run setup:frameworks where they are skipped)", () => {
  let torch: Executor;
  let tensorflow: Executor;
  beforeAll(async () => {
    torch = await startExecutor([python("pytorch-1.7"), path.join(ROOT, "python/pytorch.py")]);
    tensorflow = await startExecutor([python("tensorflow-2.3"), path.join(ROOT, "python/tensorflow.py")]);
  });
  afterAll(async () => {
    await Promise.all([torch?.stop(), tensorflow?.stop()]);
  });

  const p = float32([2, 1], [0, 0.5]);
  const t = float32([2, 1], [1, 0]);

  test("are the pinned versions and say how they were set up", () => {
    expect(torch.ready).toMatchObject({ name: "pytorch", version: "1.7.0", provenance: { numpy: "1.18.5" } });
    expect(tensorflow.ready).toMatchObject({ name: "tensorflow", version: "2.3.4", provenance: { numpy: "1.18.5" } });
    expect(torch.ready.provenance.settings).toMatchObject({ ATEN_CPU_CAPABILITY: "default", MKL_CBWR: "COMPATIBLE" });
  });

  test("PyTorch clamps the logarithm at −100, TensorFlow clips the probability", async () => {
    const none = { args: { reduction: "none" }, cotangent: "ramp" } as const;
    expect(
      await torch.ask({ id: "", loss: "torch.nn.BCELoss", inputs: { input: p, target: t }, wrt: ["input"], ...none }),
    ).toMatchObject({
      type: "result",
      value: { data: [100, expect.closeTo(Math.LN2, 6)] },
      gradients: { input: { data: [-250000000000, 3] } },
    });
    expect(
      await tensorflow.ask({
        id: "",
        loss: "tf.keras.losses.BinaryCrossentropy",
        inputs: { y_pred: p, y_true: t },
        wrt: ["y_pred"],
        ...none,
      }),
    ).toMatchObject({
      value: { data: [15.424949, expect.closeTo(Math.LN2, 6)] },
      gradients: { y_pred: { data: [0, expect.closeTo(3, 5)] } },
    });
  });

  test("an illegal reduction is rejected at the call by PyTorch, at construction by TensorFlow", async () => {
    const bogus = { args: { reduction: "bogus" } };
    expect(
      await torch.ask({ id: "", loss: "torch.nn.MSELoss", inputs: { input: p, target: t }, ...bogus }),
    ).toMatchObject({
      type: "rejected",
      error: "ValueError",
      phase: "call",
    });
    expect(
      await tensorflow.ask({
        id: "",
        loss: "tf.keras.losses.MeanSquaredError",
        inputs: { y_pred: p, y_true: t },
        ...bogus,
      }),
    ).toMatchObject({ type: "rejected", error: "ValueError", phase: "construct" });
  });

  test("non-finite values and negative zero survive, an alias is understood, an unknown loss is unsupported", async () => {
    const odd = float32([1, 3], ["NaN", "Infinity", -0]);
    const answer = await torch.ask({
      id: "",
      loss: "torch.nn.L1Loss",
      args: { reduction: "none" },
      inputs: { input: odd, target: float32([1, 3], [0, 0, 0]) },
    });
    expect(answer).toMatchObject({ value: { data: ["NaN", "Infinity", 0] } });
    const alias = await tensorflow.ask({
      id: "",
      loss: "tf.keras.losses.MSE",
      args: {},
      inputs: { y_true: t, y_pred: p },
    });
    expect(alias).toMatchObject({ type: "result", value: { data: [1, 0.25] } });
    expect(await torch.ask({ id: "", loss: "torch.nn.HuberLoss", args: {}, inputs: {} })).toMatchObject({
      type: "unsupported",
    });
  });

  test("an input without a derivative is a rejection that says so", async () => {
    expect(
      await torch.ask({
        id: "",
        loss: "torch.nn.BCELoss",
        args: {},
        inputs: { input: p, target: t },
        wrt: ["target"],
        cotangent: "ramp",
      }),
    ).toMatchObject({ type: "rejected", message: expect.stringContaining("not implemented") });
  });
});
