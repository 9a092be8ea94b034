import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { buildAtlas, findHighlights } from "../src/atlas/atlas.ts";
import { findDifferences, isDifference } from "../src/atlas/differences.ts";
import { outputOf } from "../src/atlas/experiment.ts";
import { type Evidence, LEDGER } from "../src/atlas/ledger.ts";
import { readAtlasFiles } from "../src/atlas/load.ts";
import { renderPages } from "../src/atlas/markdown.ts";
import { explain, NOTES } from "../src/atlas/notes.ts";
import { findPairs } from "../src/atlas/pairs.ts";
import { relate, relationText } from "../src/atlas/relation.ts";
import { checkStatements, STATEMENTS, type Statement } from "../src/atlas/statements.ts";
import { terminalText } from "../src/atlas/terminal-text.ts";
import { pairText } from "../src/atlas/words.ts";
import { loadSuite } from "../src/cases/load.ts";
import { differences } from "../src/cli/differences.ts";
import { roundTo } from "../src/tensor/float.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import { CATALOGUE, COSINE_FILES } from "./report-fixture.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const suite = loadSuite(path.join(ROOT, "cases"), "");
const beside = readAtlasFiles(suite.dir);
const atlas = buildAtlas({
  files: suite.manifest.files.map(suite.caseFile),
  catalogue: suite.catalogue(),
  ...beside,
});

const f32 = (shape: number[], data: number[]): Tensor => ({
  dtype: "float32",
  shape,
  data: data.map((value) => roundTo("float32", value)),
});
const text = (tf: Tensor, torch: Tensor, extents = {}) => relationText(relate(tf, torch, 0, extents));

describe("relate", () => {
  const some = [0.25, -1.5, 3, 0.125];

  it.each([
    ["equal", some.map((x) => x * (1 + 1e-7)), "equal"],
    ["negated", some.map((x) => -x), "TF = −PyTorch"],
    ["a percentage", some.map((x) => 100 * x), "TF = 100 × PyTorch"],
    ["some other factor", some.map((x) => 0.3 * x), "TF = 0.3 × PyTorch"],
    ["one less", some.map((x) => x - 1), "TF = PyTorch − 1"],
    ["one element changed", [0.25, -1.5, 9, 0.125], "equal except at some elements"],
    ["nothing in common", [9, 1, -4, 77], "no simple relation"],
  ])("finds %s", (_, tf, expected) => {
    expect(text(f32([4], tf), f32([4], some))).toBe(expected);
  });

  it("names the extent that a scalar factor is", () => {
    expect(text(f32([], [6]), f32([], [2]), { "batch size": 4, classes: 3 })).toBe("TF = classes × PyTorch");
    expect(text(f32([], [6.2]), f32([], [2]), { "batch size": 4, classes: 3 })).toBe("no simple relation");
  });

  it("finds the reduction between two shapes, and a factor after it", () => {
    const whole = f32([2, 3], [1, 2, 6, 0, 1, 2]);
    expect(text(f32([2], [3, 1]), whole)).toBe("TF = mean of PyTorch over axis 1");
    expect(text(whole, f32([], [12]))).toBe("PyTorch = sum of TF over everything");
    expect(text(f32([2], [300, 100]), whole)).toBe("TF = mean of PyTorch over axis 1, then TF = 100 × PyTorch");
    expect(text(f32([2], [5, 11]), whole)).toBe("other shape");
  });

  it("matches what is not finite, and tells it from what is", () => {
    expect(text(f32([2], [Number.NaN, 1]), f32([2], [Number.NaN, 1]))).toBe("equal");
    expect(text(f32([2], [Number.POSITIVE_INFINITY, 1]), f32([2], [16, 1]))).toBe("equal except at some elements");
  });
});

describe("findPairs", () => {
  it("pairs cases of one concept on the same raw inputs, by role", () => {
    const pairs = [...findPairs(COSINE_FILES, CATALOGUE)];
    expect(pairs.map((pair) => [pair.family, pairText(pair)])).toEqual([
      ["all-alike", "TF = PyTorch − 1"],
      ["rejecting", "PyTorch rejects, TF computes"],
    ]);
    expect(Object.keys(pairs[0]!.inputs).sort()).toEqual(["prediction", "target"]);
  });

  it("groups what shows one relation, and explains what it has a note on", () => {
    const pairs = [...findPairs(COSINE_FILES, CATALOGUE)];
    expect(findDifferences(pairs).map((each) => [each.text, each.families, each.note?.id])).toEqual([
      ["TF = PyTorch − 1", ["all-alike"], "cosine-sign"],
      ["PyTorch rejects, TF computes", ["rejecting"], undefined],
    ]);
    expect(findHighlights(pairs).map(({ note }) => note.id)).toEqual(["cosine-sign"]);
    expect(findHighlights([])).toEqual([]);
  });
});

describe("the atlas of the recorded cases", () => {
  const found = atlas.concepts.flatMap((concept) => concept.differences);
  const shown = atlas.concepts.flatMap((concept) => concept.highlights);

  it.each(NOTES.map(({ id }) => id))("has goldens that show the note %s", (id) => {
    expect(shown.some(({ note }) => note.id === id)).toBe(true);
  });

  it("explains what it finds", () => {
    const unexplained = found
      .filter(({ note }) => !note)
      .map(({ example }) => `${example.left.id} ${example.right.id}`);
    expect(unexplained).toEqual([]);
    expect(found.length).toBeGreaterThan(300);
  });

  it.each([
    ["kl-divergence", "TF = classes × PyTorch", "log"],
    ["huber", "TF = delta × PyTorch", undefined],
    ["cosine-similarity", "TF = PyTorch − 1", undefined],
    ["mean-squared-error", "TF = mean of PyTorch over axis 1", undefined],
    ["mean-squared-error", "TF = 1/classes × PyTorch", undefined],
    ["kl-divergence", "class = batch size × function", undefined],
  ])("finds in %s that %s", (concept, relation, conversion) => {
    const matching = found.filter(
      ({ example, text: words }) =>
        example.concept === concept && words === relation && example.conversion === conversion,
    );
    expect(matching.length).toBeGreaterThan(0);
  });

  it("finds gradients that differ where the values do not, and digits that only float64 has", () => {
    expect(found.some(({ example }) => example.gradient && example.relation.code === "equal")).toBe(true);
    expect(found.some(({ example }) => (example.precision ?? 0) > 1e-9)).toBe(true);
  });

  it("only names experiments and recipes that there are", () => {
    const experiments = new Set(beside.experiments.experiments.map(({ id }) => id));
    const recipes = new Set(beside.recipes.recipes.map(({ id }) => id));
    for (const note of [...NOTES, ...STATEMENTS]) {
      for (const id of note.recipes ?? []) expect(recipes).toContain(id);
      if ("experiments" in note) for (const id of note.experiments ?? []) expect(experiments).toContain(id);
    }
  });

  it("counts every pair once", () => {
    for (const { name, differences: list, compared, agreeing } of atlas.concepts) {
      expect([name, agreeing + list.reduce((sum, { pairs }) => sum + pairs, 0)]).toEqual([name, compared]);
      expect(list.every(isDifference)).toBe(true);
    }
  });
});

describe("explain", () => {
  const pair = [...findPairs(COSINE_FILES, CATALOGUE)];

  it("explains a refusal by its own words only", () => {
    const rejecting = pair.find(({ right }) => right.rejected)!;
    expect(explain(rejecting)).toBeUndefined();
    const wordy = { error: "IndexError", message: "Dimension out of range (expected to be in range of [-1, 0])" };
    expect(explain({ ...rejecting, right: { ...rejecting.right, rejected: wordy } })?.id).toBe("cosine-needs-rows");
  });

  it("explains by a reduction what a reduction alone makes of the other, and nothing more", () => {
    const left = {
      framework: "tensorflow",
      loss: "tf.keras.losses.MeanSquaredError",
      id: "",
      args: "reduction=sum",
    } as const;
    const right = { framework: "pytorch", loss: "torch.nn.MSELoss", id: "", args: "reduction=sum" } as const;
    const base = {
      kind: "frameworks",
      concept: "mean-squared-error",
      family: "huge",
      dtypes: "float32/float32",
      left,
      right,
      inputs: {},
    } as const;
    const third = { code: "scaled", factor: 1 / 3, meaning: "1/classes" } as const;
    expect(explain({ ...base, relation: third })?.id).toBe("sum-of-means");
    expect(explain({ ...base, relation: third, gradient: third })?.id).toBe("sum-of-means");
    expect(explain({ ...base, relation: third, gradient: { code: "different" } })?.id).toBe("overflow");
    expect(explain({ ...base, relation: { ...third, meaning: "100" } })?.id).toBe("overflow");
  });

  it("pairs nothing whose arguments have one name and two meanings", () => {
    const weighted = [
      ...findPairs(
        suite.manifest.files
          .filter(({ loss }) => /\.(CategoricalCrossentropy|CrossEntropyLoss)$/.test(loss))
          .map(suite.caseFile),
        suite.catalogue(),
      ),
    ];
    expect(weighted.length).toBeGreaterThan(50);
    expect(weighted.filter(({ left }) => /sample_weight=with-nan/.test(left.args))).toEqual([]);
  });
});

describe("terminalText", () => {
  const markdown = [
    "# A **page**",
    "- some `code` and [a link](#there) in a line that is long enough to be broken",
    "| | claimed | measured |",
    "|---|---|---|",
    "| max(\\|y\\|) | 1 | a rather long cell that has to give way |",
    "<details><summary>More</summary>",
    "",
    "```python",
    "x = [1, 2]  # a line of code that may be as long as it likes",
    "```",
    "</details>",
  ].join("\n");

  it("wraps prose, aligns tables and folds what a page folds", () => {
    expect(terminalText(markdown, { width: 40, all: false })).toBe(
      [
        "A page",
        "======",
        "- some code and a link in a line that is",
        "  long enough to be broken",
        "          claimed  measured",
        "────────  ───────  ─────────────────────",
        "max(|y|)  1        a rather long cell",
        "                   that has to give way",
        "[folded: More; --all prints it]",
        "",
      ].join("\n"),
    );
  });

  it("prints all that there is, code unbroken, when asked", () => {
    const text = terminalText(markdown, { width: 40, all: true });
    expect(text).toContain("— More\n");
    expect(text).toContain("    x = [1, 2]  # a line of code that may be as long as it likes\n");
  });

  it.each([60, 80, 120])("keeps every page within %i columns, but for code", (width) => {
    for (const { name, text } of renderPages(atlas)) {
      const lines = terminalText(text, { width, all: false }).split("\n");
      const wide = lines.filter(
        (line) =>
          line.length > width && !line.startsWith("    ") && !line.startsWith("[folded") && !/^#|^[-=]+$/.test(line),
      );
      const titles = new Set(
        text
          .split("\n")
          .filter((line) => line.startsWith("#"))
          .map((line) => line.replace(/^#+ /, "")),
      );
      expect([name, wide.filter((line) => !titles.has(line))]).toEqual([name, []]);
    }
  });
});

describe("statements", () => {
  it("takes infinity for no finite number", () => {
    const { measured } = atlas.statements.find(({ statement }) => statement.id === "mape-formula")!;
    expect(measured.map(({ holds }) => holds)).toEqual([true, false, false]);
  });

  it("finds each of those in circulation wrong, or true only sometimes", () => {
    expect(atlas.statements.map(({ verdict }) => verdict)).not.toContain("holds");
  });

  it.each([
    ["wrong", ["5"]],
    ["holds", ["4.66667"]],
    ["holds only sometimes", ["4.66667", "0"]],
  ])("finds %s what claims %j of an output of 4.6666665", (verdict, claimed) => {
    const checks = claimed.map((each) => {
      return { experiment: "one-axis", framework: "tensorflow", name: "sum", claimed: each } as const;
    });
    const statement: Statement = { id: "s", claim: "", text: "", checks };
    expect(checkStatements(beside.experiments, [statement])[0]!.verdict).toBe(verdict);
  });

  it("refuses a statement about an output that there is none of", () => {
    const checks = [{ experiment: "one-axis", framework: "pytorch", name: "bogus", claimed: "1" }] as const;
    expect(() => checkStatements(beside.experiments, [{ id: "s", claim: "", text: "", checks }])).toThrow("bogus");
  });
});

describe("the ledger of facts", () => {
  /** The facts that were measured before there was an atlas; the numbers between were dropped when they were. */
  const dropped = new Set([
    14, 24, 25, 30, 31, 40, 57, 59, 63, 76, 79, 83, 86, 92, 94, 101, 105, 110, 112, 117, 121, 129, 131, 133,
  ]);
  const numbered = Array.from({ length: 135 }, (_, i) => i + 1).filter((fact) => !dropped.has(fact));
  const highlights = new Set(atlas.concepts.flatMap((concept) => concept.highlights.map(({ note }) => note.id)));

  it("has every numbered fact and every statement once", () => {
    const facts = LEDGER.map(({ fact }) => fact).filter((fact) => /^W?\d+$/.test(fact));
    expect(facts).toEqual([...numbered.map(String), ...Array.from({ length: 20 }, (_, i) => `W${i + 1}`)]);
    expect(new Set(LEDGER.map(({ fact }) => fact)).size).toBe(LEDGER.length);
  });

  it.each(LEDGER.map((entry) => [entry.fact, entry.claim, entry] as const))("shows %s: %s", (_, __, entry) => {
    if ("notShown" in entry) {
      expect(entry.notShown.length).toBeGreaterThan(20);
      return;
    }
    expect(entry.shown.length).toBeGreaterThan(0);
    for (const evidence of entry.shown) expect([evidence, isThere(evidence)]).toEqual([evidence, true]);
  });

  it("finds evidence that is gone, empty or of another number", () => {
    const absent: readonly Evidence[] = [
      { note: "bogus" },
      { recipe: "bogus" },
      { statement: "bogus" },
      { impossible: "bogus" },
      { golden: "tf.keras.losses.Huber/bogus/default/float32" },
      { experiment: "mse-forms", framework: "tensorflow", name: "sum", prints: "0.63" },
      { experiment: "mse-forms", framework: "pytorch", name: "bogus", prints: "" },
    ];
    for (const evidence of absent) expect([evidence, isThere(evidence)]).toEqual([evidence, false]);
  });

  function isThere(evidence: Evidence): boolean {
    if ("note" in evidence) return highlights.has(evidence.note);
    if ("recipe" in evidence) {
      return beside.recipes.recipes.some(({ id, result }) => id === evidence.recipe && result.holding > 0);
    }
    if ("statement" in evidence) {
      return atlas.statements.some(
        ({ statement, measured }) => statement.id === evidence.statement && measured.length > 0,
      );
    }
    if ("impossible" in evidence) return beside.recipes.impossible.some(({ id }) => id === evidence.impossible);
    if ("golden" in evidence) {
      const loss = evidence.golden.split("/")[0];
      const file = suite.manifest.files.find((each) => each.loss === loss);
      return file !== undefined && suite.caseFile(file).cases.some(({ id }) => id === evidence.golden);
    }
    const experiment = beside.experiments.experiments.find(({ id }) => id === evidence.experiment);
    const output = experiment && outputOf(experiment, evidence.framework, evidence.name);
    return output !== undefined && output !== "" && output.startsWith(evidence.prints);
  }
});

describe("reports/differences", () => {
  const folder = path.join(ROOT, "reports/differences");

  it("is what npm run differences writes of these cases", () => {
    const pages = renderPages(atlas);
    expect(readdirSync(folder).sort()).toEqual(pages.map(({ name }) => name).sort());
    for (const { name, text: page } of pages) {
      expect(readFileSync(path.join(folder, name), "utf8") === page, `${name}: run npm run differences`).toBe(true);
    }
  });

  it("is printed by lossparity differences", async () => {
    let out = "";
    const cli = { argv: ["huber"], env: {}, cwd: ROOT, stderr: { write: () => {} } };
    const write = (chunk: string) => {
      out += chunk;
    };
    expect(await differences({ ...cli, stdout: { write } })).toBe(0);
    expect(out).toContain("Huber(δ) is δ times SmoothL1(β = δ)");
    expect(out).toContain("def huber(y_true, y_pred, delta=1.0):");
    expect(out).not.toMatch(/<details>|<br>|&lt;/);
    await expect(differences({ ...cli, argv: ["hubert"], stdout: { write } })).rejects.toThrow("Did you mean huber?");
  });
});
