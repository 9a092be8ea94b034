import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ConceptCurves } from "../atlas/curves/data.ts";
import { readCurves } from "../atlas/load.ts";
import type { ResultsFile } from "../format/results.ts";
import { BOOT } from "../report/boot.ts";
import type { AtlasPages } from "../report/data/atlas-pages.ts";
import { buildData, type ReportData } from "../report/data/build.ts";
import type { ReportSuite } from "../report/data/suite.ts";
import { entriesOf, match } from "../report/find.ts";
import { el, escapeHtml, toHtml } from "../report/markup.ts";
import { runDiff } from "../report/run-diff.ts";
import { STYLES } from "../report/styles/styles.css.ts";
import { countText } from "../report/text.ts";
import { contextOf } from "../report/views/context.ts";
import type { RunDiff } from "../report/views/diff.ts";
import { overview } from "../report/views/overview.ts";
import { staticPart } from "../report/views/static.ts";
import { stringifyJson } from "../tensor/json.ts";
import { atlasOf } from "./atlas-pages.ts";
import { reportScript } from "./report-script.ts";

export interface HtmlInput {
  readonly results: readonly ResultsFile[];
  readonly suite: ReportSuite;
  /** Earlier runs that these are held against, by adapter. */
  readonly against?: readonly ResultsFile[];
}

/** Failing cases that are in the page without its script. */
export const STATIC_FAILURES = 200;

/** The report: one file that needs no server, no network, and for its overview no script. Equal results give equal bytes. */
export async function renderHtml({ results, suite, against = [] }: HtmlInput): Promise<string> {
  const data = buildData(results, suite, { run: hashOf(results) });
  const atlas = await atlasOf(suite);
  const diffs = diffsOf(results, against);
  const script = await reportScript();
  const hashes = [BOOT, script].map((text) => `'sha256-${sha256(text)}'`).join(" ");
  const policy = `default-src 'none'; script-src ${hashes}; style-src 'sha256-${sha256(STYLES)}'; base-uri 'none'; form-action 'none'`;
  const failing = data.summary.adapters.reduce((sum, adapter) => sum + adapter.failing, 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${failing === 0 ? "All pass" : `${countText(failing)} failing`} · lossparity</title>
<script>${BOOT}</script>
<style>${STYLES}</style>
</head>
<body>
${header(failing)}
<main id="main">
<p class="only-print" id="printed-filter"></p>
<dialog id="help" aria-labelledby="help-title"></dialog>
<div id="view">${drawn(data)}</div>
${block("summary", data.summary)}
${block("atlas", atlas.index)}
<script>${script}</script>
<div id="static">${besides(data, atlas)}</div>
</main>
<footer><p>Red and orange only ever mean that an adapter differs from the framework that it claims to follow. Where the two frameworks differ from each other is a fact, and blue.</p></footer>
${blocks(data, atlas, diffs, readCurves(suite.dir)).join("\n")}
</body>
</html>
`;
}

/** What changed since earlier runs: each is held against the run of its adapter, or two single ones against each other. */
export function diffsOf(results: readonly ResultsFile[], against: readonly ResultsFile[]): RunDiff[] {
  return against.flatMap((before) => {
    const named = results.find(({ adapter }) => adapter.name === before.adapter.name);
    const after = named ?? (results.length === 1 && against.length === 1 ? results[0] : undefined);
    return after ? [runDiff(before, after)] : [];
  });
}

// --- internal ---

function header(failing: number): string {
  return toHtml([
    el("a", { class: "skip", href: "#main" }, "Skip to the content"),
    el(
      "header",
      { class: "top" },
      el(
        "div",
        {},
        el("p", { class: "brand" }, el("a", { href: "#/overview" }, "lossparity")),
        el(
          "nav",
          { "aria-label": "Views" },
          el("a", { href: "#/overview" }, "Overview"),
          el(
            "a",
            { href: "#/cases?q=is:failing" },
            "Failing cases ",
            el("span", { class: "count" }, countText(failing)),
          ),
          el("a", { href: "#/differences" }, "TF vs PyTorch"),
          el("a", { href: "#/diff" }, "Run against run"),
          el("a", { href: "#/about" }, "About"),
        ),
        el(
          "div",
          { class: "buttons" },
          el("output", { id: "said", role: "status" }),
          el("button", { type: "button", "data-do": "link" }, "Copy link"),
          el("button", { type: "button", "data-do": "help", "aria-label": "Keys and filter language" }, "?"),
          el("button", { type: "button", id: "theme", "data-do": "theme", hidden: true }, "Theme"),
        ),
      ),
    ),
    el(
      "form",
      { id: "filter", class: "filter-bar", role: "search", hidden: true },
      el("label", { for: "query" }, "Filter"),
      el("input", {
        id: "query",
        type: "search",
        autocomplete: "off",
        spellcheck: "false",
        placeholder: "loss:Huber kind:gradient err>10 or any words",
      }),
      el("output", { id: "match-count", for: "query" }),
    ),
  ]);
}

function drawn({ summary }: ReportData): string {
  return toHtml(overview(contextOf(summary, { view: "overview" })));
}

function besides({ summary, tables }: ReportData, atlas: AtlasPages): string {
  const context = contextOf(summary, { view: "overview" });
  const matched = match("is:failing", summary, tables);
  const entries = entriesOf(matched, tables, context.columns, 0, STATIC_FAILURES);
  const count = summary.adapters.reduce((sum, { failing }) => sum + failing, 0);
  return toHtml(staticPart(context, { entries, count }, atlas));
}

/** What is looked for when it is asked for; behind the script, so that the page is of use before all of it has been read. */
function blocks(
  { rows, details }: ReportData,
  atlas: AtlasPages,
  diffs: readonly RunDiff[],
  curves: readonly ConceptCurves[],
): string[] {
  return [
    ...rows.map((each, loss) => block(`rows-${loss}`, each)),
    ...details.flatMap((each, loss) => (each ? [block(`details-${loss}`, each)] : [])),
    ...atlas.concepts.map((concept) => block(`concept-${concept.name}`, concept)),
    ...curves.map((each) => block(`curves-${each.concept}`, each)),
    block("concept-any-loss", atlas.general),
    block("concept-what-you-may-have-read", atlas.statements),
    ...(diffs.length > 0 ? [block("diffs", diffs)] : []),
  ];
}

function block(id: string, value: unknown): string {
  return `<template id="${escapeHtml(id)}">${gzipSync(stringifyJson(value), { level: 9 }).toString("base64")}</template>`;
}

/** Names these results, whatever is made of them. */
function hashOf(results: readonly ResultsFile[]): string {
  const hash = createHash("sha256");
  for (const file of results) hash.update(JSON.stringify(file));
  return hash.digest("hex").slice(0, 12);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
