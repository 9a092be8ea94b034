import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Adapter, type AdapterResult, type Call, Unsupported } from "../src/adapter.ts";
import { LIBRARIES } from "../src/adapters/index.ts";
import { loadLibrary } from "../src/adapters/library.ts";
import { oneNodeModel } from "../src/adapters/onnxruntime/model.ts";
import { lossesOf } from "../src/adapters/page.ts";
import type { Dtype } from "../src/format/tensor.ts";
import { cotangentOf } from "../src/tensor/cotangent.ts";
import type { Element, Tensor } from "../src/tensor/tensor.ts";
import { isLeftOut } from "./installed.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

const tensor = (shape: number[], data: Element[], dtype: Dtype = "float32"): Tensor => ({ dtype, shape, data });

/** A call of which `args` and gradients may be left out. */
function call(loss: string, inputs: Record<string, Tensor>, more: Partial<Call> = {}): Call {
  return { id: loss, loss, args: {}, inputs, ...more };
}

async function ask(adapter: Adapter, asked: Call): Promise<AdapterResult> {
  const answer = await adapter.evaluate(asked);
  if (answer instanceof Unsupported) throw answer;
  return answer;
}

const floats = (loose: AdapterResult["value"] | undefined) => Array.from(loose?.data ?? [], Number);

function near(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [at, x] of actual.entries()) expect(x).toBeCloseTo(expected[at]!, 5);
}

const input = tensor([2, 2], [0.25, 0.5, 0.75, 0.5]);
const target = tensor([2, 2], [0, 1, 1, 0]);
const logits = tensor([2, 3], [1, 2, 3, 1, 1, 1]);
const classes = tensor([2], [2, 0], "int64");
/** log(1 + e⁻¹ + e⁻²), log 3 */
const crossEntropies = [0.4076059644, 1.0986122887] as const;
const meanBce = (-2 * Math.log(0.75) - 2 * Math.log(0.5)) / 4;

interface Example {
  readonly call: Call;
  readonly shape: readonly number[];
  readonly value: readonly number[];
  readonly gradient?: { readonly of: string; readonly values: readonly number[] };
}

const scalar = cotangentOf({ shape: [], dtype: "float32" });
const classified = call("torch.nn.CrossEntropyLoss", { input: logits, target: classes });
const none = { reduction: "none" };

/** One answer of each library that follows from its formula by hand. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  "onnxruntime-node": {
    call: { ...classified, args: none },
    shape: [2],
    value: crossEntropies,
  },
  deepbox: {
    call: call("torch.nn.MSELoss", { input, target }, { args: none, wrt: ["input"], cotangent: cotangentOf(input) }),
    shape: [2, 2],
    value: [0.0625, 0.25, 0.0625, 0.25],
    // The cotangent is 0.25, 1.5, 1, 0.5.
    gradient: { of: "input", values: [0.125, -1.5, -0.5, 0.5] },
  },
  "js-pytorch": {
    call: { ...classified, wrt: ["input"], cotangent: scalar },
    shape: [],
    value: [(crossEntropies[0] + crossEntropies[1]) / 2],
    gradient: { of: "input", values: [0.0450153, 0.1223642, -0.1673795, -1 / 3, 1 / 6, 1 / 6] },
  },
  convnetjs: {
    call: { ...classified, args: none, wrt: ["input"], cotangent: cotangentOf(tensor([2], [0, 0])) },
    shape: [2],
    value: crossEntropies,
    gradient: { of: "input", values: [0.0225076, 0.0611821, -0.0836897, -1, 0.5, 0.5] },
  },
  neataptic: { call: call("torch.nn.BCELoss", { input, target }), shape: [], value: [meanBce] },
  carrot: {
    call: call("tf.keras.losses.mean_absolute_error", { y_true: target, y_pred: input }),
    shape: [2],
    value: [0.375, 0.375],
  },
  synaptic: {
    call: call("torch.nn.BCELoss", { input, target }, { args: { reduction: "sum" } }),
    shape: [],
    value: [4 * meanBce],
  },
  dannjs: {
    call: call("tf.keras.losses.log_cosh", { y_true: target, y_pred: input }),
    shape: [2],
    value: [
      (Math.log(Math.cosh(0.25)) + Math.log(Math.cosh(0.5))) / 2,
      (Math.log(Math.cosh(0.25)) + Math.log(Math.cosh(0.5))) / 2,
    ],
  },
  "onnxruntime-web": {
    call: { ...classified, args: { ...none, weight: { tensor: tensor([3], [2, 1, 1]) }, ignore_index: 2 } },
    shape: [2],
    value: [0, 2 * crossEntropies[1]],
  },
};

const adapters = await Promise.all(
  (isLeftOut("libraries") ? [] : Object.keys(EXAMPLES)).map(
    async (name) => [name, await LIBRARIES[name]!.load()] as const,
  ),
);

it("has an example of every library but those with tests of their own", () => {
  const others = Object.keys(LIBRARIES).filter((name) => !/^(tfjs|jax-js)/.test(name));
  expect(Object.keys(EXAMPLES).sort()).toEqual(others.sort());
});

describe.each(adapters)("%s", (name, adapter) => {
  it("says what it is", () => {
    expect(adapter.name).toBe(name);
    expect(adapter.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("answers as its library's formula says", async () => {
    const { call: asked, shape, value, gradient } = EXAMPLES[name]!;
    const answer = await ask(adapter, asked);
    expect(answer.value.shape).toEqual(shape);
    near(floats(answer.value), value);
    expect(Object.keys(answer.gradients ?? {})).toEqual(gradient ? [gradient.of] : []);
    if (gradient) near(floats(answer.gradients![gradient.of]), gradient.values);
  });

  it("leaves what it does not map to others", async () => {
    await expect(ask(adapter, call("torch.nn.Nothing", {}))).rejects.toBeInstanceOf(Unsupported);
    const { call: asked } = EXAMPLES[name]!;
    const legacy = { ...asked, args: { ...asked.args, size_average: true } };
    await expect(ask(adapter, legacy)).rejects.toBeInstanceOf(Unsupported);
  });
});

describe.each(Object.entries(LIBRARIES))("the page of %s", (_, { page }) => {
  it("gives a reason for each loss, which the adapter declares", async () => {
    const { mapped, title, link, about } = await page();
    for (const text of [title, link, about, ...mapped.map(({ why }) => why)]) expect(text.length).toBeGreaterThan(5);
    for (const { losses } of mapped) expect(losses.length).toBeGreaterThan(0);
  });
});

it.each(adapters)("declares exactly the losses of its page: %s", async (name, adapter) => {
  expect([...adapter.losses].sort()).toEqual([...lossesOf(await LIBRARIES[name]!.page())].sort());
});

describe.skipIf(isLeftOut("libraries"))("a library's own behaviour comes through", () => {
  const byName = new Map(adapters);

  it("its refusals", async () => {
    const bad = call("torch.nn.MSELoss", { input, target }, { args: { reduction: "bogus" } });
    await expect(ask(byName.get("deepbox")!, bad)).rejects.toThrow("must be 'mean', 'sum', or 'none'");
    const label = { ...classified, inputs: { input: logits, target: tensor([2], [3, 0], "int64") } };
    await expect(ask(byName.get("onnxruntime-node")!, label)).rejects.toThrow();
  });

  it("its deviations", async () => {
    const halves = call("torch.nn.MSELoss", { input, target }, { args: { reduction: "sum" } });
    near(floats((await ask(byName.get("convnetjs")!, halves)).value), [1.25]);
    const summed = call("tf.keras.losses.hinge", { y_true: target, y_pred: input });
    near(floats((await ask(byName.get("neataptic")!, summed)).value), [1.5, 1.25]);
  });
});

it("says how to install a library that is missing", () => {
  expect(() => loadLibrary("nothing", "no-such-library-at-all")).toThrow(
    "Run: npm run setup:adapters nothing (in a clone of lossparity), or install it in your project: npm install no-such-library-at-all",
  );
});

describe("setup:adapters", () => {
  const folder = path.join(ROOT, "src/adapters");
  const pinned = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
    existsSync(path.join(folder, entry.name, "package.json")),
  );

  it.each(pinned.map(({ name }) => name))("pins %s exactly, without a registry's addresses", (name) => {
    const { dependencies } = JSON.parse(readFileSync(path.join(folder, name, "package.json"), "utf8"));
    const lock = readFileSync(path.join(folder, name, "package-lock.json"), "utf8");
    for (const [library, version] of Object.entries<string>(dependencies)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(JSON.parse(lock).packages[`node_modules/${library}`].version).toBe(version);
    }
    expect(lock).not.toContain('"resolved"');
  });

  it("refuses a name that it does not know", () => {
    const script = path.join(folder, "setup.ts");
    const ran = spawnSync(process.execPath, ["--import", "tsx", script, "nonsense"], { cwd: ROOT, encoding: "utf8" });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain("There are no libraries for nonsense; there are carrot, convnetjs,");
  });
});

it("writes a model in Protocol Buffers' format", () => {
  const model = oneNodeModel({
    operator: "Abs",
    inputs: [{ name: "x", type: "float32" }],
    output: "float32",
    attributes: { k: -1 },
  });
  // ir_version (field 1) is 7; graph (field 7) follows; the opset (field 8) of the domain "" is 13.
  expect([...model.slice(0, 3)]).toEqual([0x08, 7, 0x3a]);
  expect([...model.slice(-6)]).toEqual([0x42, 4, 0x0a, 0, 0x10, 13]);
  // −1 as a 64-bit varint: nine bytes of ones and a 1.
  expect(Buffer.from(model).toString("hex")).toContain(`18${"ff".repeat(9)}01`);
});
