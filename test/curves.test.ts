import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConceptCurves, curveKey, type Sample, type SceneData } from "../src/atlas/curves/data.ts";
import { drawScene } from "../src/atlas/curves/draw-scene.ts";
import { candidates, thinned } from "../src/atlas/curves/grid.ts";
import { findEdges, findKinks } from "../src/atlas/curves/kinks.ts";
import { combinations, membersOf } from "../src/atlas/curves/members.ts";
import { newPool } from "../src/atlas/curves/pool.ts";
import { numberOf, sampleOf } from "../src/atlas/curves/sample.ts";
import { sweep } from "../src/atlas/curves/sweep.ts";
import { windowOf } from "../src/atlas/curves/window.ts";
import { SCENES } from "../src/atlas/curves.ts";
import { loadSuite } from "../src/cases/load.ts";

const CASES = path.resolve(import.meta.dirname, "../cases");
const suite = loadSuite(CASES, "");
const catalogue = suite.catalogue();
const text = readFileSync(path.join(CASES, "curves.json"), "utf8");
const curves = JSON.parse(text) as ConceptCurves[];

/** Every curve of the file with what was asked for it. */
function* everyCurve() {
  for (const concept of curves) {
    for (const data of concept.scenes) {
      const scene = SCENES.find((each) => each.concept === concept.concept && each.name === data.name)!;
      for (const member of data.members) {
        const asked = membersOf(scene, catalogue).find(({ loss }) => loss === member.losses[0])!;
        for (const settings of combinations(data.controls.filter(({ name }) => member.controls.includes(name)))) {
          const curve = member.curves[curveKey(member, data.controls, settings)]!;
          const name = `${member.losses[0]} ${data.name} ${JSON.stringify(settings)}`;
          yield { name, concept, data, scene, member: asked, settings, curve };
        }
      }
    }
  }
}

/** Float32 evaluations of one formula, rounded to seven digits. */
function isNear(a: Sample, b: Sample): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= 1e-6 + 4e-6 * Math.max(Math.abs(a), Math.abs(b));
}

describe("cases/curves.json", () => {
  it("holds every concept that a number can be drawn through", () => {
    const missing = Object.keys(catalogue.concepts).filter((name) => !curves.some(({ concept }) => concept === name));
    // Their input is a sequence, or parameters and a sample of classes.
    expect(missing.sort()).toEqual(["adaptive-log-softmax", "ctc", "sampled-classes"]);
  });

  it("stays small", () => {
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(150_000);
  });

  it("asks for each concept every class, and every function that is not one's functional form", () => {
    const drawn = new Set(
      curves.flatMap(({ scenes }) => scenes.flatMap(({ members }) => members.flatMap(({ losses }) => losses))),
    );
    const missing = Object.entries(catalogue.losses)
      .filter(
        ([, { concept, form, counterpart }]) =>
          curves.some((each) => each.concept === concept) && !(form === "function" && counterpart),
      )
      .map(([loss]) => loss)
      .filter((loss) => !drawn.has(loss));
    expect(missing).toEqual([]);
  });

  it("is what the reference answers to each call by itself, with the default reduction", () => {
    const wrong: string[] = [];
    for (const { name, concept, data, scene, member, settings, curve } of everyCurve()) {
      const step = Math.ceil(data.x.values.length / 7);
      for (let i = 0; i < data.x.values.length; i += step) {
        const x = data.x.values[i]!;
        const alone = sweep(scene, member, settings, [x]);
        const [loss, gradient] = [concept.series[curve.loss]![i]!, concept.series[curve.gradient]![i]!];
        if (!isNear(sampleOf(alone.loss[0]), loss)) wrong.push(`${name} loss at ${x}: ${loss}, not ${alone.loss[0]}`);
        if (!isNear(sampleOf(alone.gradient[0]), gradient))
          wrong.push(`${name} gradient at ${x}: ${gradient}, not ${alone.gradient[0]}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("marks recorded answers on the curve that they lie on", () => {
    let points = 0;
    const wrong: string[] = [];
    for (const { name, scene, member, settings, curve } of everyCurve()) {
      for (const { x, loss, gradient } of curve.recorded ?? []) {
        points++;
        const there = sweep(scene, member, settings, [x]);
        if (!isNear(sampleOf(there.loss[0]), loss)) wrong.push(`${name} at ${x}: ${loss}, not ${there.loss[0]}`);
        if (gradient !== undefined && !isNear(sampleOf(there.gradient[0]), gradient))
          wrong.push(`${name} gradient at ${x}: ${gradient}, not ${there.gradient[0]}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(points).toBeGreaterThan(1000);
  });

  it.each([
    ["mean-absolute-error", "numbers"],
    ["huber", "numbers"],
    ["binary-crossentropy", "near-zero"],
    ["hinge", "numbers"],
  ])("is what the generator makes: %s, %s", (concept, name) => {
    const files = new Map(suite.manifest.files.map(suite.caseFile).map((file) => [file.loss, file]));
    const scene = SCENES.find((each) => each.concept === concept && each.name === name)!;
    const pool = newPool();
    const made = drawScene(scene, catalogue, files, pool);
    const known = curves.find((each) => each.concept === concept)!;
    expect(resolved(made, pool.series)).toEqual(
      resolved(known.scenes.find((each) => each.name === name)!, known.series),
    );
  });

  it("shows what the frameworks are known for", () => {
    const kinks = (loss: string, scene: string, key: string) =>
      curves
        .flatMap(({ scenes }) => scenes)
        .filter(({ name }) => name === scene)
        .flatMap(({ members }) => members)
        .find(({ losses }) => losses.includes(loss))?.curves[key]?.kinks;
    expect(kinks("torch.nn.L1Loss", "numbers", "0")).toEqual([{ x: 0, below: -1, at: 0, above: 1 }]);
    expect(kinks("tf.keras.losses.Hinge", "numbers", "1")).toEqual([{ x: 1, below: -1, at: -1, above: 0 }]);
    // Keras clips at 1e-7; beyond there is no gradient.
    expect(kinks("tf.keras.losses.BinaryCrossentropy", "near-zero", "1|0")).toMatchObject([{ x: 1e-7, below: 0 }]);
    expect(kinks("torch.nn.BCELoss", "probabilities", "1")).toMatchObject([
      { x: 0, below: null },
      { x: 1, above: null },
    ]);
  });
});

describe("finding kinks", () => {
  const xs = candidates(-3, 3, "linear");
  const at = (gradient: (x: number) => number) => (asked: readonly number[]) => ({
    loss: asked.map(() => 0),
    gradient: asked.map(gradient),
  });
  const kinksOf = (gradient: (x: number) => number) => findKinks(xs, at(gradient)(xs), at(gradient), "linear");

  it("finds a jump wherever it is, with what is there and beside", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2900, max: 2900 }), (thousandths) => {
        const place = thousandths / 1000;
        const [kink, ...more] = kinksOf((x) => Math.sign(x - place));
        expect(more).toEqual([]);
        expect(kink).toEqual({ x: place, below: -1, at: 0, above: 1 });
      }),
      { numRuns: 60 },
    );
  });

  it("takes what is steep but smooth for no jump", () => {
    expect(kinksOf((x) => Math.tanh(40 * x))).toEqual([]);
    expect(kinksOf((x) => -1 / (x + 3.0001))).toEqual([]);
  });

  it("finds a hole, and where a loss stops answering", () => {
    expect(kinksOf((x) => (x === 1 ? Number.NaN : 2))).toEqual([{ x: 1, below: 2, at: "NaN", above: 2 }]);
    const ask = (asked: readonly number[]) => ({
      loss: asked.map((x) => (x < 0.25 ? undefined : 1)),
      gradient: asked.map(() => 0),
    });
    expect(findEdges(xs, ask(xs), ask, "linear")).toEqual([0.25]);
  });
});

describe("the grid", () => {
  it("misses no curve by more than the eye sees", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (shift, width) => {
          const xs = candidates(-4, 4, "linear");
          const values = xs.map((x) => Math.log(1 + Math.exp((x - shift) / width)));
          const chosen = thinned(xs, [{ values, isWide: false }], new Set([0]), "linear");
          expect(chosen).toContain(xs.indexOf(0));
          const [low, high] = windowOf(values)!;
          for (const [k, to] of chosen.entries()) {
            const from = chosen[k - 1] ?? to;
            for (let i = from; i < to; i++) {
              const line =
                values[from]! + ((xs[i]! - xs[from]!) / (xs[to]! - xs[from]!)) * (values[to]! - values[from]!);
              expect(Math.abs(line - values[i]!)).toBeLessThanOrEqual(0.0021 * (high - low));
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("keeps numbers as the data holds them", () => {
    fc.assert(
      fc.property(fc.float(), (x) => {
        const sample = sampleOf(x);
        expect(JSON.parse(JSON.stringify(sample))).toEqual(sample);
        if (Number.isFinite(x)) expect(Math.abs(numberOf(sample) - x)).toBeLessThanOrEqual(5e-7 * Math.abs(x));
        else expect(numberOf(sample)).toBe(x);
      }),
    );
  });
});

/** A scene with the series in the place of their indices. */
function resolved({ members, ...scene }: SceneData, series: ConceptCurves["series"]) {
  const curvesOf = (member: SceneData["members"][number]) =>
    Object.entries(member.curves).map(([key, curve]) => [
      key,
      { ...curve, loss: series[curve.loss], gradient: series[curve.gradient] },
    ]);
  return { ...scene, members: members.map((member) => ({ ...member, curves: Object.fromEntries(curvesOf(member)) })) };
}
