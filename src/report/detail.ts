import type { Allowance } from "../format/case-file.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { unravel } from "../tensor/tensor.ts";
import { h } from "./dom.ts";
import type { DetailCase, Details, FailureRow } from "./model.ts";
import { caseLink } from "./render.ts";
import { numberText, ratioText } from "./text.ts";

/** Everything about one failing case. */
export function renderDetail(row: FailureRow, details: Details): HTMLElement {
  const item = row.detail === undefined ? undefined : details.cases[row.detail];
  const adapter = details.adapters[row.adapter]!;
  const view = h("div", { class: "detail" });
  view.append(
    h("p", {}, h("a", { href: "#/failures", class: "back" }, "← All failing cases")),
    h("h1", { id: "case-title", tabindex: "-1" }, h("code", {}, row.id)),
    h(
      "p",
      { class: "verdict-line" },
      h("span", { class: "verdict" }, `▲ ${row.kind ?? row.verdict}`),
      ` ${adapter.name} ${adapter.version}`,
      row.where !== undefined && ` · ${row.where}`,
      row.ratio !== undefined && ` · error is ${ratioText(row.ratio)} what is allowed`,
    ),
  );
  if (row.message) view.append(h("pre", { class: "message" }, row.message));
  if (!item) {
    view.append(
      h("p", { class: "aside" }, "This file holds no tensors of this case. `lossparity explain <case-id>` shows them."),
    );
    return view;
  }
  view.append(h("h2", {}, "Call"), renderCall(item, details));
  view.append(h("h2", {}, "Expected and actual"));
  if (item.rejected) {
    const { error, phase, message } = item.rejected;
    view.append(
      h("p", {}, `The framework rejects this call (${error}, on ${phase}): `),
      h("pre", { class: "message" }, message),
    );
  }
  for (const name of ["value", ...item.wrt]) {
    const table = renderComparison(name, row, item, details);
    if (table) view.append(table);
  }
  const others = details.rows.filter((other) => other.id === row.id && other.adapter !== row.adapter);
  if (others.length > 0) {
    const links = others.map((other) => {
      const { name } = details.adapters[other.adapter]!;
      return h("li", {}, h("a", { href: caseLink(name, row.id) }, name), ` ${other.kind ?? other.verdict}`);
    });
    view.append(h("h2", {}, "Also fails on"), h("ul", {}, ...links));
  }
  return view;
}

// --- internal ---

/** Elements of a tensor that are shown before the rest is left to the JSON. */
const SHOWN = 200;

function renderCall(item: DetailCase, details: Details): HTMLElement {
  const list = h("dl", { class: "call" });
  for (const [name, value] of Object.entries(item.args)) {
    list.append(h("div", {}, h("dt", {}, name), h("dd", {}, h("code", {}, JSON.stringify(value)))));
  }
  for (const [name, ref] of Object.entries(item.inputs)) {
    const tensor = details.tensors[ref]!;
    list.append(h("div", {}, h("dt", {}, name), h("dd", {}, tensorText(tensor))));
  }
  return list;
}

function renderComparison(name: string, row: FailureRow, item: DetailCase, details: Details): HTMLElement | undefined {
  const isValue = name === "value";
  const at = (answer: FailureRow["actual"]) => {
    const ref = isValue ? answer?.value : answer?.gradients?.[name];
    return ref === undefined ? undefined : details.tensors[ref];
  };
  const [expected, actual] = [at(item.expected), at(row.actual)];
  if (!expected && !actual) return undefined;
  const title = isValue ? "value" : `gradient of ${name}`;
  const section = h("section", { class: "comparison" }, h("h3", {}, title));
  const shapes = [actual && `actual ${shapeText(actual)}`, expected && `expected ${shapeText(expected)}`];
  section.append(
    h("p", { class: "aside" }, shapes.filter(Boolean).join(", ") + (actual ? "" : "; the adapter gave none")),
  );
  const allowance = isValue ? item.allowances?.value : item.allowances?.gradients?.[name];
  const worst = row.where === title && row.index && expected ? flatIndex(row.index, expected.shape) : -1;
  const size = Math.max(expected?.data.length ?? 0, actual?.data.length ?? 0);
  if (size === 0) {
    section.append(h("p", { class: "aside" }, "No elements."));
    return section;
  }
  const body = h("tbody", {});
  for (const i of shownIndices(size, worst)) {
    const [a, e] = [actual?.data[i], expected?.data[i]];
    const same = a !== undefined && e !== undefined;
    body.append(
      h(
        "tr",
        i === worst ? { class: "worst" } : {},
        h(
          "th",
          { scope: "row" },
          `[${unravel(i, (expected ?? actual)!.shape).join(", ")}]`,
          i === worst && h("small", {}, "worst"),
        ),
        h("td", {}, numberText(a)),
        h("td", {}, numberText(e)),
        h("td", {}, same ? numberText(Number(a) - Number(e)) : "–"),
        h("td", {}, allowance === undefined ? "–" : numberText(allowedAt(allowance, i, Number(a) < Number(e)))),
      ),
    );
  }
  const heads = ["Index", "Actual", "Expected", "Difference", "Allowed"].map((text) => h("th", { scope: "col" }, text));
  const table = h("table", { class: "elements" }, h("thead", {}, h("tr", {}, ...heads)), body);
  section.append(h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, table));
  if (size > SHOWN) section.append(h("p", { class: "aside" }, `${SHOWN} of ${size} elements.`));
  return section;
}

function shownIndices(size: number, worst: number): number[] {
  const all = Array.from({ length: Math.min(size, SHOWN) }, (_, i) => i);
  return worst >= SHOWN ? [worst, ...all] : all;
}

function flatIndex(index: readonly number[], shape: readonly number[]): number {
  return index.reduce((flat, position, axis) => flat * (shape[axis] ?? 1) + position, 0);
}

function allowedAt(allowance: Allowance, index: number, below: boolean): number | undefined {
  if (typeof allowance === "number") return allowance;
  if ("below" in allowance) {
    const one = below ? allowance.below : allowance.above;
    return typeof one === "number" ? one : one[index];
  }
  return allowance[index];
}

function shapeText(tensor: JsonTensor): string {
  return `${tensor.dtype} [${tensor.shape.join(", ")}]`;
}

function tensorText(tensor: JsonTensor): HTMLElement {
  const shown = tensor.data.slice(0, 60).map(numberText).join("  ");
  return h(
    "span",
    {},
    h("small", {}, `${shapeText(tensor)} `),
    h("span", { class: "data" }, shown + (tensor.data.length > 60 ? " …" : "")),
  );
}
