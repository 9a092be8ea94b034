import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Adapter, type AdapterResult, type Call, Unsupported } from "../src/adapter.ts";
import { BUNDLED } from "../src/adapters/index.ts";
import { BUNDLED_TREE } from "../src/adapters/tfjs/libraries.ts";
import type { Dtype } from "../src/format/tensor.ts";
import { cotangentOf } from "../src/tensor/cotangent.ts";
import type { Element, Tensor } from "../src/tensor/tensor.ts";

const tensor = (shape: number[], data: Element[], dtype: Dtype = "float32"): Tensor => ({ dtype, shape, data });

const y_true = tensor([2, 2], [0, 1, 2, 3]);
const y_pred = tensor([2, 2], [1, 1, 4, 0]);
const row = tensor([2], [0, 0]);

function call(loss: string, more: Partial<Call> = {}): Call {
  return { id: loss, loss: `tf.keras.losses.${loss}`, args: {}, inputs: { y_true, y_pred }, ...more };
}

async function evaluate(adapter: Adapter, asked: Call): Promise<AdapterResult> {
  const result = await adapter.evaluate(asked);
  if (result instanceof Unsupported) throw result;
  return result;
}

const floats = (loose: AdapterResult["value"] | undefined) => Array.from(loose?.data ?? [], Number);

/** Only tfjs-node can be absent where the libraries are installed, and not in CI. */
const mayBeAbsent = process.env.CI === undefined;
const absent = new Map<string, Error>();
const adapters = new Map<string, Adapter>();
const TFJS = ["tfjs-node", "tfjs-cpu", "tfjs-wasm"];
for (const [name, { load }] of Object.entries(BUNDLED).filter(([name]) => TFJS.includes(name))) {
  try {
    adapters.set(name, await load());
  } catch (error) {
    absent.set(name, error as Error);
  }
}

it("has tfjs on three backends, and says what to do about one that cannot start", () => {
  expect([...adapters.keys(), ...absent.keys()].sort()).toEqual([...TFJS].sort());
  expect(existsSync(BUNDLED_TREE), "npm run prepare installs the libraries").toBe(true);
  for (const [name, error] of absent) {
    expect(name === "tfjs-node" && mayBeAbsent, error.message).toBe(true);
    expect(error.message).toMatch(/npm install @tensorflow\/tfjs-node/);
  }
});

describe.each([...adapters])("%s", (name, adapter) => {
  it("says what it is", () => {
    expect(adapter.name).toBe(name);
    expect(adapter.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(adapter.losses).toHaveLength(30);
  });

  it("answers value and gradients", async () => {
    const wrt = ["y_true", "y_pred"];
    const answer = await evaluate(adapter, call("mean_squared_error", { wrt, cotangent: cotangentOf(row) }));
    expect(answer.value).toMatchObject({ dtype: "float32", shape: [2] });
    expect(floats(answer.value)).toEqual([0.5, 6.5]);
    // Cotangent (0.25, 1.5) times (y_pred - y_true).
    expect(floats(answer.gradients?.y_pred)).toEqual([0.25, 0, 3, -4.5]);
    expect(floats(answer.gradients?.y_true)).toEqual([-0.25, -0, -3, 4.5]);
  });

  it("answers the value alone where the cotangent has another shape", async () => {
    const answer = await evaluate(
      adapter,
      call("mean_squared_error", { wrt: ["y_pred"], cotangent: cotangentOf(y_pred) }),
    );
    expect(answer.gradients).toBeUndefined();
  });

  it("keeps the sign of cosine similarity as Keras has it", async () => {
    const answer = await evaluate(adapter, call("cosine_similarity", { inputs: { y_true, y_pred: y_true } }));
    for (const value of floats(answer.value)) expect(value).toBeCloseTo(-1, 5);
  });

  it("passes from_logits on", async () => {
    const inputs = { y_true: tensor([2, 2], [1, 0, 0, 1]), y_pred: tensor([2, 2], [0, 0, 0, 0]) };
    const answer = await evaluate(adapter, call("categorical_crossentropy", { args: { from_logits: true }, inputs }));
    for (const value of floats(answer.value)) expect(value).toBeCloseTo(Math.LN2, 5);
  });

  it("gives integers and booleans as the library's own dtypes", async () => {
    const labels = { ...y_true, dtype: "int64" as const };
    const answer = await evaluate(adapter, call("mean_squared_error", { inputs: { y_true: labels, y_pred } }));
    expect(floats(answer.value)).toEqual([0.5, 6.5]);
    const wide = { ...labels, data: [0, 1, 2, 2 ** 40] };
    const asked = call("mean_squared_error", { inputs: { y_true: wide, y_pred } });
    await expect(evaluate(adapter, asked)).rejects.toBeInstanceOf(Unsupported);
  });

  it("gives class indices as float32, the only dtype the library takes them in", async () => {
    const inputs = { y_true: tensor([2], [1, 0], "int64"), y_pred: tensor([2, 2], [0.5, 0.5, 0.5, 0.5]) };
    const answer = await evaluate(adapter, call("sparse_categorical_crossentropy", { inputs }));
    for (const value of floats(answer.value)) expect(value).toBeCloseTo(Math.LN2, 5);
  });

  it("leaves out the gradients that the library cannot give", async () => {
    // The library counts the weights that are not 0 with an operation that has no gradient.
    const loss = "tf.compat.v1.losses.mean_squared_error";
    const inputs = { labels: y_true, predictions: y_pred, weights: tensor([2, 1], [1, 2]) };
    const asked = { id: loss, loss, args: {}, inputs, wrt: ["predictions", "weights"] };
    const answer = await evaluate(adapter, { ...asked, cotangent: cotangentOf(tensor([], [0])) });
    expect(Object.keys(answer.gradients ?? {})).toEqual(["predictions"]);
  });

  it.each<[string, Partial<Call>]>([
    ["binary_crossentropy", { args: { from_logits: true } }],
    ["categorical_crossentropy", { args: { label_smoothing: 0.1 } }],
    ["cosine_similarity", { args: { axis: 0 } }],
    ["mean_squared_error", { inputs: { y_true, y_pred, sample_weight: row } }],
    ["mean_squared_error", { inputs: { y_true: { ...y_true, dtype: "float64" }, y_pred } }],
    ["huber", {}],
  ])("has no %s with %j", async (loss, more) => {
    await expect(evaluate(adapter, call(loss, more))).rejects.toBeInstanceOf(Unsupported);
  });

  it("accepts an argument at its default", async () => {
    const answer = await evaluate(adapter, call("cosine_similarity", { args: { axis: -1 } }));
    expect(answer.value.shape).toEqual([2]);
  });

  it("rejects what the library rejects", async () => {
    const inputs = { y_true, y_pred: tensor([3], [1, 2, 3]) };
    const rejection = evaluate(adapter, call("mean_squared_error", { inputs }));
    await expect(rejection).rejects.toThrow();
    await expect(rejection).rejects.not.toBeInstanceOf(Unsupported);
  });

  it("passes NaN and infinities through", async () => {
    const inputs = { y_true, y_pred: tensor([2, 2], [Number.NaN, 0, Number.NEGATIVE_INFINITY, 0]) };
    const answer = await evaluate(adapter, call("mean_absolute_error", { inputs }));
    expect(floats(answer.value)).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
  });

  it("asks tf.losses for tf.compat.v1.losses, with weights and reduction", async () => {
    const loss = "tf.compat.v1.losses.huber_loss";
    const args = { delta: 1, reduction: "weighted_sum", weights: { tensor: tensor([2, 1], [1, 2]) } };
    const wrt = ["predictions"];
    const asked = {
      id: loss,
      loss,
      args,
      inputs: { labels: y_true, predictions: y_pred },
      wrt,
      cotangent: cotangentOf(tensor([], [0])),
    };
    const answer = await evaluate(adapter, asked);
    expect(answer.value.shape).toEqual([]);
    expect(floats(answer.value)).toEqual([8.5]);
    // At |error| = 1 the library's minimum gives the kink to both sides; only the others are said here.
    expect(floats(answer.gradients?.predictions).slice(1)).toEqual([-0, 2, -2]);
    await expect(evaluate(adapter, { ...asked, args: { reduction: "sum_over_batch_size" } })).rejects.toBeInstanceOf(
      Unsupported,
    );
  });
});

it("asks tf.losses for PyTorch's losses, class indices one-hot", async () => {
  const input = tensor([2, 3], [1, 2, 3, 1, 1, 1]);
  const inputs = { input, target: tensor([2], [2, 0], "int64") };
  for (const adapter of adapters.values()) {
    const loss = "torch.nn.CrossEntropyLoss";
    const asked = { id: loss, loss, args: { reduction: "none" }, inputs, wrt: ["input"], cotangent: cotangentOf(row) };
    const answer = await evaluate(adapter, asked);
    expect(answer.value.shape).toEqual([2]);
    const [first, second] = floats(answer.value);
    // log(1 + e⁻¹ + e⁻²) and log 3.
    expect(first).toBeCloseTo(0.4076059, 5);
    expect(second).toBeCloseTo(1.0986123, 5);
    // (softmax − one-hot) times the cotangent, here 1.5.
    const gradient = floats(answer.gradients?.input).slice(3);
    for (const [at, expected] of [-1, 0.5, 0.5].entries()) expect(gradient[at]).toBeCloseTo(expected, 5);
  }
});

it("keeps the backends apart when calls to them take turns", async () => {
  const asked = call("mean_squared_error", { wrt: ["y_pred"], cotangent: cotangentOf(row) });
  for (const adapter of [...adapters.values(), ...adapters.values()]) {
    expect(floats((await evaluate(adapter, asked)).value)).toEqual([0.5, 6.5]);
  }
});
