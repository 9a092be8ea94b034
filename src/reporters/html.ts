import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { buildAtlas } from "../atlas/atlas.ts";
import { readAtlasFiles } from "../atlas/load.ts";
import type { ResultsFile } from "../format/results.ts";
import { buildModel, type Model, type ReportSuite } from "../report/model.ts";
import { renderFailures, renderMatrix, renderMeta, STATIC_FAILURES } from "../report/render.ts";
import { renderDifferences } from "../report/render-differences.ts";
import { STYLES } from "../report/styles.css.ts";
import { countText, escapeHtml as e } from "../report/text.ts";
import { stringifyJson } from "../tensor/json.ts";
import { reportScript } from "./report-script.ts";

/** The report: one file that needs no server, no network, and for its overview no script. */
export async function renderHtml(input: {
  readonly results: readonly ResultsFile[];
  readonly suite: ReportSuite;
}): Promise<string> {
  const { results, suite } = input;
  const catalogue = suite.catalogue();
  const files = suite.manifest.files.map(suite.caseFile);
  const model = buildModel(results, catalogue.concepts, files);
  const differences = renderDifferences(buildAtlas({ files, catalogue, ...readAtlasFiles(suite.dir) }));
  const script = await reportScript();
  const policy = `default-src 'none'; script-src 'sha256-${sha256(script)}'; style-src 'sha256-${sha256(STYLES)}'; base-uri 'none'; form-action 'none'`;
  const failing = model.details.rows.length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${failing === 0 ? "All pass" : `${countText(failing)} failing`} · lossparity</title>
<style>${STYLES}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div><p class="brand">lossparity</p><p class="claim">Does your library mean what PyTorch 1.7 and TensorFlow 2.3 mean?</p></div>
<nav aria-label="Sections"><a href="#/overview">Overview</a><a href="#/failures">Failures <span class="count">${countText(failing)}</span></a><a href="#/differences">TF vs PyTorch</a><button type="button" id="theme" hidden>Theme</button></nav>
</header>
<main id="main">
<section id="case" hidden></section>
<div id="sections">
<section id="overview" aria-labelledby="overview-title"><h1 id="overview-title" tabindex="-1">${headline(results)}</h1>${renderMatrix(model, results)}${renderMeta(results, suite)}</section>
<section id="failures" aria-labelledby="failures-title"><h2 id="failures-title" tabindex="-1">Failing cases</h2>${filterBox(failing)}${renderFailures(model)}${notes(model, results)}</section>
<section id="differences" aria-labelledby="differences-title"><h2 id="differences-title" tabindex="-1">Where PyTorch and TensorFlow differ</h2>${differences}</section>
</div>
</main>
<footer><p>Red and orange mean that an adapter differs from the framework it claims to follow. Where the two frameworks differ from each other is a fact, not a failure.</p></footer>
<template id="data">${gzipSync(stringifyJson(model.details), { level: 9 }).toString("base64")}</template>
<script type="module">${script}</script>
</body>
</html>
`;
}

// --- internal ---

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function headline(results: readonly ResultsFile[]): string {
  const failing = results.filter(({ summary }) => summary.fail + summary.crash + summary.timeout + summary.invalid > 0);
  if (results.length === 0) return "No adapter was run";
  const names = `${results.length} adapter${results.length === 1 ? "" : "s"}`;
  if (failing.length === 0) return `${names}, no failing case`;
  return `${names}, ${failing.length === results.length ? (results.length === 1 ? "with" : "each with") : `${failing.length} with`} failing cases`;
}

function filterBox(failing: number): string {
  if (failing === 0) return "";
  return `<form id="filter" role="search" hidden><label for="query">Filter</label><input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="loss:Huber kind:gradient adapter:… or any text"><output id="matches" for="query"></output></form>`;
}

function notes(model: Model, results: readonly ResultsFile[]): string {
  const lines: string[] = [];
  const failing = model.details.rows.length;
  if (failing > STATIC_FAILURES) {
    lines.push(
      `<noscript>The first ${STATIC_FAILURES} of ${countText(failing)} failing cases; with scripts on all of them.</noscript>`,
    );
  }
  model.withoutDetail.forEach((count, i) => {
    if (count === 0) return;
    lines.push(
      `${e(results[i]!.adapter.name)}: ${countText(count)} more failing cases are listed without their tensors, to keep this file small. <code>lossparity explain</code> shows them.`,
    );
  });
  return lines.map((line) => `<p class="aside">${line}</p>`).join("");
}
