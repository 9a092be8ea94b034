import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAIL_KINDS, type ResultRow, type ResultsFile, VERDICTS } from "../src/format/results.ts";
import { buildData } from "../src/report/data/build.ts";
import { NOT_RUN, verdictOf } from "../src/report/data/outcomes.ts";
import { addCells, failing, passing, total, unsupported } from "../src/report/data/tally.ts";
import { entriesOf, found, match } from "../src/report/find.ts";
import { type Clause, FIELDS, IS, parseQuery, printQuery, toggled } from "../src/report/query.ts";
import { parseState, printState, type State, VIEWS } from "../src/report/state.ts";
import { hostileRun, SUITE, variedRun } from "./report-fixture.ts";

const value = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom('"', "\\", "a b", "!x", "err>1", ""),
);
const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({ not: fc.boolean(), field: fc.constantFrom(...FIELDS), value }),
  fc.record({ not: fc.boolean(), field: fc.constant("word" as const), value }),
  fc.record({
    not: fc.boolean(),
    field: fc.constant("err" as const),
    comparison: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
    value: fc.double({ noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
  }),
);

describe("the filter language", () => {
  it("reads every query that it writes", () => {
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 5 }), (query) => {
        expect(parseQuery(printQuery(query))).toEqual(query);
      }),
    );
  });

  it("reads any text, and writes what it read in one way", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const printed = printQuery(parseQuery(text));
        expect(printQuery(parseQuery(printed))).toBe(printed);
      }),
    );
  });

  it("puts a clause in and takes it out again", () => {
    const own: Clause = { not: false, field: "adapter", value: "my lib" };
    expect(toggled("is:failing", own)).toBe('is:failing adapter:"my lib"');
    expect(toggled('is:failing adapter:"my lib"', own)).toBe("is:failing");
  });
});

describe("what a filter means", () => {
  const { summary, tables } = buildData([hostileRun(), variedRun()], SUITE, { run: "r" });
  const count = (q: string) => {
    const matched = match(q, summary, tables);
    return entriesOf(matched, tables, [0, 1], 0, 1000).length;
  };

  it.each([
    ["", 12],
    ["loss:CosineSimilarity", 6],
    ["loss:Cosine", 0],
    ["loss:*cosine*", 12],
    ["!loss:CosineSimilarity", 6],
    ["concept:cosine-similarity framework:pytorch", 6],
    ["adapter:varied", 6],
    ["adapter:varied adapter:nobody", 6],
    ["verdict:pass", 3],
    ["verdict:crash verdict:pass", 4],
    ["kind:value", 2],
    ["code:SIGN_FLIPPED", 1],
    ["code:none is:failing", 3],
    ["is:unexplained", 3],
    ["is:failing", 5],
    ["is:failing !kind:value", 3],
    ["is:judged", 8],
    ["is:different", 4],
    ["err>1", 3],
    ["err>=12.5 err<1000", 1],
    ["err>=inf", 1],
    ["!err>1 is:failing", 2],
    ["tag:imprecise", 1],
    ["tag:gradients-missing", 1],
    ["family:unlike", 4],
    ["dtype:float32", 12],
    ["dtype:float64", 0],
    ["reduction:none", 12],
    ["reduction:default", 0],
    ["segmentation", 1],
    ['"Segmentation fault" unlike', 1],
    ["!varied", 6],
    ["nobody:knows", 0],
    ["is:nothing", 0],
  ])("%s", (q, expected) => {
    expect(count(q)).toBe(expected);
  });
});

describe("sums", () => {
  const ids = [...hostileRun().results, ...variedRun().results].map(({ id }) => id);
  const row = (id: string): fc.Arbitrary<ResultRow | undefined> =>
    fc.option(
      fc.record({
        id: fc.constant(id),
        verdict: fc.constantFrom(...VERDICTS),
        ratio: fc.constantFrom(0.5, 3, "Infinity" as const),
        diagnosis: fc.constantFrom("A", "B"),
      }),
      { nil: undefined },
    );
  const run: fc.Arbitrary<ResultsFile> = fc
    .tuple(fc.tuple(...[...new Set(ids)].map(row)), fc.constantFrom(...FAIL_KINDS))
    .map(([rows, kind]) => {
      const results = rows.flatMap((each): ResultRow[] => {
        if (!each) return [];
        const { id, verdict, ratio } = each;
        return [verdict === "fail" ? { ...each, kind } : { id, verdict, ...(ratio && { ratio }) }];
      });
      return hostileRun({ results, unsupportedRanges: [] });
    });

  it("are equal in every view, and those of the results files", () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 3 }), fc.array(clause, { maxLength: 3 }), (runs, query) => {
        const { summary, tables } = buildData(runs, SUITE, { run: "r" });
        const columns = runs.map((_, adapter) => adapter);
        // The whole: the overview's cells against the rows of the files.
        runs.forEach((file, adapter) => {
          const sum = addCells(summary.cells.map((cells) => cells[adapter]!));
          const of = (verdict: string) => file.results.filter((each) => each.verdict === verdict).length;
          expect(passing(sum)).toBe(of("pass"));
          expect(unsupported(sum)).toBe(of("unsupported"));
          expect(failing(sum)).toBe(file.results.length - of("pass") - of("unsupported"));
        });
        // A filter: the overview's cells, the list's sum, its entries and its facets.
        for (const q of [printQuery(query), ...IS.map((each) => `is:${each}`)]) {
          const matched = match(q, summary, tables);
          const list = found(matched, tables, columns, runs.length, 10_000);
          const overview = addCells(matched.cells.flat());
          expect(list.sum).toEqual(overview);
          expect(list.entries).toHaveLength(total(overview));
          expect(list.byAdapter.reduce((sum, each) => sum + each, 0)).toBe(total(overview));
          expect([...list.byCode.values()].reduce((sum, each) => sum + each, 0)).toBe(failing(overview));
          const fails = list.entries.filter(({ table, adapter, at }) => {
            const outcome = table.outcome[adapter * table.size + at]!;
            return outcome !== NOT_RUN && !["pass", "unsupported"].includes(verdictOf(outcome)!);
          });
          expect(fails).toHaveLength(failing(overview));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("the state in the hash", () => {
  const text = fc.string({ minLength: 1, unit: "grapheme" });
  const state: fc.Arbitrary<State> = fc.record(
    {
      view: fc.constantFrom(...VIEWS),
      subject: text,
      q: text,
      columns: fc.array(text, { minLength: 1, maxLength: 3 }),
      adapter: text,
      all: fc.constant(true),
      picture: fc.dictionary(text, text, { minKeys: 1, maxKeys: 3 }),
      run: text,
    },
    { requiredKeys: ["view"] },
  );

  it("comes back as it was", () => {
    fc.assert(
      fc.property(state, (own) => {
        expect(parseState(printState(own))).toEqual(own);
        expect(printState(parseState(printState(own)))).toBe(printState(own));
      }),
    );
  });

  it("can be any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (hash) => {
        expect(VIEWS).toContain(parseState(hash).view);
      }),
    );
  });

  it("reads well", () => {
    expect(printState({ view: "case", subject: "torch.nn.L1Loss/a/reduction=sum/float32", q: "is:failing x" })).toBe(
      "#/case/torch.nn.L1Loss/a/reduction=sum/float32?q=is:failing%20x",
    );
  });
});
