import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adapter, type Call, defineAdapter, unsupported } from "../src/adapter.ts";
import { loadSuite } from "../src/cases/load.ts";
import { main } from "../src/cli/main.ts";
import { agree } from "../src/differential/agree.ts";
import { askAdapter, askCommand } from "../src/differential/ask.ts";
import { callOf } from "../src/differential/calls.ts";
import { BATCH, compareLive, type Disagreement, type Progress, replay } from "../src/differential/differential.ts";
import { domainOf, ENTROPY, elementsOf, type ValueDomain } from "../src/differential/domains.ts";
import { caseFolder, foundId } from "../src/differential/save.ts";
import { classExtents, extentsOf, shapeOf } from "../src/differential/shapes.ts";
import { isGenerated, templatesOf } from "../src/differential/templates.ts";
import { runInProcess } from "../src/run/run.ts";
import { numbers, sizeOf, type Tensor } from "../src/tensor/tensor.ts";
import { isLeftOut } from "./installed.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const suite = loadSuite(path.join(ROOT, "cases"), "0");
const catalogue = suite.catalogue();
const LOSS = "tf.keras.losses.mean_squared_error";

const float32 = (shape: number[], data: number[]): Tensor => ({ dtype: "float32", shape, data });

function templates(loss: string, limit?: number) {
  const file = suite.manifest.files.find((entry) => entry.loss === loss)!;
  return templatesOf(catalogue, suite.casesOf(file), ["float32"], limit);
}

describe("domainOf", () => {
  it.each<[ValueDomain, Tensor]>([
    ["binary", float32([3], [0, 1, 1])],
    ["sign", float32([2], [-1, 1])],
    ["simplex", float32([2, 2], [0.25, 0.75, 0.5, 0.5])],
    ["log-simplex", float32([1, 2], [Math.log(0.25), Math.log(0.75)])],
    ["unit", float32([2], [0.25, 0.5])],
    ["count", float32([3], [0, 2, 5])],
    ["positive", float32([2], [0.5, 2])],
    ["real", float32([2], [-0.5, 2])],
    ["real", float32([0], [])],
  ])("tells %s", (domain, tensor) => {
    expect(domainOf(tensor)).toBe(domain);
    expect(domainOf(tensor, true)).toBe("label");
  });

  it("is the domain of what is made from it", () => {
    const domains: ValueDomain[] = ["sign", "simplex", "log-simplex", "unit", "positive", "real", "label"];
    const property = fc.property(
      fc.constantFrom(...domains),
      fc.array(fc.nat(ENTROPY - 1), { minLength: 8, maxLength: 8 }),
      (domain, entropy) => {
        const data = elementsOf(domain, [4, 2], "float32", (at) => entropy[at]!, 3).map(Number);
        expect(data).toHaveLength(8);
        if (domain === "sign") for (const x of data) expect(Math.abs(x)).toBe(1);
        if (domain === "unit") for (const x of data) expect(x >= 0 && x <= 1).toBe(true);
        if (domain === "positive") for (const x of data) expect(x).toBeGreaterThan(0);
        if (domain === "label") for (const x of data) expect([0, 1, 2]).toContain(x);
        if (domain === "simplex") expect(data[0]! + data[1]!).toBeCloseTo(1, 5);
        if (domain === "log-simplex") expect(Math.exp(data[2]!) + Math.exp(data[3]!)).toBeCloseTo(1, 5);
      },
    );
    fc.assert(property);
  });
});

describe("extentsOf", () => {
  it.each<[string, number[], number[], number, number[], number[]]>([
    ["the same shape", [4, 3], [4, 3], 1, [2, 5], [2, 5]],
    ["labels without the class axis", [2, 2, 2], [2, 3, 2, 2], 1, [5, 4, 3, 2], [5, 3, 2]],
    ["one number for each sample", [4], [4, 3], 1, [2, 5], [2]],
    ["one for each class", [3], [4, 3], 1, [2, 5], [5]],
    ["a column", [4, 1], [4, 3], 1, [2, 5], [2, 1]],
    ["a scalar", [], [4, 3], 1, [2, 5], []],
    ["what is no axis", [7], [4, 3], 1, [2, 5], [7]],
  ])("tells %s", (_, shape, prediction, classAxis, changed, expected) => {
    expect(shapeOf(extentsOf(shape, prediction, classAxis), changed)).toEqual(expected);
  });

  it.each<[string, number[], number[], number[]]>([
    ["as many classes as samples", [3], [3, 3], [5]],
    ["an image", [3], [2, 3, 2, 2], [5]],
    ["what is no class weight", [4, 1], [4, 3], [2, 1]],
  ])("tells class weights of %s", (_, shape, prediction, expected) => {
    expect(shapeOf(classExtents(shape, prediction, 1), [2, 5, 7, 7])).toEqual(expected);
  });
});

describe("calls", () => {
  it("are those that their loss takes, whatever they are made of", () => {
    const loss = "torch.nn.CrossEntropyLoss";
    const made = templates(loss);
    expect(made.length).toBeGreaterThan(20);
    const property = fc.property(
      fc.nat(made.length - 1),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 5 }),
      fc.array(fc.nat(ENTROPY - 1)),
      (template, extents, entropy) => {
        const call = callOf({ template, extents, choices: [], entropy }, made);
        const { input, target } = call.inputs as { input: Tensor; target: Tensor };
        expect(call.loss).toBe(loss);
        expect(sizeOf(input.shape)).toBe(input.data.length);
        if (made[template]!.family === "logits-2d") {
          expect(target.shape).toEqual([input.shape[0]]);
          for (const label of numbers(target)) expect(label >= 0 && label < input.shape[1]!).toBe(true);
        }
        for (const tensor of [input, target]) expect(Object.isFrozen(call)).toBe(Object.isFrozen(tensor));
      },
    );
    fc.assert(property);
  });

  it("follow from seed and path", () => {
    const made = templates(LOSS);
    expect(replay(fc, made, 5, "3")).toEqual(replay(fc, made, 5, "3"));
    expect(replay(fc, made, 5, "3")).not.toEqual(replay(fc, made, 6, "3"));
  });

  it("are not made for losses whose inputs hang together otherwise", () => {
    expect(isGenerated(catalogue, "torch.nn.MSELoss")).toBe(true);
    const entangled = { ...catalogue.losses["torch.nn.MSELoss"]!, inputs: { lengths: { role: "logit-length" } } };
    expect(isGenerated({ ...catalogue, losses: { entangled } }, "entangled")).toBe(false);
  });
});

/** Keras' mean squared error in float64 with float32 answers, and variations of it. */
function adapter(
  name: string,
  change: Partial<Adapter> & { of?: (mean: number, row: number[]) => number } = {},
): Adapter {
  const { of = (mean) => mean, ...more } = change;
  return defineAdapter({
    name,
    version: "1",
    losses: [LOSS],
    dtypes: ["float32", "float64"],
    gradients: false,
    evaluate: ({ inputs }) => {
      const { y_true, y_pred } = inputs as { y_true: Tensor; y_pred: Tensor };
      if (y_true.shape.length !== y_pred.shape.length || sizeOf(y_true.shape) !== sizeOf(y_pred.shape))
        throw new Error("shapes");
      const width = y_pred.shape.at(-1) ?? 1;
      const squares = numbers(y_pred).map((x, at) => (x - numbers(y_true)[at]!) ** 2);
      const rows = Array.from({ length: squares.length / (width || 1) }, (_, row) =>
        squares.slice(row * width, (row + 1) * width),
      );
      const data = rows.map((row) => of(row.reduce((sum, x) => sum + x, 0) / width, row));
      return { value: { dtype: y_pred.dtype, shape: y_pred.shape.slice(0, -1), data } };
    },
    ...more,
  });
}

const call = (y_true: number[], y_pred: number[]): Call => ({
  id: `${LOSS}/found/default/float32`,
  loss: LOSS,
  args: {},
  inputs: { y_true: float32([1, y_true.length], y_true), y_pred: float32([1, y_pred.length], y_pred) },
});

describe("agree", () => {
  const right = askAdapter(adapter("right"));
  const asked = call([0.1, 0.2], [0.5, 0.75]);

  it.each<[string, Adapter, object]>([
    ["equal answers", adapter("a"), { type: "same" }],
    ["a rounding error", adapter("a", { of: (mean) => mean * (1 + 2 ** -23) }), { type: "same" }],
    ["a real difference", adapter("a", { of: (mean) => mean * 1.001 }), { type: "different", kind: "value" }],
    ["a NaN", adapter("a", { of: () => Number.NaN }), { type: "different", kind: "nonfinite" }],
    [
      "a refusal",
      adapter("a", {
        evaluate: () => {
          throw new Error("never");
        },
      }),
      { type: "different", kind: "rejected", message: "refuses what right answers: never" },
    ],
    ["what one side lacks", adapter("a", { evaluate: () => unsupported("nothing") }), { type: "skipped" }],
    [
      "no tensor",
      adapter("a", { evaluate: () => ({ value: { dtype: "float32", shape: [2], data: ["x" as never] } }) }),
      { type: "different" },
    ],
  ])("judges %s", async (_, one, expected) => {
    expect(await agree(askAdapter(one), right, asked)).toMatchObject(expected);
  });

  it("takes two refusals for agreement, and an answer to what B refuses for none", async () => {
    const refusing = adapter("refusing", {
      evaluate: () => {
        throw new Error("no");
      },
    });
    expect(await agree(askAdapter(refusing), askAdapter(refusing), asked)).toEqual({ type: "same" });
    expect(await agree(right, askAdapter(refusing), asked)).toMatchObject({ kind: "accepted", rejection: "no" });
  });

  it("measures on B how far apart honest answers lie", async () => {
    // The difference of two nearly equal numbers: an ulp of the inputs is a thousandth of the answer.
    const cancelling = (factor: number) =>
      askAdapter(
        adapter("cancelling", {
          evaluate: ({ inputs }) => ({
            value: { dtype: "float32", shape: [], data: [factor * Math.fround(Number(inputs.y_pred!.data[0]) - 1000)] },
          }),
        }),
      );
    const close = call([0], [1000.1]);
    expect(await agree(cancelling(1.0005), cancelling(1), close)).toEqual({ type: "same" });
    expect(await agree(cancelling(1.1), cancelling(1), close)).toMatchObject({ type: "different" });
    expect(await agree(cancelling(1.0002), cancelling(1), call([0], [1001]))).toEqual({ type: "same" });
    // The same relative error is one where nothing cancels.
    const far = (factor: number) => askAdapter(adapter("far", { of: (mean) => mean * factor }));
    expect(await agree(far(1.0005), far(1), call([0.3], [0.7]))).toMatchObject({ type: "different" });
  });
});

it("allows float32 where B's answer to a float64 call shows that it went through it", async () => {
  const thirds = (value: number) =>
    askAdapter(adapter("thirds", { evaluate: () => ({ value: { dtype: "float64", shape: [], data: [value] } }) }));
  const wide = (data: number[]): Tensor => ({ dtype: "float64", shape: [1, data.length], data });
  const asked: Call = { ...call([], []), inputs: { y_true: wide([0]), y_pred: wide([1]) } };
  expect(await agree(thirds(1 / 3), thirds(Math.fround(1 / 3)), asked)).toEqual({ type: "same" });
  expect(await agree(thirds(Math.fround(1 / 3)), thirds(1 / 3), asked)).toMatchObject({ type: "different" });
});

describe("compareLive", () => {
  const right = adapter("right");
  /** Wrong where a row has an error of more than 1.5. */
  const clipped = adapter("clipped", { of: (mean, row) => (Math.max(...row) > 2.25 ? 2.25 : mean) });

  async function hunt(one: Adapter, calls: number, done = 0, known: readonly string[] = []) {
    const found: Disagreement[] = [];
    let progress: Progress | undefined;
    const options = {
      a: askAdapter(one),
      b: askAdapter(right),
      templates: templates(LOSS),
      seed: 11,
      done,
      calls,
      window: 1,
      signal: new AbortController().signal,
      known: new Set(known),
      onDisagreement: (disagreement: Disagreement) => void found.push(disagreement),
      onProgress: (now: Progress) => {
        progress = { ...now };
      },
    };
    const end = await compareLive(fc, options);
    expect(end).toEqual(progress);
    return { found, end };
  }

  it("finds nothing between equals", async () => {
    const { found, end } = await hunt(adapter("equal"), 2_000);
    expect(found).toEqual([]);
    expect(end.calls).toBe(2_000);
    expect(end.same).toBeGreaterThan(1_500);
  });

  it("shrinks a disagreement to a minimal call, which its seed and path give again", async () => {
    const { found, end } = await hunt(clipped, 2_000);
    expect(end.different).toBeGreaterThan(50);
    expect(found).toHaveLength(1);
    const [{ call: minimal, seed, path: where, key }] = found as [Disagreement];
    expect(key).toBe(`${LOSS} value value`);
    expect(minimal.inputs.y_pred!.data.length).toBe(1);
    const error = Number(minimal.inputs.y_pred!.data[0]) - Number(minimal.inputs.y_true!.data[0]);
    expect(Math.abs(error)).toBe(2);
    expect(replay(fc, templates(LOSS), seed, where)).toEqual(minimal);
  });

  it("goes on where it was stopped, and does not tell twice", async () => {
    const whole = await hunt(clipped, 4 * BATCH);
    const first = await hunt(clipped, BATCH);
    const rest = await hunt(
      clipped,
      3 * BATCH,
      BATCH,
      first.found.map(({ key }) => key),
    );
    expect(rest.found).toEqual([]);
    expect(first.end.different + rest.end.different).toBe(whole.end.different);
    expect(first.found).toEqual(whole.found);
  });

  it("asks at least 2,000 calls a second of adapters in this process", async () => {
    const startedAt = performance.now();
    await hunt(adapter("equal"), 6_000);
    expect(6_000 / ((performance.now() - startedAt) / 1000)).toBeGreaterThan(2_000);
  });

  it("saves what it found as cases that B passes and A fails", async () => {
    const { found } = await hunt(clipped, 1_000);
    const dir = mkdtempSync(path.join(tmpdir(), "lossparity-found-"));
    for (const [name, text] of caseFolder(found, { name: "right", version: "1" }, catalogue)) {
      mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      writeFileSync(path.join(dir, name), text);
    }
    const saved = loadSuite(dir, "0");
    const cases = saved.manifest.files.flatMap((file) => saved.casesOf(file));
    expect(cases.map(({ id }) => id)).toEqual(found.map((one) => foundId(one.call)));
    const options = { suite: saved, cases, timeoutMs: 1_000, jobs: 1, signal: new AbortController().signal };
    expect((await runInProcess(right, options)).summary).toMatchObject({ pass: 1, fail: 0 });
    expect((await runInProcess(clipped, options)).summary).toMatchObject({ pass: 0, fail: 1 });
  });
});

describe("an adapter in a process of its own", () => {
  it("is asked many calls at once, and only the deadly one is lost", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "lossparity-deadly-"));
    const text = `export default { name: "deadly", version: "1", losses: ["*"], dtypes: ["float32"], gradients: false,
      evaluate: ({ inputs }) => {
        const [x] = inputs.y_pred.data;
        if (x === 13) process.exit(9);
        if (x === 7) throw new Error("no seven");
        return { value: { dtype: "float32", shape: [], data: [2 * x] } };
      } };`;
    writeFileSync(path.join(dir, "deadly.mjs"), text);
    const host = path.join(ROOT, "src/run/host.ts");
    const file = path.join(dir, "deadly.mjs");
    const args = ["--import", import.meta.resolve("tsx"), host, file];
    const asker = await askCommand({ file: process.execPath, args, cwd: dir, label: "deadly" }, 20_000);
    try {
      const outcomes = await Promise.all([5, 13, 7, 6].map((x) => asker.ask(call([0], [x]))));
      expect(outcomes.map(({ type }) => type)).toEqual(["result", "crash", "rejected", "result"]);
      expect(await asker.ask(call([0], [8]))).toMatchObject({ type: "result", value: { data: [16] } });
    } finally {
      await asker.close();
    }
  });
});

describe.skipIf(isLeftOut("libraries"))("lossparity compare", () => {
  async function lossparity(...argv: string[]) {
    const said = { out: "", err: "" };
    const code = await main({
      argv: ["compare", ...argv],
      cwd: mkdtempSync(path.join(tmpdir(), "lossparity-compare-")),
      env: {},
      stdout: {
        write: (text) => {
          said.out += text;
        },
      },
      stderr: {
        write: (text) => {
          said.err += text;
        },
      },
    });
    return { code, ...said };
  }
  const pair = ["neataptic", "dannjs", "--in-process"];

  it("ends with 0 where two adapters agree", async () => {
    const { code, out } = await lossparity(...pair, "--loss", "torch.nn.MSELoss", "--calls", "500");
    expect(out).toMatch(
      /^500 calls of 1 losses, \d+ a second: \d+ agree, 0 differ, \d+ were answered by one side only\. 0 kinds/,
    );
    expect(code).toBe(0);
  });

  it("prints a minimal call, keeps it, goes on from its state and asks it again", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "lossparity-state-"));
    const state = path.join(dir, "state.json");
    const hunt = [...pair, "--loss", "torch.nn.BCELoss", "--state", state];
    const first = await lossparity(...hunt, "--calls", "1024", "--save", dir);
    expect(first.code).toBe(1);
    expect(first.out).toMatch(
      /^different torch\.nn\.BCELoss\/found-[0-9a-f]{8}\/default\/float32 \[nonfinite\]: value/,
    );
    expect(existsSync(path.join(dir, "manifest.json"))).toBe(true);
    const [, at = ""] = /--replay (\S+)/.exec(first.out) ?? [];
    const again = await lossparity(...pair, "--loss", "torch.nn.BCELoss", "--replay", at);
    expect(again.code).toBe(1);
    expect(again.out).toContain("dannjs has");
    const second = await lossparity(...hunt, "--calls", "2048");
    expect(second.out).toMatch(/^1024 calls/);
    expect(JSON.parse(readFileSync(state, "utf8"))).toMatchObject({ calls: 2048, seed: 1, found: [{ seed: 1 }] });
    const other = await lossparity(...pair, "--loss", "torch.nn.MSELoss", "--state", state);
    expect(other).toMatchObject({ code: 2 });
    expect(other.err).toContain("belongs to another comparison");
  });

  it.each<[string[], string]>([
    [["neataptic"], "compare needs two adapters"],
    [[...pair, "--loss", "nothing.*"], "matches no loss"],
    [["neataptic", "onnxruntime-web", "--in-process"], "have no loss in common"],
    [[...pair, "--calls", "0"], "--calls 0"],
    [[...pair, "--replay", "x"], "--replay x: it takes what compare printed"],
  ])("refuses %j", async (argv, message) => {
    const { code, err } = await lossparity(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
