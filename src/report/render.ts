import type { Provenance } from "../format/case-file.ts";
import type { ResultsFile } from "../format/results.ts";
import type { Cell, Model, ReportSuite } from "./model.ts";
import { queryToken } from "./query.ts";
import { countText, escapeHtml as e, ratioText } from "./text.ts";

/** Failing cases that are in the page without its script. */
export const STATIC_FAILURES = 200;

/** The state of a cell: never by colour alone, always also by shape and word. */
export function cellState(cell: Cell): { glyph: string; word: string; name: string } {
  const { pass, fail, unsupported, crash, timeout, invalid } = cell.counts;
  if (fail + crash + timeout + invalid > 0) return { glyph: "▲", word: "fails", name: "bad" };
  if (pass > 0) return { glyph: "●", word: "passes", name: "good" };
  if (unsupported > 0) return { glyph: "○", word: "unsupported", name: "none" };
  return { glyph: "·", word: "not run", name: "none" };
}

export function renderMeta(results: readonly ResultsFile[], suite: ReportSuite): string {
  const frameworks = (["tensorflow", "pytorch"] as const)
    .map((name) => [name, suite.manifest.frameworks[name]] as const)
    .filter((entry): entry is readonly ["tensorflow" | "pytorch", Provenance] => entry[1] !== undefined)
    .map(([name, { version }]) => `${name === "tensorflow" ? "TensorFlow" : "PyTorch"} ${version}`);
  const cases = suite.manifest.files.reduce((sum, file) => sum + file.cases, 0);
  const facts: [string, string][] = [
    ["Suite", `${suite.version} · cases ${suite.digest.slice(0, 12)}`],
    ["Goldens", `${countText(cases)} recorded from ${frameworks.join(" and ")}`],
    ...results.map(({ adapter, run, summary }): [string, string] => [
      adapter.name,
      `${adapter.version} · ${adapter.language} · ${countText(summary.total)} cases in ${(run.elapsedMs / 1000).toFixed(1)} s · ${run.startedAt.slice(0, 16).replace("T", " ")}${run.shard ? ` · shard ${run.shard}` : ""}${run.environment ? ` · in ${run.environment}` : ""}`,
    ]),
  ];
  return `<dl class="meta">${facts.map(([term, text]) => `<div><dt>${e(term)}</dt><dd>${e(text)}</dd></div>`).join("")}</dl>${renderPartial(results)}`;
}

export function renderMatrix(model: Model, results: readonly ResultsFile[]): string {
  if (results.length === 0) {
    return `<p class="empty">No run to show. Run an adapter first: <code>lossparity run tfjs-node</code></p>`;
  }
  const head = results
    .map(({ adapter }) => `<th scope="col"><span>${e(adapter.name)}</span><small>${e(adapter.version)}</small></th>`)
    .join("");
  const bodies = model.groups.map(({ title, rows }) => {
    const lines = rows.map(
      ({ loss, framework, cases, cells }) =>
        `<tr><th scope="row">${badge(framework)}${lossName(loss)}<small>${countText(cases)} cases</small></th>${cells
          .map((cell, i) => renderCell(cell, loss, results[i]!.adapter.name))
          .join("")}</tr>`,
    );
    const span = results.length + 1;
    return `<tbody><tr class="group"><th colspan="${span}" scope="rowgroup"><span>${e(title)}</span></th></tr>${lines.join("")}</tbody>`;
  });
  return `${LEGEND}<div class="scroll" tabindex="0" role="region" aria-label="Losses by adapter"><table class="matrix"><thead><tr><th scope="col">Loss</th>${head}</tr></thead>${bodies.join("")}</table></div>`;
}

export function renderFailures(model: Model): string {
  const { rows, adapters } = model.details;
  if (rows.length === 0) return `<p class="empty">No case failed.</p>`;
  const lines = rows.slice(0, STATIC_FAILURES).map((row) => {
    const adapter = adapters[row.adapter]!.name;
    return `<tr><td><a href="${e(caseLink(adapter, row.id))}">${breakable(row.id)}</a>${row.message ? `<small>${e(row.message)}</small>` : ""}</td><td>${e(adapter)}</td><td><span class="verdict">▲ ${e(row.kind ?? row.verdict)}</span></td><td class="number">${ratioText(row.ratio)}</td></tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="Failing cases"><table class="failures"><thead><tr><th scope="col">Case</th><th scope="col">Adapter</th><th scope="col">What</th><th scope="col" class="number">Error ÷ allowed</th></tr></thead><tbody id="failure-rows">${lines.join("")}</tbody></table></div>`;
}

/** The permalink of a case on an adapter. */
export function caseLink(adapter: string, id: string): string {
  return `#/case/${encodeURIComponent(adapter)}/${id}`;
}

/** A long dotted or slashed name that may wrap where it reads well. */
export function breakable(name: string): string {
  return `<code>${e(name).replace(/[./,(](?=[^./,)])/g, "$&<wbr>")}</code>`;
}

// --- internal ---

const LEGEND = `<p class="legend"><span class="good">● passes all it supports</span> <span class="bad">▲ some cases fail</span> <span class="none">○ not offered by the library</span> <span>3.1× is the largest error in units of what is allowed</span></p>`;

function renderPartial(results: readonly ResultsFile[]): string {
  const notes = results.flatMap(({ adapter, run }) => {
    const selected = Object.entries(run.selection ?? {}).map(([flag, value]) => `--${flag} ${value}`);
    if (!run.partial && selected.length === 0) return [];
    const why = run.partial ?? `only what ${selected.join(" ")} selects`;
    return [`<li><strong>${e(adapter.name)}</strong>: ${e(why)}</li>`];
  });
  return notes.length === 0
    ? ""
    : `<div class="banner" role="note"><p>Partial run: this is not a full verdict.</p><ul>${notes.join("")}</ul></div>`;
}

/** The part of the name that all neighbours share stays in the background. */
function lossName(loss: string): string {
  const at = loss.lastIndexOf(".") + 1;
  return `<code><span class="prefix">${e(loss.slice(0, at))}</span><wbr>${e(loss.slice(at)).replace(/_|[a-z](?=[A-Z])/g, "$&<wbr>")}</code>`;
}

function badge(framework: string): string {
  return framework === "tensorflow"
    ? `<abbr class="tf" title="TensorFlow">TF</abbr>`
    : `<abbr class="pt" title="PyTorch">PT</abbr>`;
}

function renderCell(cell: Cell, loss: string, adapter: string): string {
  const { glyph, word, name } = cellState(cell);
  const { pass, fail, unsupported, crash, timeout, invalid } = cell.counts;
  const parts = [
    pass && `${countText(pass)} pass`,
    fail && `<b>${countText(fail)} fail</b>`,
    crash && `<b>${countText(crash)} crash</b>`,
    timeout && `<b>${countText(timeout)} timeout</b>`,
    invalid && `<b>${countText(invalid)} invalid</b>`,
    pass + fail > 0 && unsupported && `${countText(unsupported)} unsupported`,
  ].filter(Boolean);
  const label = `<span class="glyph" aria-hidden="true">${glyph}</span><span class="word">${word}</span>`;
  const worst = cell.worst === undefined ? "" : `<small>worst ${ratioText(cell.worst)}</small>`;
  const counts = parts.length > 0 ? `<span class="counts">${parts.join(" · ")}</span>` : "";
  if (name !== "bad") return `<td class="${name}">${label}${counts}</td>`;
  const query = `${queryToken("loss", loss)} ${queryToken("adapter", adapter)}`;
  return `<td class="bad"><a href="#/failures?q=${e(encodeURIComponent(query))}">${label}${counts}${worst}</a></td>`;
}
