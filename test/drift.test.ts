import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { FRAMEWORKS } from "../src/adapters/frameworks/index.ts";
import { PAGE } from "../src/adapters/frameworks/optax-page.ts";
import { lossesOf } from "../src/adapters/page.ts";
import type { Baseline } from "../src/baseline.ts";
import { driftDetails } from "../src/drift/details.ts";
import { type Drifted, driftPage } from "../src/drift/page.ts";
import { newLosses, signatureChanges } from "../src/drift/signatures.ts";
import type { Finding } from "../src/findings/find.ts";
import { Problem } from "../src/problem.ts";
import { adapterCommand } from "../src/run/adapters.ts";
import { isLeftOut } from "./installed.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

describe("signatureChanges", () => {
  const recorded = {
    "a.L": {
      parameters: { x: {}, reduction: { default: "'auto'" }, eps: { default: "1e-7" }, old: { default: "None" } },
    },
  };
  const now = (parameters: Record<string, string | null> | null) => ({ losses: { "a.L": parameters }, public: {} });

  it.each<[string, Record<string, string | null> | null, string[]]>([
    ["nothing", { x: null, reduction: "'auto'", eps: "1e-07", old: "None" }, []],
    [
      "a new parameter",
      { x: null, reduction: "'auto'", eps: "1e-07", old: "None", smoothing: "0.0" },
      ["takes `smoothing` (`0.0`)"],
    ],
    ["a parameter that is gone", { x: null, reduction: "'auto'", eps: "1e-7" }, ["no longer takes `old`"]],
    [
      "another default",
      { x: null, reduction: "'mean'", eps: "1e-7", old: "None" },
      ["has the default `'mean'` for `reduction`, not `'auto'`"],
    ],
    ["a loss that is gone", null, ["is gone"]],
  ])("says %s", (_, parameters, changes) => {
    expect(signatureChanges(recorded, now(parameters)).flatMap((change) => change.changes)).toEqual(changes);
  });

  it("says by which other name a loss is still there", () => {
    const left = { losses: { "a.loss": null }, public: { a: ["other"] } };
    const aliases = { "a.loss": ["a.other", "a.more", "b.other"] };
    expect(signatureChanges({}, left, aliases)).toEqual([
      { loss: "a.loss", changes: ["is gone under this name; `a.other` is still there"] },
    ]);
  });

  it("finds losses that are new", () => {
    const spaces = { losses: {}, public: { a: ["HuberLoss", "OldLoss", "Linear"], b: ["kl_divergence"] } };
    expect(newLosses(new Set(["a.OldLoss"]), spaces)).toEqual(["a.HuberLoss", "b.kl_divergence"]);
  });
});

describe("driftPage", () => {
  const finding = (library: string, sentence: string, kind: string, ordinary: number): Finding => ({
    library,
    sentence,
    kind,
    key: library,
    seen: "A number; and 2 more families of inputs",
    cases: 2,
    ordinary,
    losses: [library],
    example: { id: `${library}/f/default/float32`, loss: library, code: "", expected: { elements: [1] }, actual: [2] },
    alternatives: [],
  });
  const drifted: Drifted = {
    name: "demo-latest",
    recorded: "Demo 1",
    title: "Demo",
    results: {
      format: 1,
      suite: { version: "0", cases: "" },
      adapter: { name: "demo", version: "2", language: "" },
      run: { startedAt: "", elapsedMs: 0, host: "" },
      summary: {
        total: 3,
        pass: 1,
        fail: 2,
        unsupported: 0,
        crash: 0,
        timeout: 0,
        invalid: 0,
        unstable: 0,
        imprecise: 0,
        gradientsMissing: 0,
      },
      results: [
        { id: "demo.a/f/default/float32", verdict: "pass" },
        { id: "demo.a/g/default/float32", verdict: "fail", kind: "value" },
        { id: "demo.b/f/default/float32", verdict: "fail", kind: "rejected" },
        { id: "demo.c/f/default/float32", verdict: "pass" },
      ],
      unsupportedRanges: [],
    },
    findings: [
      finding("demo.a", "answers 2 where Demo 1 answers 1", "value", 1),
      finding("demo.b", "refuses what Demo 1 answers: “no shape [3]”", "rejected", 2),
      finding("demo.c", "refuses what Demo 1 answers: “no shape [5]”", "rejected", 2),
    ],
    signatures: ["a", "b", "c"].map((name) => ({ loss: `demo.${name}`, changes: ["takes `b` (`0`)"] })),
    appeared: ["demo.NewLoss"],
  };
  const page = driftPage([drifted]);

  const details = driftDetails(drifted);

  it("counts by loss and kind, and leaves out what has not changed", () => {
    expect(details).toContain("| `demo.a` | 1 | 1 |  |  |  |  |  |");
    expect(details).toContain("| `demo.b` | 0 |  |  |  |  | 1 |  |");
    expect(details).not.toContain("| `demo.c` |");
  });

  it("says once what happened to several losses", () => {
    expect(details).toContain(
      "- `demo.b`, `demo.c`: refuses what Demo 1 answers: “no shape [3]”. A number; and 2 more",
    );
    expect(details).toContain("2 cases, the smallest `demo.a/f/default/float32`: 2 now, 1 then.");
    expect(page).toContain("- `a`, `b`, `c` of `demo`: takes `b` (`0`).");
  });

  it("tells ordinary calls from the edges", () => {
    const [, ordinary = "", edges = ""] = /### Ordinary calls([\s\S]*)### At the edges([\s\S]*)/.exec(page) ?? [];
    expect(ordinary).toContain(
      "**Another value**\n\n- `demo.a`: answers 2 where Demo 1 answers 1. One case; A number: `demo.a/f/default/float32`.",
    );
    expect(ordinary).toContain(
      "**Refused now**\n\n- `b`, `c` of `demo`: refuses what Demo 1 answers: “no shape [3]”. 4 cases;",
    );
    expect(edges).toContain("- **Another value.** One case of one loss;");
    expect(edges).not.toContain("Refused now");
  });

  it("lists what is new", () => {
    expect(page).toContain("`demo.NewLoss`.");
  });
});

describe("the committed drift", () => {
  const page = readFileSync(path.join(ROOT, "docs/drift.md"), "utf8");

  it("has a section and a baseline for each framework", () => {
    for (const name of Object.keys(FRAMEWORKS)) {
      expect(page).toContain(`Adapter \`${name}\`.`);
      const baseline = JSON.parse(readFileSync(path.join(ROOT, `docs/baselines/${name}.json`), "utf8")) as Baseline;
      expect(baseline.known.length).toBeGreaterThan(0);
    }
  });

  it("knows what everybody knows", () => {
    expect(page).toMatch(
      /`torch\.nn\.CrossEntropyLoss`; `torch\.nn\.functional\.cross_entropy`: takes `label_smoothing` \(`0\.0`\)/,
    );
    expect(page).toMatch(
      /`Huber`.* of `tf\.keras\.losses`: .*has the default `'sum_over_batch_size'` for `reduction`, not `'auto'`/,
    );
    expect(page).toMatch(/`log_cosh`.*is gone under this name|`tf\.keras\.losses\.log_cosh`: is gone under this name/);
  });
});

it.each(Object.keys(FRAMEWORKS))("starts %s from its environment, or says how to make it", (name) => {
  const python = path.join(ROOT, ".venvs", name, "bin", "python");
  if (existsSync(python)) {
    const { file, args } = adapterCommand(name, "/");
    expect([file, ...args]).toEqual([python, path.join(ROOT, "python", FRAMEWORKS[name]!.script)]);
  } else {
    expect(() => adapterCommand(name, "/")).toThrow(
      new Problem(
        `The adapter ${name} needs its framework, which is not installed. Run: npm run setup:drift ${name}`,
        3,
      ),
    );
  }
});

describe.skipIf(isLeftOut("optax"))("python/optax.py", () => {
  const tensor = (shape: number[], data: number[], dtype = "float32") => ({ dtype, shape, data });
  const pair = { input: tensor([2], [1, 3]), target: tensor([2], [0, 5]) };
  const asked: [string, object][] = [
    ["torch.nn.MSELoss", { args: { reduction: "none" }, inputs: pair, wrt: ["input"], cotangent: "ramp" }],
    ["torch.nn.MSELoss", { args: {}, inputs: pair }],
    ["torch.nn.MSELoss", { args: { reduction: "none", reduce: true }, inputs: pair }],
    [
      "tf.nn.softmax_cross_entropy_with_logits",
      { args: { axis: 0 }, inputs: { logits: tensor([2], [0, 0]), labels: tensor([2], [1, 0]) } },
    ],
    ["torch.nn.L1Loss", { args: {}, inputs: pair }],
    ["torch.nn.MSELoss", { args: { reduction: "none" }, inputs: { ...pair, target: tensor([3], [1, 2, 3]) } }],
  ];

  it("answers, refuses, and leaves what optax does not have", async () => {
    const { file, args } = adapterCommand("optax", ROOT);
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.write('{"type":"start","protocol":1}\n');
    for (const [seq, [loss, more]] of asked.entries()) {
      child.stdin.write(`${JSON.stringify({ type: "call", seq, id: "x", loss, ...more })}\n`);
    }
    child.stdin.end('{"type":"stop"}\n');
    const messages: Record<string, unknown>[] = [];
    for await (const line of createInterface({ input: child.stdout })) messages.push(JSON.parse(line));
    const [ready, ...answers] = messages;
    expect(ready).toMatchObject({ type: "ready", name: "optax" });
    expect(ready!.losses).toEqual([...lossesOf(PAGE)].sort());
    // Cotangent (0.25, 1.5) times 2·(input − target).
    expect(answers[0]).toMatchObject({ value: tensor([2], [1, 4]), gradients: { input: tensor([2], [0.5, -6]) } });
    expect(answers[1]).toMatchObject({ type: "unsupported", reason: "no reduction but none" });
    expect(answers[2]).toMatchObject({ type: "unsupported", reason: "no argument reduce" });
    expect((answers[3]!.value as { data: number[] }).data[0]).toBeCloseTo(Math.LN2, 5);
    expect(answers[4]).toMatchObject({ type: "unsupported" });
    expect(answers[5]).toMatchObject({ type: "rejected", phase: "call" });
  });
});
