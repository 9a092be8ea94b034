import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CONCEPTS } from "../generators/catalogue/index.ts";
import { plannedHoles } from "../generators/coverage.ts";
import { main } from "../src/cli/main.ts";
import { findHoles } from "../src/coverage/holes.ts";
import { coverageOf } from "../src/coverage/table.ts";
import type { Catalogue, CatalogueArgument, CatalogueLoss } from "../src/format/catalogue.ts";
import type { Signatures } from "../src/format/signatures.ts";
import { fixtureSuite } from "./fixture-suite.ts";

const accepted = (...names: string[]) => names.map((name) => ({ name, recorded: "accepted" }) as const);
const DELTA: CatalogueArgument = {
  default: "1",
  values: [...accepted("1", "0.5"), { name: "a", recorded: "rejected", suspect: true }],
};
const LEGACY: CatalogueArgument = { default: "none", values: accepted("none", "true"), legacy: true };
const NAME: CatalogueArgument = { default: "none", values: accepted("none", "custom"), single: true };

const LOSS: CatalogueLoss = {
  framework: "pytorch",
  form: "class",
  concept: "demo",
  aliases: [],
  parameters: {},
  inputs: { x: { role: "prediction" } },
  arguments: { delta: DELTA, reduce: LEGACY, name: NAME },
  canonicalFamily: "n00",
  families: ["n00"],
};
const SIGNATURES: Signatures = {
  pytorch: {
    losses: {
      "demo.double": {
        kind: "class",
        real: "demo.double",
        aliases: ["demo.twice"],
        parameters: {
          construct: { delta: { default: "1.0" }, reduce: { default: "None" }, name: { default: "None" } },
          call: { x: {} },
        },
      },
    },
    others: ["demo.helper_loss"],
  },
};

function catalogue(
  loss: Partial<CatalogueLoss> = {},
  excluded = [{ name: "demo.helper_*", reason: "a helper" }],
): Catalogue {
  return { format: 1, concepts: {}, losses: { "demo.double": { ...LOSS, ...loss } }, excluded };
}

const withDelta = (delta: CatalogueArgument) => catalogue({ arguments: { ...LOSS.arguments, delta } });
const holesOf = (described: Catalogue, signatures = SIGNATURES) =>
  findHoles(signatures, described).map(({ kind, name, parameter }) => [kind, parameter ?? name]);

describe("holes", () => {
  test("there is none where everything is recorded with two accepted values or excluded with a reason", () => {
    expect(findHoles(SIGNATURES, catalogue())).toEqual([]);
  });

  const { delta: _, ...withoutDelta } = LOSS.arguments;
  test.each<[string, Catalogue, [string, string][]]>([
    ["a loss that is not recorded", { ...catalogue(), losses: {} }, [["loss", "demo.double"]]],
    ["a name that sounds like a loss", catalogue({}, []), [["loss", "demo.helper_loss"]]],
    [
      "an exclusion without a reason",
      catalogue({}, [{ name: "demo.helper_loss", reason: " " }]),
      [["reason", "demo.helper_loss"]],
    ],
    [
      "an exclusion of nothing",
      catalogue({}, [
        { name: "demo.*", reason: "a helper" },
        { name: "demo.gone", reason: "gone" },
      ]),
      [["unused-exclusion", "demo.gone"]],
    ],
    ["an argument that is not recorded", catalogue({ arguments: withoutDelta }), [["parameter", "delta"]]],
    ["an input that is not recorded", catalogue({ inputs: {} }), [["parameter", "x"]]],
    [
      "an argument that the loss does not have",
      catalogue({ arguments: { ...LOSS.arguments, beta: DELTA } }),
      [["unknown-parameter", "beta"]],
    ],
    ["another default", withDelta({ ...DELTA, default: "0.5" }), [["default", "delta"]]],
    ["one accepted value", withDelta({ ...DELTA, values: accepted("1") }), [["values", "delta"]]],
    [
      "one accepted value, excluded without a reason",
      withDelta({ ...DELTA, values: accepted("1"), excluded: "" }),
      [["reason", "delta"]],
    ],
    ["one accepted value, excluded with a reason", withDelta({ ...DELTA, values: accepted("1"), excluded: "why" }), []],
    [
      "a value in no case",
      withDelta({ ...DELTA, values: [...DELTA.values, { name: "2", recorded: "never" }] }),
      [["value", "delta"]],
    ],
    [
      "a value that is never accepted",
      withDelta({ ...DELTA, values: [...DELTA.values, { name: "2", recorded: "rejected" }] }),
      [["value", "delta"]],
    ],
  ])("%s", (_, described, holes) => {
    expect(holesOf(described)).toEqual(holes);
  });

  test("a class's argument and its input may share a name, and each must be there", () => {
    const { construct, call } = SIGNATURES.pytorch!.losses["demo.double"]!.parameters;
    const parameters = { construct: { ...construct, x: {} }, call: { ...call, delta: {} } };
    const shared = structuredClone(SIGNATURES);
    const losses = { "demo.double": { ...shared.pytorch!.losses["demo.double"]!, parameters } };
    expect(holesOf(catalogue(), { pytorch: { ...shared.pytorch!, losses } })).toEqual([
      ["parameter", "delta"],
      ["parameter", "x"],
    ]);
  });
});

describe("combinations", () => {
  const ids = (...args: string[]) => args.map((arg) => `demo.double/n00/${arg}/float32`);

  test("the product of the legal values, suspect ones and those recorded alone apart; in float64 without the legacy ones", () => {
    const all = ids("default", "delta=0.5", "reduce=true", "delta=0.5,reduce=true", "delta=a", "name=custom");
    const coverage = coverageOf("demo.double", LOSS, [
      ...all,
      "demo.double/n00/default/float64",
      "demo.double/n01/default/float32",
    ]);
    expect(coverage).toMatchObject({
      cases: 8,
      combinations: { present: 4, possible: 4 },
      float64: { present: 1, possible: 2 },
      arguments: [{ name: "delta", accepted: ["1", "0.5"], rejected: ["a"] }, { name: "reduce" }, { name: "name" }],
    });
    expect(coverageOf("demo.double", LOSS, all.slice(0, 3)).combinations).toEqual({ present: 3, possible: 4 });
  });

  test("an argument without a default is in every combination", () => {
    const size: CatalogueArgument = { values: accepted("3", "1") };
    const loss = { ...LOSS, arguments: { size } };
    expect(coverageOf("demo.double", loss, ids("size=3", "default")).combinations).toEqual({ present: 1, possible: 2 });
  });
});

describe("lossparity coverage", () => {
  async function lossparity(described: Catalogue, signatures: Signatures, ...argv: string[]) {
    const cases = fixtureSuite();
    writeFileSync(path.join(cases, "catalogue.json"), JSON.stringify(described));
    writeFileSync(path.join(cases, "signatures.json"), JSON.stringify(signatures));
    let out = "";
    const stream = {
      write: (text: string) => {
        out += text;
      },
    };
    const env = { LOSSPARITY_CASES: cases };
    return { code: await main({ argv: ["coverage", ...argv], cwd: cases, env, stdout: stream, stderr: stream }), out };
  }
  test("a hole is named and ends with exit code 1", async () => {
    const { code, out } = await lossparity(catalogue({ arguments: { name: NAME } }), SIGNATURES);
    expect(out).toContain("hole: demo.double, delta is neither recorded nor excluded");
    expect(out).toContain("3 holes");
    expect(code).toBe(1);
  });

  test("as JSON, with what is excluded and why", async () => {
    const { out } = await lossparity(catalogue(), SIGNATURES, "--json");
    expect(JSON.parse(out)).toMatchObject({
      totals: { losses: 1, cases: 12, arguments: 3, values: 7, combinations: { present: 1, possible: 4 } },
      holes: [
        { kind: "combinations", name: "demo.double", what: "has 1 of 4 combinations of its arguments in float32" },
        { kind: "combinations", what: "has 0 of 2 combinations of its arguments in float64" },
      ],
      losses: [{ loss: "demo.double", combinations: { present: 1, possible: 4 } }],
      excluded: [{ name: "demo.helper_*", reason: "a helper" }],
    });
  });

  test("signatures of no framework prove nothing", async () => {
    const { code, out } = await lossparity(catalogue(), {});
    expect(code).toBe(2);
    expect(out).toContain("signatures.json: it names no losses and others for each framework");
  });

  test("a pattern shows the values of its losses", async () => {
    const { out } = await lossparity(catalogue(), SIGNATURES, "--loss", "demo.*");
    expect(out).toContain("delta: 1 (default), 0.5; rejected: a");
  });
});

const CASES = path.resolve(import.meta.dirname, "../cases");
const read = (file: string) => JSON.parse(readFileSync(path.join(CASES, file), "utf8"));
const isRecorded = existsSync(path.join(CASES, "signatures.json")) && "losses" in read("signatures.json").tensorflow;
if (!isRecorded && process.env.CI) throw new Error("cases/signatures.json is missing or old: npm run generate");

describe.skipIf(!isRecorded)("the committed cases (npm run generate where they are skipped)", () => {
  test("cover every public loss and parameter, or say why not", () => {
    expect(findHoles(read("signatures.json"), read("catalogue.json"))).toEqual([]);
  });

  test("are of this catalogue: nothing that it plans has a hole", () => {
    expect(plannedHoles(read("signatures.json"), CONCEPTS)).toEqual([]);
  });
});
