import { spawnSync } from "node:child_process";
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
if (!present) console.warn("The executors are not tested: their frameworks are missing. Run: npm run setup:frameworks");

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

  test("a module with parameters of its own takes them from one vector, in order, and gives their gradient", async () => {
    const answer = await torch.ask({
      id: "",
      loss: "torch.nn.AdaptiveLogSoftmaxWithLoss",
      args: { in_features: 4, n_classes: 4, cutoffs: [2] },
      inputs: {
        input: float32([2, 4], [1, 2, 3, 4, 1, 2, 3, 4]),
        target: { dtype: "int64", shape: [2], data: [0, 3] },
        // 3×4 of the head, 1×4 and 2×1 of the cluster; two more than the module has.
        parameters: float32([20], Array(20).fill(0)),
      },
      wrt: ["parameters"],
      cotangent: "ramp",
    });
    if (answer.type !== "result") throw new Error("refused");
    // With parameters of zero: ln 3 in the head, ln 2 more in the cluster.
    expect(answer.value.data[0]).toBeCloseTo(Math.log(3) + Math.log(2) / 2, 6);
    const gradient = answer.gradients!.parameters!.data as number[];
    expect(gradient.slice(0, 4).map((g) => Number((g * 6).toFixed(5)))).toEqual([-1, -2, -3, -4]);
    expect(gradient.slice(18)).toEqual([0, 0]);
  });

  test("negative zero survives both ways", async () => {
    const answer = await torch.ask({
      id: "",
      loss: "torch.nn.MSELoss",
      args: { reduction: "none" },
      inputs: { input: float32([2], [-0, 3]), target: float32([2], [0, 1]) },
      wrt: ["input"],
      cotangent: "ramp",
    });
    // Over two elements the ramp is 0.25, 1.5.
    expect(answer).toMatchObject({ value: { data: [0, 4] }, gradients: { input: { data: [-0, 6] } } });
    expect(answer.type === "result" && Object.is(answer.gradients?.input?.data[0], -0)).toBe(true);
  });

  test("a gradient is contracted with the ramp, or with the cotangent given; with one of another shape, it is left out", async () => {
    const loss = "tf.keras.losses.MSE";
    const inputs = { y_true: float32([3, 1], [0, 0, 0]), y_pred: float32([3, 1], [1, 2, 3]) };
    const ask = (cotangent: "ramp" | JsonTensor) =>
      tensorflow.ask({ id: "", loss, args: {}, inputs, wrt: ["y_pred"], cotangent });
    expect(await ask("ramp")).toMatchObject({ gradients: { y_pred: { data: [0.5, 6, 6] } } });
    expect(await ask(float32([3], [1, 0, -1]))).toMatchObject({ gradients: { y_pred: { data: [2, 0, -6] } } });
    expect(await ask(float32([1, 3], [1, 1, 1]))).toMatchObject({ value: { data: [1, 4, 9] }, gradients: {} });
  });

  test("a float16 is told by its shortest decimal, integers have no gradient", async () => {
    const half: JsonTensor = { dtype: "float16", shape: [1, 1], data: [0.1] };
    const whole: JsonTensor = { dtype: "int64", shape: [1, 1], data: [0] };
    const answer = await tensorflow.ask({
      id: "",
      loss: "tf.keras.losses.MAE",
      args: {},
      inputs: { y_true: whole, y_pred: half },
      wrt: ["y_true", "y_pred"],
      cotangent: "ramp",
    });
    expect(answer).toMatchObject({ value: { dtype: "float16", data: [0.1] } });
    expect(answer.type === "result" && Object.keys(answer.gradients ?? {})).toEqual(["y_pred"]);
  });

  test.for([
    ["no loss but a module", "torch.nn", {}],
    ["another framework's name", "tf.nn.functional.l1_loss", {}],
    ["a private name", "torch._C._nn.mse_loss", {}],
    ["a dtype that is none", "torch.nn.L1Loss", { input: { dtype: "bfloat16", shape: [1], data: [1] }, target: t }],
  ] as const)("%s is unsupported, and the executor goes on", async ([, loss, inputs]) => {
    const call = { id: "", loss, args: {}, inputs: inputs as Record<string, JsonTensor> };
    expect(await torch.ask(call)).toMatchObject({
      type: "unsupported",
      reason: expect.stringMatching(/^(no |dtype )/),
    });
    const next = await torch.ask({ id: "", loss: "torch.nn.L1Loss", args: {}, inputs: { input: p, target: t } });
    expect(next).toMatchObject({ type: "result", value: { shape: [], data: [0.75] } });
  });

  test("what a framework prints stays out of the protocol, and the end of input is a stop", () => {
    const noisy = `
import sys; sys.path.insert(0, ${JSON.stringify(path.join(ROOT, "python"))})
import os, warnings, executor, wire
def evaluate(message):
    print("noise"); os.write(1, b"more\\n"); warnings.warn("twice"); warnings.warn("twice")
    return wire.ramp([2], "float64"), {}
print("hello")
executor.serve({"name": "noisy"}, evaluate)`;
    const { stdout, stderr, status } = spawnSync(python("pytorch-1.7"), ["-c", noisy], {
      input: '{"type":"start","protocol":1}\n{"type":"call","seq":7,"loss":"x","args":{},"inputs":{}}\n',
      encoding: "utf8",
    });
    const [ready, answer, ...rest] = stdout.trim().split("\n");
    expect(JSON.parse(ready ?? "")).toMatchObject({ type: "ready", protocol: 1, name: "noisy" });
    expect(JSON.parse(answer ?? "")).toEqual({
      type: "result",
      seq: 7,
      value: { dtype: "float64", shape: [2], data: [0.25, 1.5] },
      warnings: ["UserWarning: twice"],
    });
    expect({ rest, status }).toEqual({ rest: [], status: 0 });
    expect(stderr).toContain("hello\n");
    expect(stderr).toContain("more\n");
  });

  test("a failed backward keeps the value, and its message neither address nor path", () => {
    const failing = `
import sys; sys.path.insert(0, ${JSON.stringify(path.join(ROOT, "python"))})
import executor, wire
def fail(): raise ValueError("<op at 0x7f3a5c> in /opt/some/file.py")
executor.serve({"name": "failing"}, lambda message: executor.in_phase("backward", fail, wire.ramp([], "float64")))`;
    const { stdout } = spawnSync(python("pytorch-1.7"), ["-c", failing], {
      input: '{"type":"call","seq":1,"loss":"x","args":{},"inputs":{}}\n{"type":"stop"}\n',
      encoding: "utf8",
    });
    expect(JSON.parse(stdout)).toEqual({
      type: "rejected",
      seq: 1,
      error: "ValueError",
      phase: "backward",
      message: "<op at <address>> in <path>",
      value: { dtype: "float64", shape: [], data: [1] },
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
    ).toMatchObject({
      type: "rejected",
      phase: "call",
      message: expect.stringContaining("not implemented"),
    });
  });
});
