import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { type Baseline, gate } from "../src/baseline.ts";
import type { ResultRow, ResultsFile } from "../src/format/results.ts";
import { renderBadge } from "../src/reporters/badge.ts";
import { renderCtrf } from "../src/reporters/ctrf.ts";
import { renderGithub } from "../src/reporters/github.ts";
import { renderJunit } from "../src/reporters/junit.ts";
import { renderMarkdown } from "../src/reporters/markdown.ts";
import { paintFor } from "../src/reporters/paint.ts";
import { renderTerminal } from "../src/reporters/terminal.ts";
import { tally } from "../src/run/run.ts";

const HOSTILE = '\u001b[31m"]]><script>alert(1)</script>&\u0000\ud800\n::error::x%0A</failure>';
const id = (family: string) => `demo.loss/${family}/default/float32`;
const ROWS: readonly ResultRow[] = [
  { id: id("a"), verdict: "pass" },
  { id: id("b"), verdict: "fail", kind: "value", message: HOSTILE },
  { id: id("c"), verdict: "fail", kind: "shape", message: "known" },
  { id: id("d"), verdict: "crash", message: HOSTILE },
  { id: id("e"), verdict: "unsupported", message: HOSTILE },
  { id: "demo.other/a/default/float32", verdict: "timeout", message: "no answer within 5 ms" },
];

function run(rows: readonly ResultRow[], name = HOSTILE): ResultsFile {
  return {
    format: 1,
    suite: { version: "1.2.3", cases: "0" },
    adapter: { name, version: "0", language: "js" },
    run: { startedAt: "2026-01-02T03:04:05.678Z", elapsedMs: 1234.5, host: HOSTILE },
    summary: tally(rows, [], 0),
    results: rows,
    unsupportedRanges: [],
  };
}

const BASELINE: Baseline = { format: 1, known: [{ case: id("c"), kind: "shape" }] };
const results = run(ROWS);
const gates = [
  gate(
    results,
    BASELINE,
    ROWS.map(({ id }) => id),
  ),
];
const schema = (file: string) => readFileSync(path.join(import.meta.dirname, "schemas", file), "utf8");

describe("junit", () => {
  const validate = (xml: string) =>
    validateXML({
      xml: { fileName: "junit.xml", contents: xml },
      schema: { fileName: "junit-10.xsd", contents: schema("junit-10.xsd") },
    });

  test("is valid by Jenkins' schema, whatever adapters say, and for no results too", async () => {
    for (const all of [[results], [results, run([], "empty")], []]) {
      expect(await validate(renderJunit(all, gates))).toMatchObject({ valid: true, errors: [] });
    }
    expect(await validate("<testsuites><testsuite/></testsuites>")).toMatchObject({ valid: false });
  });

  test("counts what it holds, and skips what the baseline knows", () => {
    const xml = renderJunit([results], gates);
    expect(xml).toContain('<testsuites name="lossparity" tests="6" failures="1" errors="2">');
    expect(xml).toContain('tests="5" failures="1" errors="1" skipped="2"');
    expect(xml).toContain('<skipped message="known failure (shape): known"/>');
    expect(xml).not.toContain("<script");
    expect(renderJunit([results])).toContain('failures="2"');
  });
});

describe("ctrf", () => {
  test("is valid by its schema and counts what it holds", () => {
    const report = JSON.parse(renderCtrf([results], gates));
    const validator = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(schema("ctrf-0.0.json")));
    expect(validator(report) || validator.errors).toBe(true);
    expect(report.results.summary).toMatchObject({ tests: 6, passed: 1, failed: 3, skipped: 1, other: 1 });
    expect(report.results.summary.stop - report.results.summary.start).toBe(1235);
    expect(validator({ ...report, results: {} })).toBe(false);
  });
});

describe("badge", () => {
  test("says how many of the supported cases pass, in green only where nothing is unexpected", () => {
    const svg = renderBadge([results], gates);
    expect(svg).toContain("20.0 % of 5");
    expect(svg).toContain("#c62828");
    expect(svg).not.toContain("<script");
    const good = run([ROWS[0]!, ROWS[4]!], "mine");
    const green = renderBadge([good], [gate(good, undefined, [])]);
    expect(green).toContain('aria-label="mine · lossparity: 100 % of 1"');
    expect(green).toContain("#2e7d32");
  });

  test("is never 100 % where something fails, nor green where the run is partial or judged nothing", () => {
    const many = Array.from({ length: 9999 }, (_, i): ResultRow => ({ id: id(`f${i}`), verdict: "pass" }));
    const nearly = run([...many, ROWS[1]!]);
    expect(renderBadge([nearly], [gate(nearly, undefined, [])])).toContain("99.9 % of 10,000");
    const partial = { ...run([ROWS[0]!]), run: { ...results.run, partial: "interrupted" } };
    expect(renderBadge([partial], [gate(partial, undefined, [])])).toContain("#c62828");
    expect(renderBadge([run([])], [gate(run([]), undefined, [])])).toContain("nothing judged");
  });
});

test("the terminal gives no command to a CI system, whatever an adapter, a baseline or its messages say", () => {
  const name = "::error::";
  const commands = ["::add-mask::x", "##[set-output name=a]b", "##vso[task.x]", "##teamcity[x]", "\n::error::x"];
  for (const command of commands) {
    const hostile = run([{ ...ROWS[1]!, message: command }], command);
    const known = [{ case: command, kind: command }];
    const text = renderTerminal(hostile, gate(hostile, { format: 1, known }, []), name);
    expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    expect(text.split("\n").length).toBe(
      renderTerminal(run(ROWS.slice(1, 2), "a"), gate(hostile, { format: 1, known }, []), name).split("\n").length,
    );
  }
});

test("the terminal is coloured where a person reads, and nowhere else", () => {
  expect(paintFor({}, true).bad("x")).toBe("\u001b[31mx\u001b[39m");
  for (const [env, isTTY] of [
    [{}, false],
    [{}, undefined],
    [{ NO_COLOR: "1" }, true],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true],
    [{ TERM: "dumb" }, true],
    [{ FORCE_COLOR: "0" }, true],
  ] as const)
    expect(paintFor(env, isTTY).bad("x")).toBe("x");
  expect(paintFor({ FORCE_COLOR: "1" }, false).good("x")).toContain("\u001b[32m");
});

test("github and markdown give no command, no markup and no escape of the adapter's", () => {
  const commands = renderGithub([results], gates).trim().split("\n");
  // Two crashes or failures, the timeout, and the counts: what the baseline knows has no annotation.
  expect(commands).toHaveLength(4);
  for (const line of commands) expect(line).toMatch(/^::(error|notice) title=[^:]*::/);
  const markdown = renderMarkdown([results]);
  for (const text of ["<script", "\u001b"]) expect(markdown).not.toContain(text);
});
