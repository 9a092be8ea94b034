import type uPlot from "uplot";
import type { ConceptCurves } from "../../atlas/curves/data.ts";
import { chartHeight, dataOf, newChart } from "./chart.ts";
import { type Controls, newControls } from "./controls.ts";
import { curveNode } from "./curve-svg.ts";
import { element, freshId } from "./element.ts";
import { newLegend } from "./legend.ts";
import { paletteOf, watchTheme } from "./palette.ts";
import { expandedIndices, type Panel, panelsOf } from "./panels.ts";
import { type Picture, type PictureState, pictureOf, shortState } from "./picture.ts";
import { toElement } from "./svg.ts";
import { curveTable } from "./table.ts";
import { describe } from "./words.ts";

export interface MountedCurves {
  /** Shows another state, as one from a link; calls no `onState`. */
  readonly setState: (state: PictureState) => void;
  /** Removes everything from the host and from the page. */
  readonly destroy: () => void;
}

/**
 * Draws a concept's curves into an empty element: controls, legend, charts, the same in words, and the numbers behind a `<details>`. `state` is what a
 * link says (see {@link PictureState}; anything unknown in it is ignored), `onState` gets what to put into one whenever the reader
 * chooses something: without what is at its default. The page must have {@link PICTURE_STYLES}; nothing else is loaded or evaluated.
 */
export function mountCurves(
  host: HTMLElement,
  concept: ConceptCurves,
  options: { readonly state?: PictureState; readonly onState?: (state: PictureState) => void } = {},
): MountedCurves {
  const root = element("div", { class: "picture" });
  const about = element("p", { class: "picture-about" });
  const charts = element("div", { class: "picture-charts" });
  const marks = element("p", { class: "picture-marks" });
  const relation = element("p", { class: "picture-relation", role: "status" });
  const words = element("ul", { class: "picture-words" });
  const print = element("div", { class: "picture-print" });
  const numbers = element("div", {
    class: "picture-table",
    tabindex: "0",
    role: "region",
    "aria-label": `${concept.title} in numbers`,
  });
  const details = element("details", {}, element("summary", {}, "The numbers"), numbers);
  const sync = freshId("curves");
  let picture = pictureOf(concept, options.state ?? {});
  let panels = panelsOf(picture);
  let controls: Controls | undefined;
  let drawn: uPlot[] = [];
  const legend = newLegend();
  root.append(about, relation, legend.root, charts, marks, words, details, print);
  host.append(root);

  const choose = (name: string, value: string) => {
    const chosen = name === "scene" ? { scene: value } : { ...shortState(picture), [name]: value };
    show(pictureOf(concept, chosen));
    options.onState?.(shortState(picture));
  };

  const show = (next: Picture) => {
    const isOtherScene = next.scene !== picture.scene || !controls;
    picture = next;
    const before = panels.length;
    panels = panelsOf(picture);
    if (isOtherScene) {
      const hadFocus = controls?.root.contains(document.activeElement) ?? false;
      controls?.root.remove();
      controls = newControls(picture, choose);
      root.prepend(controls.root);
      if (hadFocus) controls.root.querySelector("select")?.focus();
      about.textContent = picture.scene.about;
    }
    controls!.update(picture);
    legend.update(picture);
    if (isOtherScene || before !== panels.length || drawn.length === 0) redraw();
    else for (const [i, chart] of drawn.entries()) chart.setData(dataOf(panels[i]!), true);
    label();
    if (details.open) numbers.replaceChildren(curveTable(picture));
  };

  /** What an image cannot say. */
  const label = () => {
    const sentences = describe(picture);
    relation.textContent = sentences.relation.join(" ");
    words.replaceChildren(...sentences.details.map((sentence) => element("li", {}, sentence)));
    marks.textContent = marksText(panels);
    for (const [i, chart] of drawn.entries()) {
      chart.root.setAttribute("role", "img");
      chart.root.setAttribute(
        "aria-label",
        `${panels[i]!.title} of ${picture.drawn.map(({ name }) => name).join(" and ")}, described below`,
      );
    }
  };

  const redraw = () => {
    for (const chart of drawn) chart.destroy();
    const palette = paletteOf(root);
    const figures = panels.map((panel) => element("figure", {}, captionOf(panel)));
    charts.replaceChildren(...figures);
    drawn = figures.map((figure, i) =>
      newChart(
        figure,
        {
          picture: () => picture,
          panel: () => panels[i]!,
          palette,
          isLast: i === figures.length - 1,
          sync,
          onCursor: (position) => legend.point(position === undefined ? undefined : expandedIndices(picture)[position]),
        },
        Math.max(200, root.clientWidth),
      ),
    );
  };

  const resized = new ResizeObserver(() => {
    const width = Math.max(200, root.clientWidth);
    drawn.forEach((chart, i) => {
      if (chart.width === width) return;
      chart.setSize({ width, height: chartHeight({ panel: () => panels[i]!, isLast: i === drawn.length - 1 }) });
    });
  });
  const unwatch = watchTheme(() => {
    redraw();
    label();
  });
  const printing = () => print.replaceChildren(toElement(curveNode(picture)));
  const opened = () => details.open && numbers.replaceChildren(curveTable(picture));
  details.addEventListener("toggle", opened);
  addEventListener("beforeprint", printing);
  show(picture);
  resized.observe(root);
  return {
    setState: (state) => show(pictureOf(concept, state)),
    destroy: () => {
      resized.disconnect();
      unwatch();
      removeEventListener("beforeprint", printing);
      for (const chart of drawn) chart.destroy();
      root.remove();
    },
  };
}

// --- internal ---

function captionOf({ key, title }: Panel): HTMLElement {
  const note = key === "difference" ? element("small", {}, " · loss solid, gradient dotted") : undefined;
  return element("figcaption", {}, title, note);
}

function marksText(panels: readonly Panel[]): string {
  const kinds = new Set(
    panels.flatMap(({ marks }) => marks.map(({ kind, of }) => (kind === "recorded" ? `${kind} ${of}` : kind))),
  );
  const texts = [
    kinds.has("at") && "● the gradient at a jump",
    kinds.has("limit") && "○ its limits beside it",
    kinds.has("recorded tensorflow") && "□ recorded from TensorFlow",
    kinds.has("recorded pytorch") && "× recorded from PyTorch",
    (kinds.has("up") || kinds.has("down")) && "▲▼ infinite",
  ];
  return texts.filter((text) => text !== false).join(" · ");
}
