import { type GateReport, isClean } from "../baseline.ts";
import type { ResultsFile } from "../format/results.ts";
import { printable } from "../problem.ts";

/** White text of 11 px on them has a contrast of at least 4.5 to 1. */
const COLOURS = { clean: "#2e7d32", failing: "#c62828", label: "#424242" };

/** An SVG for a README: how many of the supported cases pass, green where nothing is unexpected. */
export function renderBadge(all: readonly ResultsFile[], gates: readonly GateReport[]): string {
  let pass = 0;
  let judged = 0;
  for (const { summary } of all) {
    pass += summary.pass;
    judged += summary.total - summary.unsupported;
  }
  const isGood = gates.every(isClean) && all.every(({ run }) => run.partial === undefined) && judged > 0;
  const [only] = all;
  const label =
    all.length === 1 && only !== undefined ? printable(`${only.adapter.name} · lossparity`, 60) : "lossparity";
  const message = judged === 0 ? "nothing judged" : `${percent(pass, judged)} of ${judged.toLocaleString("en-US")}`;
  const title = xml(`${label}: ${message}`);
  const [left, right] = [widthOf(label), widthOf(message)];
  const text = (x: number, width: number, content: string) =>
    `<text x="${x + width / 2}" y="14" textLength="${width - 12}" lengthAdjust="spacingAndGlyphs">${xml(content)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">
<title>${title}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="${COLOURS.label}"/><rect x="${left}" width="${right}" height="20" fill="${isGood ? COLOURS.clean : COLOURS.failing}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(0, left, label)}${text(left, right, message)}</g>
</svg>
`;
}

// --- internal ---

/** Rounded down: only a run without a failure is 100 %. */
function percent(pass: number, judged: number): string {
  const tenths = Math.floor((1000 * pass) / judged);
  return tenths === 1000 ? "100 %" : `${(tenths / 10).toFixed(1)} %`;
}

/** Verdana's mean advance at 11 px, and 6 px of room on both sides; `textLength` makes up for the rest. */
function widthOf(text: string): number {
  return Math.round([...text].length * 6.6) + 12;
}

function xml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
