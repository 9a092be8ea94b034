import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Unsupported } from "../src/adapter.ts";
import { LIBRARIES } from "../src/adapters/index.ts";
import { lossesOf } from "../src/adapters/page.ts";
import { nestedText } from "../src/adapters/snippet.ts";
import { loadSuite, type SuiteCase } from "../src/cases/load.ts";
import { describe as sentence, together } from "../src/findings/describe.ts";
import { findDeviations } from "../src/findings/find.ts";
import { distinctFindings } from "../src/findings/page.ts";
import { printedNumbers, type Ran, runPrograms } from "../src/findings/programs.ts";
import { isAsAnswered } from "../src/findings/same.ts";
import type { ResultRow, ResultsFile } from "../src/format/results.ts";
import { fixtureSuite } from "./fixture-suite.ts";
import { isLeftOut } from "./installed.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "docs/findings");

interface Shown {
  readonly title: string;
  readonly id: string;
  readonly code: string;
  /** `Prints`, `Throws` or `Ends the process`. */
  readonly verb: string;
  readonly said: string;
  readonly framework: string;
}

/** The reproductions of a page, as a reader finds them. */
function shownBy(text: string): Shown[] {
  const pattern =
    /^### \d+\. (.*)\n\n.* Smallest: `([^`]*)`\n\n```js\n([\s\S]*?)\n```\n\n(Prints|Throws|Ends the process:) `([^`]*)`; `[^`]*` of \S+ [\d.]+ (?:answers|raises) `([^`]*)`\.$/gm;
  return [...text.matchAll(pattern)].map(([, title, id, code, verb, said, framework]) => ({
    title: title!,
    id: id!,
    code: code!,
    verb: verb!.replace(":", ""),
    said: said!,
    framework: framework!,
  }));
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").replaceAll("`", "'").trim();

function verbOf(ran: Ran): string {
  if ("printed" in ran) return "Prints";
  return "threw" in ran ? "Throws" : "Ends the process";
}

const pages = readdirSync(FOLDER).filter((file) => file !== "README.md");

it("has a page for each adapter", () => {
  expect(pages.sort()).toEqual(
    Object.keys(LIBRARIES)
      .map((name) => `${name}.md`)
      .sort(),
  );
});

it("names at least thirty distinct deviations", () => {
  const count = Number(/^(\d+) distinct deviations/m.exec(readFileSync(path.join(FOLDER, "README.md"), "utf8"))?.[1]);
  expect(count).toBeGreaterThanOrEqual(30);
});

describe.each(pages)("docs/findings/%s", (file) => {
  const name = path.basename(file, ".md");
  const text = readFileSync(path.join(FOLDER, file), "utf8");
  const shown = shownBy(text);

  it("shows a program for each deviation that it counts", () => {
    expect(shown).toHaveLength(Number(/^## What deviates: (\d+)$/m.exec(text)?.[1]));
    expect(shown.length).toBeGreaterThan(0);
  });

  it.skipIf(isLeftOut("libraries"))("says what its programs do", async () => {
    const programs = shown.map(({ code }) => code);
    const ran = await runPrograms(LIBRARIES[name]!.tree, programs);
    for (const [at, { id, verb, said }] of shown.entries()) {
      expect(`${id} ${verbOf(ran[at]!)}`).toBe(`${id} ${verb}`);
      const done = ran[at]!;
      if ("printed" in done) {
        const wanted = printedNumbers(said);
        const printed = printedNumbers(done.printed);
        // A page cuts what is long, in the middle of a number perhaps.
        if (said.endsWith("…")) printed.length = wanted.length = wanted.length - 1;
        expect(isAsAnswered(printed, wanted), `${id} prints ${done.printed}, the page has ${said}`).toBe(true);
      } else if ("threw" in done) {
        expect(oneLine(done.threw).slice(0, 60)).toBe(said.slice(0, 60));
      }
    }
  });

  it("shows nothing that the framework does, too", () => {
    for (const { id, verb, said, framework } of shown) {
      // A page cuts what is long: of those, the sentence says what differs.
      if (verb !== "Prints" || framework.includes("…") || said.includes("…")) continue;
      expect(printedNumbers(said), id).not.toEqual(printedNumbers(framework));
    }
  });
});

describe("findDeviations", () => {
  const dir = fixtureSuite();
  const suite = loadSuite(dir, "0");
  const cases = new Map<string, SuiteCase>(suite.casesOf(suite.manifest.files[0]!).map((one) => [one.id, one]));
  const row = (at: number, more: Partial<ResultRow>): ResultRow => ({
    id: `demo.double/n${String(at).padStart(2, "0")}/default/float32`,
    verdict: "fail",
    kind: "value",
    where: "value",
    index: [],
    actual: { value: { dtype: "float32", shape: [], data: [3] } },
    ...more,
  });
  const results = (rows: readonly ResultRow[], more: Partial<ResultsFile> = {}) =>
    ({ results: rows, ...more }) as unknown as ResultsFile;
  const sources = {
    page: {
      title: "Demo",
      package: "demo",
      link: "demo",
      about: "",
      notes: [],
      mapped: [{ library: "twice", losses: ["demo.double"], why: "" }],
    },
    snippet: () => ({ code: "console.log(3);" }),
    caseOf: (id: string) => cases.get(id),
    familyAbout: () => "A number.",
  };

  it("puts failures of one kind together and takes the smallest as example", () => {
    const found = findDeviations(results([row(1, {}), row(0, {}), row(2, { verdict: "pass" })]), sources);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      library: "twice",
      cases: 2,
      losses: ["demo.double"],
      sentence: "answers 3 where demo.double answers 2",
      seen: "A number; and 1 more family of inputs",
      kind: "value",
      example: { id: "demo.double/n00/default/float32", expected: { elements: [2] }, actual: [3] },
    });
  });

  it("takes small errors apart from large ones, and gradients from values", () => {
    const near = { value: { dtype: "float32" as const, shape: [], data: [2.0001] } };
    const gradient = {
      kind: "gradient" as const,
      where: "gradient of x",
      actual: {
        value: { dtype: "float32" as const, shape: [], data: [2] },
        gradients: { x: { dtype: "float32" as const, shape: [], data: [-2] } },
      },
    };
    const found = findDeviations(results([row(0, {}), row(1, { actual: near }), row(2, gradient)]), sources);
    expect(found.map((one) => one.sentence)).toEqual([
      "answers 2.0001 where demo.double answers 2",
      "answers 3 where demo.double answers 2",
      "has the gradient of x -2 where demo.double has 2",
    ]);
  });

  it("lets a diagnosis speak where there is one", () => {
    const diagnosed = row(0, { diagnosis: "SCALED" });
    const claim = {
      loss: "demo.double",
      code: "SCALED",
      args: { factor: 1.5 },
      sentence: "answers 1.5 times as much",
      explains: 1,
      failing: 2,
    };
    const found = findDeviations(results([diagnosed, row(1, {})], { diagnoses: [claim] }), sources);
    expect(found.map((one) => [one.diagnosis, one.sentence])).toEqual([
      ["SCALED", "answers 1.5 times as much"],
      [undefined, "answers 3 where demo.double answers 2"],
    ]);
  });

  it("says what was seen where a diagnosis says only where it was, and names the framework", () => {
    const clipped = row(0, { diagnosis: "CLIPPING_ABSENT" });
    const claim = {
      ...{ loss: "demo.double", code: "CLIPPING_ABSENT", args: {}, explains: 1, failing: 1 },
      sentence: "is off only where the framework clips",
    };
    expect(findDeviations(results([clipped], { diagnoses: [claim] }), sources)).toMatchObject([
      { sentence: "answers 3 where demo.double answers 2", explanation: "is off only where TensorFlow clips" },
    ]);
  });

  it("prefers ordinary calls as examples, and counts them", () => {
    const isOrdinary = ({ id }: SuiteCase) => id.includes("/n01/");
    const [found] = findDeviations(results([row(0, {}), row(1, {})]), { ...sources, isOrdinary });
    expect(found).toMatchObject({ ordinary: 1, cases: 2, example: { id: "demo.double/n01/default/float32" } });
  });

  it("counts what two builds of a library have in common once", () => {
    const findings = findDeviations(results([row(0, {})]), sources);
    expect(
      distinctFindings([
        { page: sources.page, findings },
        { page: sources.page, findings },
      ]),
    ).toBe(1);
  });
});

it.each<[Partial<ResultRow>, string]>([
  [{ verdict: "crash" }, "ends its process"],
  [
    { kind: "accepted", message: "answers a call that the framework rejects (ValueError: no)" },
    "answers what L refuses: “ValueError: no”",
  ],
  [
    { kind: "rejected", message: "rejects a call that the framework answers: never" },
    "refuses what L answers: “never”",
  ],
  [
    { kind: "shape", message: "the value has the shape [1], expected []" },
    "answers a value of the shape [1], expected []",
  ],
])("describes %j", (row, text) => {
  expect(sentence({ id: "L/f/default/float32", verdict: "fail", ...row }, "L", undefined)).toBe(text);
});

it.each([
  [["answers 2 to nothing", "answers NaN to nothing"], "answers 2 or NaN to nothing"],
  [["answers 1.00377357006073 to n", "answers Infinity to n", "answers 1 to n"], "answers 1.00377, Infinity or 1 to n"],
  [["treats 0 as 1", "treats 2 as 3"], "treats 0 as 1; treats 2 as 3"],
  [["is off", "is off"], "is off"],
  [["is off", "is wrong"], "is off; is wrong"],
  [["takes argument #", "takes argument 1"], "takes argument #; takes argument 1"],
])("puts %j together", (claims, text) => {
  expect(together(claims)).toBe(text);
});

it.skipIf(isLeftOut("libraries"))(
  "runs programs apart from each other: one that dies takes no other along",
  async () => {
    const ran = await runPrograms("neataptic", [
      "console.log([1.5, -2]);",
      "throw new Error('no');",
      "process.exit(7);",
      "import neataptic from 'neataptic'; console.log(neataptic.methods.cost.MSE([1], [3]));",
    ]);
    expect(ran).toEqual([{ printed: "[ 1.5, -2 ]" }, { threw: "no" }, { died: "" }, { printed: "4" }]);
    expect(printedNumbers("[ 1.5, -2e-7, NaN, -Infinity ]")).toEqual([
      1.5,
      -2e-7,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ]);
  },
);

it("writes tensors as JavaScript", () => {
  const float32 = (shape: number[], data: number[]) => nestedText({ dtype: "float32", shape, data });
  expect(float32([2, 2], [Math.fround(0.1), -0, Number.NaN, Number.POSITIVE_INFINITY])).toBe(
    "[[0.1, -0], [NaN, Infinity]]",
  );
  expect(float32([], [2])).toBe("2");
  expect(nestedText({ dtype: "int64", shape: [1], data: [2n ** 60n] })).toBe("[1152921504606846976n]");
});

it.skipIf(isLeftOut("libraries")).each(Object.keys(LIBRARIES))(
  "has a program for every loss that %s maps",
  async (name) => {
    const { page, snippet } = LIBRARIES[name]!;
    const make = await snippet();
    const suite = loadSuite(path.join(ROOT, "cases"), "0");
    const adapter = await LIBRARIES[name]!.load();
    for (const loss of lossesOf(await page())) {
      const file = suite.manifest.files.find((entry) => entry.loss === loss);
      if (file === undefined) continue;
      expect(adapter.losses).toContain(loss);
      const programs = suite.casesOf(file).flatMap((asked) => {
        const call = { id: asked.id, loss, args: asked.args(), inputs: asked.inputs() };
        try {
          return asked.id.endsWith("/float32") ? [make({ call }).code] : [];
        } catch (error) {
          // A program cannot say what the adapter cannot either.
          if (error instanceof Unsupported) return [];
          throw error;
        }
      });
      expect(programs[0], loss).toContain("console.log(");
    }
  },
);
