import type { Framework } from "../../format/case-file.ts";
import type { DiagnosisInfo, LossInfo, Summary } from "../data/blocks.ts";
import { signOf } from "../data/outcomes.ts";
import { type Attributes, type Child, el, type Markup } from "../markup.ts";
import { FRAMEWORKS, plural } from "../text.ts";
import { type Context, linkTo } from "./context.ts";

/** The heading of a view, where focus goes when one arrives. */
export function title(...children: readonly Child[]): Markup {
  return el("h1", { id: "title", tabindex: -1 }, ...children);
}

export function link(href: string, ...children: readonly Child[]): Markup {
  return el("a", { href }, ...children);
}

export function badge(framework: Framework): Markup {
  return el(
    "abbr",
    { class: `badge ${framework}`, title: FRAMEWORKS[framework] },
    framework === "tensorflow" ? "TF" : "PT",
  );
}

/** A long name that may wrap where it reads well. */
export function breakable(name: string): Child {
  return name
    .split(/(?<=[./,_(])(?=[^./,_)])|(?<=[a-z])(?=[A-Z])/)
    .flatMap((part, i): Child[] => (i === 0 ? [part] : [el("wbr"), part]));
}

export function code(text: string, attributes: Attributes = {}): Markup {
  return el("code", attributes, breakable(text));
}

/** A loss's name; the part that all its neighbours share stays in the background. */
export function lossName(name: string): Markup {
  const at = name.lastIndexOf(".") + 1;
  return el(
    "code",
    { class: "loss" },
    el("span", { class: "prefix" }, name.slice(0, at)),
    el("wbr"),
    breakable(name.slice(at)),
  );
}

export function lossLink(context: Context, { name, framework }: LossInfo, q?: string): Markup {
  return el(
    "span",
    { class: "loss-link" },
    badge(framework),
    link(linkTo(context, { view: "loss", subject: name, ...(q !== undefined && { q }) }), lossName(name)),
  );
}

/** What came of a case: shape and word, colour besides. */
export function sign(outcome: number): Markup {
  const { glyph, word, tone } = signOf(outcome);
  return el("span", { class: `sign ${tone}` }, el("span", { class: "glyph", "aria-hidden": "true" }, glyph), word);
}

/** A block of code with a button that copies it. */
export function codeBlock(text: string, label: string): Markup {
  return el(
    "div",
    { class: "code" },
    el("pre", { tabindex: 0, role: "region", "aria-label": label }, el("code", {}, text)),
    el("button", { type: "button", class: "copy", "data-do": "copy", "aria-label": `Copy ${label}` }, "Copy"),
  );
}

/** A table that scrolls by itself where it does not fit. */
export function scrolling(label: string, table: Markup): Markup {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, table);
}

/** The heads of columns; one that ends in `#` is of numbers. */
export function heads(...names: readonly string[]): Markup {
  const cells = names.map((name) =>
    name.endsWith("#")
      ? el("th", { scope: "col", class: "number" }, name.slice(0, -1))
      : el("th", { scope: "col" }, name),
  );
  return el("thead", {}, el("tr", {}, ...cells));
}

/** What is folded until one asks for it. */
export function folded(summary: Child, ...children: readonly Child[]): Markup {
  return el("details", {}, el("summary", {}, summary), ...children);
}

export function facts(...pairs: readonly (readonly [string, Child])[]): Markup {
  const shown = pairs.filter(([, value]) => value !== undefined && value !== false && value !== "");
  return el(
    "dl",
    { class: "facts" },
    ...shown.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))),
  );
}

/** The causes that are claimed for a loss on an adapter, the one that explains most first. */
export function causesOf({ diagnoses }: Summary, loss: number, adapter: number): readonly DiagnosisInfo[] {
  return diagnoses.filter((each) => each.loss === loss && each.adapter === adapter);
}

/** Causes as a list, of which the first ones are shown. */
export function causeList(causes: readonly DiagnosisInfo[], unexplained = 0): Markup {
  const items = causes.map((each) => el("li", {}, cause(each)));
  if (unexplained > 0)
    items.push(el("li", {}, el("span", { class: "cause" }, `${plural(unexplained, "failure")} without a known cause`)));
  const rest = items.length > CAUSES + 1 ? items.splice(CAUSES) : [];
  return el(
    "div",
    {},
    el("ul", { class: "causes" }, ...items),
    rest.length > 0 && folded(`${rest.length} more causes`, el("ul", { class: "causes" }, ...rest)),
  );
}

const CAUSES = 5;

/** A cause in words, with how much it explains. */
export function cause({ sentence, explains, failing, code: name }: DiagnosisInfo): Markup {
  return el(
    "span",
    { class: "cause" },
    sentence,
    " ",
    el("small", {}, `${explains} of ${plural(failing, "failure")} · `, el("code", {}, name)),
  );
}

/** What a link names and this page does not have. */
export function missingPage(context: Context, heading: string, name: string): Child {
  return [
    title(heading),
    el("p", {}, code(name), " may be of another run. ", link(linkTo(context, { view: "overview" }), "Overview")),
  ];
}
