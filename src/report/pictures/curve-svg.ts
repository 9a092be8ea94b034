import type { ConceptCurves } from "../../atlas/curves/data.ts";
import { bandTexts } from "./bands.ts";
import { type Mark, type Panel, panelsOf, xPlot, xTicks } from "./panels.ts";
import { frameworkName, type Picture, type PictureState, pictureOf } from "./picture.ts";
import { type Node, node, toText } from "./svg.ts";
import { describe } from "./words.ts";

/**
 * The same picture without a script. Inside the report its colours come from the page's style; with `standalone` it carries them itself, for
 * both colour schemes, as a file that a repository's page shows.
 */
export function curveSvg(
  concept: ConceptCurves,
  state: PictureState = {},
  options: { readonly standalone?: boolean } = {},
): string {
  return toText(curveNode(pictureOf(concept, state), options));
}

/** {@link curveSvg} as a tree. */
export function curveNode(picture: Picture, { standalone = false }: { readonly standalone?: boolean } = {}): Node {
  const panels = panelsOf(picture);
  const heights = panels.map(({ key }) => HEIGHTS[key]);
  const legend = 22 * picture.drawn.length + 30;
  const tops = heights.map((_, i) => legend + heights.slice(0, i).reduce((sum, each) => sum + each + GAP, 0));
  const height = tops.at(-1)! + heights.at(-1)! + 48;
  const sentences = describe(picture);
  const title = `${picture.concept.title}: ${picture.scene.title.toLowerCase()}`;
  return node(
    "svg",
    {
      ...(standalone && { xmlns: "http://www.w3.org/2000/svg" }),
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      class: "curves",
      role: "img",
      "aria-label": [`${title}.`, ...sentences.relation, ...sentences.details].join(" "),
    },
    ...(standalone ? [node("style", {}, STANDALONE)] : []),
    ...picture.drawn.map(({ framework, name }, i) =>
      legendEntry(framework, `${frameworkName(framework)}: ${name}`, 22 * i + 16),
    ),
    ...panels.map((panel, i) => panelNode(picture, panel, tops[i]!, heights[i]!, i === panels.length - 1)),
  );
}

// --- internal ---

const WIDTH = 680;
const LEFT = 74;
const RIGHT = 14;
const GAP = 26;
const HEIGHTS: { readonly [key in Panel["key"]]: number } = { loss: 190, gradient: 150, difference: 90 };

const STANDALONE =
  ".curves{--a:#8a6100;--b:#0b57a8;--i:#24292f;--s:#57606a;--g:#d8dee4;font:12px system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif}" +
  "@media(prefers-color-scheme:dark){.curves{--a:#e3b341;--b:#79b8ff;--i:#e6edf3;--s:#9da7b3;--g:#373e47}}" +
  "text{fill:var(--s)}.title,.name{fill:var(--i);font-weight:600}.grid{stroke:var(--g)}.zero{stroke:var(--s)}" +
  ".line{fill:none;stroke-width:2.25;stroke-linejoin:round}.tensorflow{stroke:var(--a)}.pytorch{stroke:var(--b);stroke-dasharray:7 4}.d-loss{stroke:var(--i)}.d-gradient{stroke:var(--s);stroke-dasharray:2 3}" +
  ".at.tensorflow,.up.tensorflow,.down.tensorflow{fill:var(--a)}.at.pytorch,.up.pytorch,.down.pytorch{fill:var(--b)}.limit,.recorded{fill:none}.mark{stroke-width:1.5;stroke-dasharray:none}.band{fill:var(--s);opacity:.12}";

function legendEntry(framework: string, text: string, y: number): Node {
  return node(
    "g",
    {},
    node("line", { class: `line ${framework}`, x1: LEFT, x2: LEFT + 34, y1: y - 4, y2: y - 4 }),
    node("text", { class: "name", x: LEFT + 44, y }, text),
  );
}

function panelNode(picture: Picture, panel: Panel, top: number, height: number, isLast: boolean): Node {
  const [low, high] = panel.yRange;
  const [from, to] = [xPlot(picture, picture.xs[0]!), xPlot(picture, picture.xs.at(-1)!)];
  const x = (value: number) => round(LEFT + ((value - from) / (to - from)) * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => round(top + height - ((value - low) / (high - low)) * height);
  const clip = `clip-${picture.concept.concept}-${picture.scene.name}-${panel.key}`;
  const bottom = top + height;
  return node(
    "g",
    {},
    node(
      "clipPath",
      { id: clip },
      node("rect", { x: LEFT, y: top - 3, width: WIDTH - LEFT - RIGHT, height: height + 6 }),
    ),
    ...bandTexts(panel.bands, picture).map(({ from: a, to: b, text }) =>
      node(
        "g",
        {},
        node("rect", { class: "band", x: x(a), y: top, width: round(x(b) - x(a)), height }),
        ...(panel.key === "difference"
          ? []
          : [node("text", { x: (x(a) + x(b)) / 2, y: top + 14, "text-anchor": "middle" }, text)]),
      ),
    ),
    ...panel.yTicks.flatMap(({ at, text }) => [
      node("line", {
        class: at === 0 ? "zero" : "grid",
        x1: LEFT,
        x2: WIDTH - RIGHT,
        y1: y(at),
        y2: y(at),
        "stroke-width": at === 0 ? 0.8 : 0.6,
      }),
      node("text", { x: LEFT - 8, y: y(at) + 4, "text-anchor": "end" }, text),
    ]),
    ...xTicks(picture, 9).flatMap(({ at, text }) => [
      node("line", { class: "grid", x1: x(at), x2: x(at), y1: top, y2: bottom, "stroke-width": 0.6 }),
      ...(isLast ? [node("text", { x: x(at), y: bottom + 18, "text-anchor": "middle" }, text)] : []),
    ]),
    ...panel.lines.map(({ of, ys }) =>
      node("path", {
        class: `line ${of === "loss" || of === "gradient" ? `d-${of}` : of}`,
        d: pathOf(panel.xs, ys, x, y),
        "clip-path": `url(#${clip})`,
      }),
    ),
    ...panel.marks.map((mark) => markNode(mark, x(mark.x), y(mark.y))),
    node(
      "text",
      { class: "title", x: LEFT, y: top - 8 },
      panel.title,
      ...(panel.key === "difference" ? [": loss solid, gradient dotted"] : []),
    ),
    ...(isLast
      ? [
          node(
            "text",
            { x: (LEFT + WIDTH - RIGHT) / 2, y: bottom + 38, "text-anchor": "middle" },
            picture.scene.x.label,
          ),
        ]
      : []),
  );
}

function pathOf(
  xs: readonly number[],
  ys: readonly (number | null)[],
  x: (v: number) => number,
  y: (v: number) => number,
): string {
  let isDown = false;
  return ys
    .map((value, i) => {
      if (value === null) {
        isDown = false;
        return "";
      }
      const command = isDown ? "L" : "M";
      isDown = true;
      return `${command}${x(xs[i]!)} ${y(value)}`;
    })
    .join("");
}

function markNode({ of, kind }: Mark, x: number, y: number): Node {
  const attributes = { class: `mark ${kind} ${of}` };
  if (kind === "at") return node("circle", { ...attributes, cx: x, cy: y, r: 3.5 });
  if (kind === "limit") return node("circle", { ...attributes, cx: x, cy: y, r: 3.5 });
  if (kind === "up") return node("path", { ...attributes, d: `M${x - 5} ${y + 8}L${x} ${y}L${x + 5} ${y + 8}Z` });
  if (kind === "down") return node("path", { ...attributes, d: `M${x - 5} ${y - 8}L${x} ${y}L${x + 5} ${y - 8}Z` });
  if (of === "tensorflow") return node("rect", { ...attributes, x: x - 4, y: y - 4, width: 8, height: 8 });
  return node("path", { ...attributes, d: `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}` });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
