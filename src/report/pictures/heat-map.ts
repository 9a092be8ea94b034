import { element } from "./element.ts";
import { type HeatCell, type HeatMapInput, heatCells, layoutOf, worstFirst } from "./heat-cells.ts";
import { cellText, glyphOf, ratioText, summaryText } from "./heat-words.ts";
import { numberText } from "./numbers.ts";

export type { HeatMapInput } from "./heat-cells.ts";

/** Elements that are drawn; of more, the table has the worst. */
const DRAWN = 1024;
const LISTED = 200;

/**
 * Draws error ÷ allowance of a tensor into an element: blue is allowed, orange is not, what is equal is plain, and what is NaN, infinite or of the
 * other sign says so. The arrow keys move a cursor whose element a live region reads; the same stands in a table. The page must have
 * {@link PICTURE_STYLES}, and where it lists the elements itself (`isListed`), there is no second table.
 */
export function heatMap(host: HTMLElement, input: HeatMapInput, { isListed = false } = {}): void {
  const cells = heatCells(input);
  const root = element("div", { class: "heat" });
  host.append(root);
  if (cells.length === 0) {
    root.append(element("p", {}, "No elements."));
    return;
  }
  const readout = element("p", { class: "heat-readout", role: "status", "aria-live": "polite" }, summaryText(cells));
  const map = drawMap(input.shape, cells.slice(0, DRAWN), (cell) => {
    readout.textContent = cellText(cell);
  });
  root.append(drawKey(cells), map, readout);
  if (cells.length > DRAWN) root.append(element("p", {}, `The first ${DRAWN} of ${cells.length} elements are drawn.`));
  if (!isListed) root.append(table(cells));
}

// --- internal ---

function drawMap(shape: readonly number[], cells: readonly HeatCell[], moved: (cell: HeatCell) => void): HTMLElement {
  const { columns, rows, blocks } = layoutOf(shape);
  const shown = shape.length === 0 ? "a single number" : `of shape ${shape.join(" by ")}`;
  const map = element("div", {
    class: "heat-map",
    tabindex: "0",
    role: "application",
    "aria-roledescription": "heat map",
    "aria-label": `Error by element, ${shown}. The arrow keys go from element to element, Home to the worst one.`,
  });
  const drawn = cells.map((cell) => cellElement(cell));
  for (let block = 0; block < blocks; block++) {
    const first = block * rows * columns;
    if (first >= drawn.length) break;
    const name =
      blocks > 1 ? [element("p", {}, `[${[...cells[first]!.index.slice(0, -2), "·", "·"].join(", ")}]`)] : [];
    const lines = Array.from({ length: rows }, (_, row) =>
      element("div", { class: "heat-row" }, ...drawn.slice(first + row * columns, first + (row + 1) * columns)),
    );
    map.append(element("div", { class: "heat-block" }, ...name, ...lines));
  }
  const worst = Math.min(cells.length - 1, worstFirst(cells)[0]?.flat ?? 0);
  let cursor = worst;
  const go = (to: number, isSaid = true) => {
    drawn[cursor]!.removeAttribute("data-cursor");
    cursor = to;
    drawn[cursor]!.setAttribute("data-cursor", "");
    drawn[cursor]!.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (isSaid) moved(cells[cursor]!);
  };
  map.addEventListener("focus", () => go(cursor));
  map.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: worst - cursor }[
      event.key
    ];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = cursor + step;
    if (to >= 0 && to < cells.length) go(to);
  });
  map.addEventListener("click", (event) => {
    const at = drawn.indexOf((event.target as Element).closest(".heat-cell") as HTMLElement);
    if (at >= 0) go(at);
  });
  return map;
}

function cellElement(cell: HeatCell): HTMLElement {
  return element("div", { class: "heat-cell", "data-level": String(cell.level), title: cellText(cell) }, glyphOf(cell));
}

/** What the colours mean, with how many elements have each. */
function drawKey(cells: readonly HeatCell[]): HTMLElement {
  const count = (levels: readonly number[]) => cells.filter(({ level }) => levels.includes(level)).length;
  const entry = (level: number, glyph: string, text: string) =>
    element(
      "li",
      {},
      element("span", { class: "heat-cell", "data-level": String(level), "aria-hidden": "true" }, glyph),
      text,
    );
  return element(
    "ul",
    { class: "heat-key" },
    entry(0, "", `equal: ${count([0])}`),
    entry(2, "", `allowed: ${count([1, 2, 3])}`),
    entry(4, "", `up to 10 times what is allowed: ${count([4])}`),
    entry(5, "", `up to 1,000 times: ${count([5])}`),
    entry(6, "", `more, or not finite: ${count([6])}`),
    ...(cells.some(({ kind }) => kind === "sign") ? [entry(5, "±", "the other sign")] : []),
  );
}

function table(cells: readonly HeatCell[]): HTMLElement {
  const all = worstFirst(cells);
  const heads = ["index", "actual", "expected", "difference", "allowed", "error ÷ allowed"];
  const rows = all.slice(0, LISTED).map(({ index, actual, expected, allowed, ratio }) => {
    const texts = [
      numberText(actual),
      numberText(expected),
      numberText(actual - expected),
      numberText(allowed),
      ratioText(ratio),
    ];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, `[${index.join(", ")}]`),
      ...texts.map((text) => element("td", {}, text)),
    );
  });
  const body = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows),
  );
  const equal = cells.length - all.length;
  const more = all.length > LISTED ? `, of which the worst ${LISTED} are here` : "";
  return element(
    "details",
    {},
    element("summary", {}, `The elements that differ, the worst first (${all.length}${more}; ${equal} are equal)`),
    element(
      "div",
      { class: "picture-table", tabindex: "0", role: "region", "aria-label": "Elements that differ" },
      body,
    ),
  );
}
