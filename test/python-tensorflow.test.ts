import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Executor, startExecutor } from "../generators/executor.ts";
import type { WireArguments } from "../src/format/argument.ts";
import type { Dtype, JsonTensor } from "../src/format/tensor.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PYTHON = path.join(ROOT, ".venvs/tensorflow-2.3/bin/python");
const tensor = (dtype: Dtype, shape: number[], data: number[]): JsonTensor => ({ dtype, shape, data });
const floats = (shape: number[], data: number[]) => tensor("float32", shape, data);

describe.skipIf(!existsSync(PYTHON) && !process.env.CI)("the TensorFlow executor", () => {
  let tensorflow: Executor;
  beforeAll(async () => {
    tensorflow = await startExecutor([PYTHON, path.join(ROOT, "python/tensorflow.py")]);
  });
  afterAll(async () => {
    await tensorflow?.stop();
  });
  const ask = (loss: string, args: WireArguments, inputs: { [name: string]: JsonTensor }, wrt: string[] = []) =>
    tensorflow.ask({ id: "", loss, args, inputs, ...(wrt.length > 0 && { wrt, cotangent: "ramp" as const }) });

  test("sparse labels: one frame with two equal logits costs ln 2", async () => {
    const labels = {
      sparse: {
        indices: tensor("int64", [1, 2], [0, 0]),
        values: tensor("int32", [1], [0]),
        shape: tensor("int64", [2], [1, 1]),
      },
    };
    const inputs = { logits: floats([1, 1, 2], [0, 0]), sequence_length: tensor("int32", [1], [1]) };
    expect(await ask("tf.compat.v1.nn.ctc_loss", { labels }, inputs, ["logits"])).toMatchObject({
      value: { shape: [1], data: [expect.closeTo(Math.LN2, 6)] },
      // The cotangent of the one value is ¼; class 0 is the label, class 1 the blank.
      gradients: { logits: { data: [-0.125, 0.125] } },
    });
  });

  // All logits are 0 with expected counts of 1, so that each of the two classes costs ln 2.
  const zeros = {
    labels: tensor("int64", [1, 1], [0]),
    inputs: floats([1, 1], [1]),
    biases: floats([4], [0, 0, 0, 0]),
  };
  const sampledValues = {
    tuple: [{ tensor: tensor("int64", [1], [3]) }, { tensor: floats([1, 1], [1]) }, { tensor: floats([1], [1]) }],
  };
  const nce = { num_sampled: 1, num_classes: 4, sampled_values: sampledValues };

  test("sampled classes are a tuple of tensors, and sparse gradients are given dense", async () => {
    const answer = await ask("tf.nn.nce_loss", nce, { ...zeros, weights: floats([4, 1], [0, 0, 0, 0]) }, ["weights"]);
    expect(answer).toMatchObject({
      value: { data: [expect.closeTo(2 * Math.LN2, 6)] },
      gradients: { weights: { shape: [4, 1], data: [-0.125, 0, 0, 0.125] } },
    });
  });

  test("a list of tensors stands for weights in parts, which partition_strategy counts", async () => {
    const weights = [{ tensor: floats([2, 1], [0, 5]) }, { tensor: floats([2, 1], [0, 0]) }];
    const value = (strategy: string, label: number) =>
      ask(
        "tf.compat.v1.nn.nce_loss",
        { ...nce, weights, partition_strategy: strategy },
        { ...zeros, labels: tensor("int64", [1, 1], [label]) },
      );
    const certain = { value: { data: [expect.closeTo(Math.LN2 + Math.log1p(Math.exp(-5)), 6)] } };
    const even = { value: { data: [expect.closeTo(2 * Math.LN2, 6)] } };
    expect([await value("div", 1), await value("mod", 1)]).toMatchObject([certain, even]);
    expect([await value("div", 2), await value("mod", 2)]).toMatchObject([even, certain]);
  });

  test("weights of tf.compat.v1.losses: by default the mean is over those that are not zero", async () => {
    const inputs = { labels: floats([2, 2], [0, 0, 0, 0]), predictions: floats([2, 2], [1, 3, 5, 7]) };
    const weights = { tensor: floats([2, 1], [1, 0]) };
    const value = (args: WireArguments) => ask("tf.compat.v1.losses.absolute_difference", args, inputs);
    expect(await value({ weights })).toMatchObject({ value: { data: [2] } });
    expect(await value({ weights, reduction: "weighted_sum_over_batch_size" })).toMatchObject({ value: { data: [1] } });
    expect(await value({ weights: [[1], [0]], loss_collection: null, scope: "custom" })).toMatchObject({
      value: { data: [2] },
    });
  });

  test("introspection finds every loss once, under its aliases, and what merely sounds like one", () => {
    const { stdout } = spawnSync(PYTHON, [path.join(ROOT, "python/introspect.py"), "tensorflow"], { encoding: "utf8" });
    const { losses, others } = JSON.parse(stdout) as {
      losses: { [loss: string]: { aliases: string[] } };
      others: string[];
    };
    const names = Object.entries(losses).flatMap(([loss, { aliases }]) => [loss, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(others.filter((name) => names.includes(name))).toEqual([]);
    expect(losses["tf.keras.losses.cosine_similarity"]!.aliases).toContain(
      "tf.compat.v1.keras.losses.cosine_proximity",
    );
    expect(losses["tf.nn.l2_loss"]!.aliases).toEqual(["tf.compat.v1.nn.l2_loss"]);
    // Functions of their own behind a name that tf.nn has too.
    for (const name of ["ctc_loss", "nce_loss", "weighted_cross_entropy_with_logits"])
      expect(Object.keys(losses)).toEqual(expect.arrayContaining([`tf.nn.${name}`, `tf.compat.v1.nn.${name}`]));
    expect(others).toEqual(
      expect.arrayContaining([
        "tf.keras.losses.Loss",
        "tf.compat.v1.losses.compute_weighted_loss",
        "tf.keras.backend.ctc_batch_cost",
      ]),
    );
  });
});
