import { element } from "./element.ts";
import { axisName, numberText } from "./numbers.ts";
import { type Drawn, frameworkName, type Picture } from "./picture.ts";
import { node, toElement } from "./svg.ts";

/** Which line is whose, by text and dash, and what both are where the pointer is. */
export interface Legend {
  readonly root: HTMLElement;
  readonly update: (picture: Picture) => void;
  readonly point: (index: number | undefined) => void;
}

export function newLegend(): Legend {
  const list = element("ul", { class: "picture-legend" });
  const at = element("p", { class: "picture-at", "aria-hidden": "true" });
  const root = element("div", {}, list, at);
  let shown: Picture;
  let values: HTMLElement[] = [];
  const point = (index: number | undefined) => {
    at.textContent = index === undefined ? "" : `${axisName(shown)} = ${numberText(shown.xs[index]!)}`;
    values.forEach((value, i) => {
      value.textContent = index === undefined ? "" : valueText(shown.drawn[i]!, index);
    });
  };
  return {
    root,
    point,
    update: (picture) => {
      shown = picture;
      values = picture.drawn.map(() => element("span", { "aria-hidden": "true" }));
      list.replaceChildren(...picture.drawn.map((each, i) => entry(each, values[i]!)));
      point(undefined);
    },
  };
}

// --- internal ---

function entry({ framework, name }: Drawn, value: HTMLElement): HTMLElement {
  const sample = node(
    "svg",
    { class: "curves", width: 34, height: 12, "aria-hidden": "true" },
    node("line", { class: `line ${framework}`, x1: 0, x2: 34, y1: 6, y2: 6 }),
  );
  return element("li", {}, toElement(sample), element("strong", {}, `${frameworkName(framework)}: ${name}`), value);
}

function valueText({ loss, gradient }: Drawn, i: number): string {
  return `loss ${numberText(loss[i]!)}, gradient ${numberText(gradient[i]!)}`;
}
