import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ResultsFile } from "../src/format/results.ts";
import type { DetailsBlock, RowsBlock, Summary } from "../src/report/data/blocks.ts";
import { buildData } from "../src/report/data/build.ts";
import { extractResults } from "../src/report/data/extract.ts";
import { openTable } from "../src/report/data/table.ts";
import { escapeHtml } from "../src/report/markup.ts";
import { numberText, ratioText, shareText } from "../src/report/text.ts";
import { renderHtml } from "../src/reporters/html.ts";
import { reportScript } from "../src/reporters/report-script.ts";
import { HOSTILE, hostileRun, SUITE, variedRun } from "./report-fixture.ts";

/** What a block of a page holds. */
function unpack<T>(html: string, id: string): { readonly value: T; readonly text: string } | undefined {
  const packed = new RegExp(`<template id="${id}">([^<]*)<`).exec(html)?.[1];
  if (packed === undefined) return undefined;
  const text = gunzipSync(Buffer.from(packed, "base64")).toString();
  return { value: JSON.parse(text) as T, text };
}

/** An adapter's results out of the page alone. */
function extract(html: string, adapter: number): ResultsFile {
  const summary = unpack<Summary>(html, "summary")!.value;
  const tables = summary.losses.map(({ name }, i) => openTable(name, unpack<RowsBlock>(html, `rows-${i}`)!.value));
  const details = summary.losses.map((_, i) => unpack<DetailsBlock>(html, `details-${i}`)?.value);
  return extractResults(summary, adapter, tables, details);
}

describe("renderHtml", () => {
  it("keeps what an adapter says inert", async () => {
    const html = await renderHtml({ results: [hostileRun()], suite: SUITE });
    expect(html).not.toContain("<img");
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).toContain(escapeHtml(HOSTILE));
  });

  it("needs nothing from outside, and says so in its policy", async () => {
    const html = await renderHtml({ results: [hostileRun()], suite: SUITE });
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).toContain("default-src 'none'; script-src 'sha256-");
  });

  it("gives the same bytes for the same results", async () => {
    const once = await renderHtml({ results: [hostileRun(), variedRun()], suite: SUITE });
    expect(await renderHtml({ results: [hostileRun(), variedRun()], suite: SUITE })).toBe(once);
  });

  it("gives the results files back as they were, with NaN, infinities and negative zero", async () => {
    const runs = [hostileRun(), variedRun()];
    const html = await renderHtml({ results: runs, suite: SUITE });
    runs.forEach((run, adapter) => {
      expect(extract(html, adapter)).toEqual(run);
    });
    expect(unpack(html, "details-0")!.text).toContain("[-0.0,0.6]");
    expect(unpack(html, "details-0")!.text).toContain('["NaN","-Infinity"]');
  });

  it("holds a tensor once, whoever has it, and nothing of what passes", async () => {
    const html = await renderHtml({ results: [hostileRun(), hostileRun()], suite: SUITE });
    const { tensors, cases } = unpack<DetailsBlock>(html, "details-0")!.value;
    expect(Object.keys(cases)).toHaveLength(1);
    expect(tensors).toHaveLength(4);
    expect(unpack(html, "details-1")).toBeUndefined();
  });

  it("tells a partial run", async () => {
    const run = hostileRun();
    const html = await renderHtml({ results: [{ ...run, run: { ...run.run, partial: "interrupted" } }], suite: SUITE });
    expect(html).toContain("Not a full verdict");
    expect(html).toContain("interrupted");
  });

  it("says how to get a run when there is none", async () => {
    expect(await renderHtml({ results: [], suite: SUITE })).toContain("lossparity run tfjs-node");
  });
});

describe("buildData", () => {
  it("counts what was not declared", () => {
    const { summary } = buildData([hostileRun()], SUITE, { run: "r" });
    const counts = summary.cells.map(([cell]) => cell!.counts);
    expect(counts.map(([, pass, unsupported, undeclared, value]) => [pass, unsupported, undeclared, value])).toEqual([
      [2, 0, 0, 1],
      [0, 0, 3, 0],
    ]);
    expect(summary.cells[0]![0]!.worst).toBe(1_200_000);
  });

  it("shows cases that only the results know", () => {
    const run = hostileRun({ results: [{ id: "my.loss/a/default/float32", verdict: "pass" }] });
    const { summary } = buildData([run], SUITE, { run: "r" });
    expect(summary.losses.at(-1)).toMatchObject({ name: "my.loss", cases: 1 });
  });

  it("leaves out the answers of later failures of a kind first", () => {
    const { summary, details } = buildData([variedRun()], SUITE, { run: "r", cap: 3 });
    expect(summary.adapters[0]).toMatchObject({ failing: 4, detailed: 3 });
    expect(details.flatMap((block) => Object.keys(block?.answers[0] ?? {}))).toHaveLength(3);
  });
});

it("has an app of at most 150 kB minified and compressed", async () => {
  expect(gzipSync(await reportScript()).length).toBeLessThan(150_000);
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
  expect([shareText(9999, 10_000), shareText(1, 10_000), shareText(2, 3), shareText(3, 3)]).toEqual([
    "> 99.9 %",
    "< 0.1 %",
    "66.7 %",
    "100 %",
  ]);
});
