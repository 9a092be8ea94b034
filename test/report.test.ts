import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { buildModel, type Details } from "../src/report/model.ts";
import { compileQuery, queryToken } from "../src/report/query.ts";
import { escapeHtml, numberText, ratioText } from "../src/report/text.ts";
import { renderHtml } from "../src/reporters/html.ts";
import { CATALOGUE, COSINE_FILES, HOSTILE, hostileRun, SUITE } from "./report-fixture.ts";

describe("renderHtml", () => {
  it("keeps what an adapter says inert", async () => {
    const html = await renderHtml({ results: [hostileRun()], suite: SUITE });
    expect(html).not.toContain("<img");
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).toContain(escapeHtml(HOSTILE));
  });

  it("needs nothing from outside, and says so in its policy", async () => {
    const html = await renderHtml({ results: [hostileRun()], suite: SUITE });
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).toContain("default-src 'none'; script-src 'sha256-");
  });

  it("gives the same bytes for the same results", async () => {
    const once = await renderHtml({ results: [hostileRun()], suite: SUITE });
    expect(await renderHtml({ results: [hostileRun()], suite: SUITE })).toBe(once);
  });

  it("counts what was not declared, and tells a partial run", async () => {
    const run = hostileRun();
    const model = buildModel([run], CATALOGUE.concepts, COSINE_FILES);
    const cells = model.groups.flatMap(({ rows }) => rows.map(({ cells: [cell] }) => cell!));
    expect(cells.map(({ counts }) => [counts.pass, counts.fail, counts.unsupported])).toEqual([
      [2, 1, 0],
      [0, 0, 3],
    ]);
    expect(cells[0]!.worst).toBe(1_200_000);
    const html = await renderHtml({ results: [{ ...run, run: { ...run.run, partial: "interrupted" } }], suite: SUITE });
    expect(html).toContain("Partial run");
    expect(html).toContain("interrupted");
  });

  it("embeds the tensors of failing cases once, negative zero included", async () => {
    const html = await renderHtml({ results: [hostileRun(), hostileRun()], suite: SUITE });
    const packed = /<template id="data">([^<]*)</.exec(html)![1]!;
    const text = gunzipSync(Buffer.from(packed, "base64")).toString();
    const details = JSON.parse(text) as Details;
    expect(details.rows).toHaveLength(2);
    expect(details.cases).toHaveLength(1);
    expect(details.tensors).toHaveLength(4);
    expect(text).toContain("[-0.0,0.6]");
  });

  it("says how to get a run when there is none", async () => {
    expect(await renderHtml({ results: [], suite: SUITE })).toContain("lossparity run tfjs-node");
  });
});

describe("compileQuery", () => {
  const row = {
    id: "tf.keras.losses.Huber/kink/default/float32",
    loss: "tf.keras.losses.Huber",
    adapter: "my lib",
    verdict: "fail",
    kind: "value",
    message: "two elements differ",
  };

  it.each([
    ["", true],
    ["loss:Huber", true],
    ["loss:Hub", false],
    ["loss:*hub*", true],
    ["!loss:Huber", false],
    ["kind:gradient kind:value", true],
    ["kind:gradient", false],
    ['adapter:"my lib" verdict:fail', true],
    ['"two elements" kink', true],
    ["dtype:float32", true],
    ["nobody:knows", false],
    ["!kink", false],
  ])("%s", (query, expected) => {
    expect(compileQuery(query)(row)).toBe(expected);
  });

  it("reads the tokens it writes", () => {
    expect(compileQuery(`${queryToken("adapter", "my lib")} ${queryToken("loss", row.loss)}`)(row)).toBe(true);
  });
});

it("writes numbers as a reader wants them", () => {
  expect([0.1 + 0.2, "NaN", "-Infinity", -1.5, -0, undefined].map((value) => numberText(value))).toEqual([
    "0.3",
    "NaN",
    "−∞",
    "−1.5",
    "0",
    "–",
  ]);
  expect([1.2345, 123.4, "Infinity" as const, 2.5e9].map((value) => ratioText(value))).toEqual([
    "1.2×",
    "123×",
    "∞×",
    "3e9×",
  ]);
});
