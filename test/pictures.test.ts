import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConceptCurves } from "../src/atlas/curves/data.ts";
import { compareTensor } from "../src/compare.ts";
import { curveSvg } from "../src/report/pictures/curve-svg.ts";
import { heatCells, layoutOf, worstFirst } from "../src/report/pictures/heat-cells.ts";
import { cellText, glyphOf, summaryText } from "../src/report/pictures/heat-words.ts";
import { numberText, roomy, ticks } from "../src/report/pictures/numbers.ts";
import { panelsOf } from "../src/report/pictures/panels.ts";
import { type PictureState, pictureOf, shortState } from "../src/report/pictures/picture.ts";
import { UPLOT_STYLES } from "../src/report/pictures/uplot.css.ts";
import { describe as inWords } from "../src/report/pictures/words.ts";

const curves = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../cases/curves.json"), "utf8"),
) as ConceptCurves[];
const conceptOf = (name: string) => curves.find(({ concept }) => concept === name)!;

/** Any state that the controls of some concept can be brought into. */
const anyPicture = fc.constantFrom(...curves).chain((concept) =>
  fc.constantFrom(...concept.scenes).chain((scene) => {
    const choices: Record<string, fc.Arbitrary<string>> = { scene: fc.constant(scene.name) };
    for (const { name, values } of scene.controls)
      choices[name] = fc.constantFrom(...values.map((value) => value.name));
    for (const framework of ["tensorflow", "pytorch"]) {
      const losses = scene.members.filter((each) => each.framework === framework).map((each) => each.losses[0]!);
      if (losses.length > 0) choices[framework] = fc.constantFrom(...losses);
    }
    return fc.record(choices).map((state) => ({ concept, state: state as PictureState }));
  }),
);

describe("a picture's state", () => {
  it("says the same without what is at its default", () => {
    fc.assert(
      fc.property(anyPicture, ({ concept, state }) => {
        const picture = pictureOf(concept, state);
        const short = shortState(picture);
        expect(pictureOf(concept, short)).toEqual(picture);
        expect(Object.entries(short).every(([name, value]) => state[name] === value)).toBe(true);
      }),
    );
  });

  it("ignores what is not there", () => {
    const huber = conceptOf("huber");
    const odd = { scene: "no-such", delta: "17", pytorch: "torch.nn.MSELoss", "<b>": "</script>" };
    expect(shortState(pictureOf(huber, odd))).toEqual({});
  });
});

describe("panels", () => {
  it("draw every state inside of what they show, or just outside", () => {
    fc.assert(
      fc.property(anyPicture, ({ concept, state }) => {
        for (const { lines, marks, xs, yRange, yTicks } of panelsOf(pictureOf(concept, state))) {
          const [low, high] = yRange;
          expect(high).toBeGreaterThan(low);
          const height = high - low;
          expect(xs.every((x, i) => i === 0 || x >= xs[i - 1]!)).toBe(true);
          for (const { ys } of lines) {
            expect(ys.length).toBe(xs.length);
            expect(ys.every((y) => y === null || (y >= low - height && y <= high + height))).toBe(true);
          }
          expect(marks.every(({ y }) => y >= low && y <= high)).toBe(true);
          expect(yTicks.length).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  it("leave a gap at a jump, with both limits", () => {
    const gradient = panelsOf(pictureOf(conceptOf("mean-absolute-error"), {}))[1]!;
    const at = gradient.xs.indexOf(0);
    for (const { ys } of gradient.lines) expect(ys.slice(at, at + 3)).toEqual([-1, null, 1]);
    expect(gradient.marks.filter(({ kind }) => kind === "at").map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it("have round numbers on their axes", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (low, height) => {
          fc.pre(height > 1e-6 * Math.abs(low));
          const range = roomy([low, low + height]);
          expect(range[0]).toBeLessThan(low);
          expect(range[1]).toBeGreaterThan(low + height);
          expect(range[1] - range[0]).toBeLessThan(1.5 * height);
          const found = ticks(...range, 5);
          expect(found.length).toBeGreaterThanOrEqual(2);
          expect(found.length).toBeLessThanOrEqual(9);
        },
      ),
    );
  });
});

describe("a picture in words", () => {
  const words = (name: string, state: PictureState = {}) => {
    const { relation, details } = inWords(pictureOf(conceptOf(name), state));
    return [...relation, ...details];
  };

  it.each([
    ["huber", { delta: "2" }, "Loss and gradient: TF = delta × PyTorch."],
    ["huber", {}, "Loss and gradient are equal all along."],
    ["huber", { delta: "-1" }, "Loss and gradient: one of the two refuses everywhere."],
    ["cosine-similarity", {}, "The losses: TF = PyTorch − 1."],
    ["mean-absolute-error", {}, "Both gradients jump at ŷ = 0 (−1 below, 0 there, 1 above)."],
    ["hinge", {}, "TensorFlow’s gradient jumps at ŷ = 1 (−1 below, −1 there, 0 above)."],
    ["binary-crossentropy", {}, "The losses differ for ŷ from 0 to 0.0035, most at 0: TensorFlow 15.425, PyTorch 100."],
    [
      "binary-crossentropy",
      {},
      "PyTorch refuses below 0 and above 1: “all elements of input should be between 0 and 1”.",
    ],
    ["kl-divergence", {}, "PyTorch’s loss is NaN below 0."],
    ["poisson", {}, "TensorFlow’s loss is NaN below −1e−7."],
    ["nll", {}, "The same curve in PyTorch: torch.nn.NLLLoss2d."],
  ])("says of %s %j: %s", (name, state, sentence) => {
    expect(words(name, state as PictureState)).toContain(sentence);
  });

  it("has something to say of every state, and never an object or an undefined", () => {
    fc.assert(
      fc.property(anyPicture, ({ concept, state }) => {
        const picture = pictureOf(concept, state);
        const text = words(concept.concept, state).join(" ");
        if (picture.drawn.length === 2) expect(inWords(picture).relation.length).toBeGreaterThan(0);
        expect(text).not.toMatch(/undefined|\[object|null/);
      }),
    );
  });

  it("writes numbers short", () => {
    expect([0.1 + 0.2, 1e-7, -5e6, 1 / 3, Number.NaN, -Infinity, 123456, 0].map(numberText)).toEqual([
      "0.3",
      "1e−7",
      "−5e6",
      "0.33333",
      "NaN",
      "−∞",
      "123460",
      "0",
    ]);
  });
});

describe("a picture without scripts", () => {
  it("is one SVG with a text for those who do not see it, whatever the state", () => {
    fc.assert(
      fc.property(anyPicture, fc.boolean(), ({ concept, state }, standalone) => {
        const svg = curveSvg(concept, state, { standalone });
        expect(svg).not.toMatch(/NaN(?!<|,| |\.)|undefined|Infinity"/);
        expect(svg.startsWith("<svg ")).toBe(true);
        expect(svg).toContain('role="img"');
        expect(svg.includes("<style>")).toBe(standalone);
        expect(svg).not.toMatch(/ style=|<script|href/);
      }),
      { numRuns: 60 },
    );
  });

  it("has uPlot's own stylesheet", () => {
    const file = createRequire(import.meta.url).resolve("uplot/dist/uPlot.min.css");
    expect(UPLOT_STYLES).toBe(readFileSync(file, "utf8"));
  });
});

describe("a heat map's elements", () => {
  const of = (actual: number, expected: number, allowance = 0.1) =>
    heatCells({ shape: [], actual: [actual], expected: [expected], allowance })[0]!;

  it.each([
    [1, 1, 0, ""],
    [Number.NaN, Number.NaN, 0, ""],
    [-Infinity, -Infinity, 0, ""],
    [0, -0, 0, ""],
    [1.0001, 1, 1, ""],
    [1.005, 1, 2, ""],
    [1.09, 1, 3, ""],
    [1.5, 1, 4, "5"],
    [11, 1, 5, "100"],
    [20001, 1, 6, "2e5"],
    [-3, 3, 5, "±60"],
    [Number.NaN, 1, 6, "NaN"],
    [1, Number.NaN, 6, "≠NaN"],
    [-Infinity, 1, 6, "−∞"],
    [1, Infinity, 6, "≠∞"],
  ])("%d for %d is of level %d and shows “%s”", (actual, expected, level, glyph) => {
    const cell = of(actual, expected);
    expect([cell.level, glyphOf(cell)]).toEqual([level, glyph]);
  });

  it("rank as the suite judges: the worst is the comparison's worst, and what is equal is left out", () => {
    const element = fc.oneof(
      fc.float({ noDefaultInfinity: true, noNaN: true, min: -8, max: 8 }),
      fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(element, element, fc.constantFrom(1e-6, 0.1, 2)), { minLength: 1, maxLength: 24 }),
        (elements) => {
          const shape = [elements.length];
          const [actual, expected, allowance] = [0, 1, 2].map((k) => elements.map((each) => each[k]!)) as [
            number[],
            number[],
            number[],
          ];
          const cells = heatCells({ shape, actual, expected, allowance });
          const judged = compareTensor(
            { dtype: "float32", shape, data: actual },
            { tensor: { dtype: "float32", shape, data: expected }, allowance },
          );
          const ranked = worstFirst(cells);
          expect(ranked[0]?.index).toEqual(judged.worst?.index);
          expect(ranked[0]?.ratio ?? 0).toBe(judged.ratio);
          expect(cells.filter(({ level }) => level > 3).length).toBe(judged.differing);
          expect(ranked.every(({ actual: a, expected: e }) => !Object.is(a, e))).toBe(true);
          expect(ranked.every(({ ratio }, i) => i === 0 || ratio <= ranked[i - 1]!.ratio)).toBe(true);
        },
      ),
    );
  });

  it("lie in rows and blocks", () => {
    expect([[], [5], [4, 3], [2, 4, 3], [2, 2, 4, 3]].map(layoutOf)).toEqual([
      { columns: 1, rows: 1, blocks: 1 },
      { columns: 5, rows: 1, blocks: 1 },
      { columns: 3, rows: 4, blocks: 1 },
      { columns: 3, rows: 4, blocks: 2 },
      { columns: 3, rows: 4, blocks: 4 },
    ]);
  });

  it("are told one by one and together", () => {
    const cells = heatCells({ shape: [2, 2], actual: [1, 2, "NaN", -4], expected: [1, 2.05, 3, 4], allowance: 0.1 });
    expect(cells.map(cellText)).toEqual([
      "[0, 0]: actual 1, expected 1: equal",
      "[0, 1]: actual 2, expected 2.05: 0.5 times what is allowed",
      "[1, 0]: actual NaN, expected 3: only one is NaN",
      "[1, 1]: actual −4, expected 4: the other sign, 80 times what is allowed",
    ]);
    expect(summaryText(cells)).toBe(
      "2 of 4 elements are off by more than is allowed, 1 are equal. Worst: [1, 0]: actual NaN, expected 3: only one is NaN.",
    );
    expect(summaryText(heatCells({ shape: [2], actual: [1, 2], expected: [1, 2], allowance: 0 }))).toBe(
      "All 2 elements are equal.",
    );
  });
});
