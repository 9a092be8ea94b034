import { beforeAll, describe, expect, it } from "vitest";
import { type Adapter, type AdapterResult, type Call, Unsupported } from "../src/adapter.ts";
import { LIBRARIES } from "../src/adapters/index.ts";
import { lossesOf } from "../src/adapters/page.ts";
import type { Dtype } from "../src/format/tensor.ts";
import { cotangentOf } from "../src/tensor/cotangent.ts";
import type { Element, Tensor } from "../src/tensor/tensor.ts";
import { isLeftOut } from "./installed.ts";

/*
 * In a file of its own: other libraries give the process a global Worker, which jax-js reads as a permission for threads. In a run
 * each adapter has a process of its own.
 */

let adapter: Adapter;
const tensor = (shape: number[], data: Element[], dtype: Dtype = "float32"): Tensor => ({ dtype, shape, data });

async function ask(loss: string, inputs: Record<string, Tensor>, more: Partial<Call> = {}): Promise<AdapterResult> {
  const answer = await adapter.evaluate({ id: loss, loss, args: {}, inputs, ...more });
  if (answer instanceof Unsupported) throw answer;
  return answer;
}

function near(loose: AdapterResult["value"] | undefined, expected: readonly number[]): void {
  const actual = Array.from(loose?.data ?? [], Number);
  expect(actual).toHaveLength(expected.length);
  for (const [at, x] of actual.entries()) expect(x).toBeCloseTo(expected[at]!, 5);
}

const logits = tensor([2, 3], [1, 2, 3, 1, 1, 1]);
const rows = cotangentOf(tensor([2], [0, 0]));

describe.skipIf(isLeftOut("libraries"))("jax-js", () => {
  beforeAll(async () => {
    adapter = await LIBRARIES["jax-js"]!.load();
  });

  it("says what it is and declares the losses of its page", async () => {
    expect(adapter.name).toBe("jax-js");
    expect([...adapter.losses].sort()).toEqual([...lossesOf(await LIBRARIES["jax-js"]!.page())].sort());
  });

  it("composes cross-entropies with their gradients", async () => {
    const inputs = { input: logits, target: tensor([2], [2, 0], "int64") };
    const asked = { args: { reduction: "none" }, wrt: ["input"], cotangent: rows };
    const answer = await ask("torch.nn.CrossEntropyLoss", inputs, asked);
    near(answer.value, [0.4076059644, 1.0986122887]);
    // (softmax − one-hot) times the cotangent (0.25, 1.5).
    near(answer.gradients?.input, [0.0225076, 0.0611821, -0.0836897, -1, 0.5, 0.5]);
  });

  it("composes sigmoid cross-entropy and reduces with the library's mean", async () => {
    const inputs = { input: tensor([2], [0, 2]), target: tensor([2], [1, 0]) };
    const scalar = cotangentOf({ shape: [], dtype: "float32" });
    const answer = await ask("torch.nn.BCEWithLogitsLoss", inputs, { wrt: ["input"], cotangent: scalar });
    near(answer.value, [(Math.LN2 + Math.log1p(Math.exp(2))) / 2]);
    near(answer.gradients?.input, [-0.25, 0.4403985]);
  });

  it("has no weights, no legacy arguments, and classes on the last axis only", async () => {
    const pair = { input: logits, target: logits };
    const weighted = { args: { weight: { tensor: logits } } };
    await expect(ask("torch.nn.BCEWithLogitsLoss", pair, weighted)).rejects.toBeInstanceOf(Unsupported);
    await expect(ask("torch.nn.MSELoss", pair, { args: { reduce: true } })).rejects.toBeInstanceOf(Unsupported);
    await expect(ask("torch.nn.Nothing", pair)).rejects.toBeInstanceOf(Unsupported);
    const image = { input: tensor([1, 2, 2], [1, 2, 3, 4]), target: tensor([1, 2], [0, 1], "int64") };
    await expect(ask("torch.nn.CrossEntropyLoss", image)).rejects.toBeInstanceOf(Unsupported);
  });
});
