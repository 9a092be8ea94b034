import type { Cell, LossInfo } from "../data/blocks.ts";
import { isFailing, NOT_RUN, signOf } from "../data/outcomes.ts";
import type { LossTable } from "../data/table.ts";
import { failing, judged, passing, ratioOf, type Selection, total, unsupported } from "../data/tally.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { countText, FRAMEWORKS, plural, ratioText, shareText } from "../text.ts";
import { type Context, linkHere, linkTo } from "./context.ts";
import {
  badge,
  breakable,
  causeList,
  causesOf,
  code,
  heads,
  link,
  lossName,
  missingPage,
  scrolling,
  title,
} from "./parts.ts";

/** Cases that are put into the document at once: more is slow, and nobody reads so far. */
export const CASES_SHOWN = 5000;

/** One loss: what it is, how each library does, and its cases, family by family. */
export function lossPage(
  context: Context,
  table: LossTable,
  loss: number,
  selection: Selection,
  cells: readonly Cell[],
): Child {
  const info = context.summary.losses[loss]!;
  const concept = context.summary.concepts[info.concept];
  return [
    title(badge(info.framework), lossName(info.name)),
    el(
      "p",
      { class: "lead" },
      `${FRAMEWORKS[info.framework]} ${info.version}`,
      concept && [
        " · ",
        link(
          linkTo(context, { view: "differences", subject: concept.name }),
          `${concept.title}: how the frameworks differ`,
        ),
      ],
    ),
    concept?.about ? el("p", {}, concept.about) : undefined,
    el("p", {}, code(signature(info))),
    info.aliases.length > 0 &&
      el(
        "p",
        { class: "aside" },
        "Also ",
        ...info.aliases.flatMap((alias, i): Child[] => [i > 0 && ", ", code(alias)]),
      ),
    info.unstable > 0 &&
      el("p", { class: "aside" }, `${plural(info.unstable, "golden")} do not reproduce and are never judged.`),
    el("h2", {}, "By adapter"),
    scrolling("By adapter", adapterTable(context, loss)),
    el("h2", {}, "Cases"),
    el("div", { id: "loss-cases" }, lossCases(context, table, selection, cells)),
  ];
}

/** The cases alone: what changes while one types. */
export function lossCases(context: Context, table: LossTable, selection: Selection, cells: readonly Cell[]): Child {
  const { q, all } = context.state;
  const sum = context.columns.reduce((count, adapter) => count + total(cells[adapter]!), 0);
  const columns = context.columns.filter(
    (adapter) => judged(context.summary.cells[indexOf(context, table)]![adapter]!) > 0,
  );
  const meant = (at: number) =>
    context.columns.some(
      (adapter) => selection[adapter * table.size + at] === 1 && table.outcome[adapter * table.size + at] !== NOT_RUN,
    );
  const shown: number[] = [];
  let hidden = 0;
  for (let at = 0; at < table.size; at++) {
    if (all || !q || meant(at)) {
      if (shown.length < CASES_SHOWN) shown.push(at);
    } else hidden++;
  }
  return [
    q &&
      el(
        "p",
        { class: "aside" },
        `${plural(sum, "result")} of this loss ${sum === 1 ? "is" : "are"} what the filter means. `,
        all
          ? link(linkHere(context, { all: false }), "Hide the other cases")
          : hidden > 0 && link(linkHere(context, { all: true }), `Show the other ${countText(hidden)} cases too`),
      ),
    columns.length === 0 && el("p", { class: "aside" }, "No adapter of this run answers this loss."),
    ...families(context, table, shown, columns, selection),
    shown.length === CASES_SHOWN &&
      el(
        "p",
        { class: "aside" },
        `The first ${countText(CASES_SHOWN)} cases are shown: use the filter for the others.`,
      ),
  ];
}

export function missingLoss(context: Context): Child {
  return missingPage(context, "No such loss in this report", context.state.subject ?? "");
}

// --- internal ---

function indexOf({ summary }: Context, { loss }: LossTable): number {
  return summary.losses.findIndex(({ name }) => name === loss);
}

/** A class takes its inputs in a call of its own. */
function signature({ name, parameters, inputs, form }: LossInfo): string {
  const written = (names: readonly string[]) =>
    names
      .map((each) => (parameters[each]?.default === undefined ? each : `${each}=${parameters[each].default}`))
      .join(", ");
  const names = Object.keys(parameters);
  if (form === "function") return `${name}(${written(names)})`;
  return `${name}(${written(names.filter((each) => !inputs.includes(each)))})(${written(inputs)})`;
}

function adapterTable(context: Context, loss: number): Markup {
  const rows = context.columns.map((adapter) => {
    const cell = context.summary.cells[loss]![adapter]!;
    const info = context.summary.adapters[adapter]!;
    const causes = causesOf(context.summary, loss, adapter);
    const explained = causes.reduce((sum, { explains }) => sum + explains, 0);
    const isBad = failing(cell) > 0;
    return el(
      "tr",
      { class: judged(cell) === 0 && "quiet" },
      el("th", { scope: "row" }, link(linkTo(context, { view: "adapter", subject: info.name }), info.name)),
      el(
        "td",
        { class: isBad && "bad-text" },
        judged(cell) > 0 ? shareText(passing(cell), judged(cell)) : unsupported(cell) > 0 ? "not offered" : "not run",
      ),
      el("td", { class: "number" }, judged(cell) > 0 ? countText(passing(cell)) : ""),
      el("td", { class: "number" }, judged(cell) > 0 ? countText(failing(cell)) : ""),
      el("td", { class: "number" }, countText(unsupported(cell))),
      el("td", { class: "number" }, ratioText(ratioOf(cell))),
      el("td", { class: "why" }, isBad ? causeList(causes, failing(cell) - explained) : ""),
    );
  });
  return el(
    "table",
    { class: "by-adapter" },
    heads("Adapter", "Share", "Pass#", "Fail#", "Unsupported#", "Worst#", "What it does differently"),
    el("tbody", {}, ...rows),
  );
}

/** Families in which something fails come first and open. */
function families(
  context: Context,
  table: LossTable,
  shown: readonly number[],
  columns: readonly number[],
  selection: Selection,
): Child[] {
  const groups = new Map<number, number[]>();
  for (const at of shown) {
    const family = table.block.family[at]!;
    const group = groups.get(family);
    if (group) group.push(at);
    else groups.set(family, [at]);
  }
  const failures = (cases: readonly number[]) =>
    cases.filter((at) => columns.some((adapter) => isFailing(table.outcome[adapter * table.size + at]!))).length;
  const list = [...groups].map(([family, cases]) => ({ family, cases, bad: failures(cases) }));
  list.sort((a, b) => Number(b.bad > 0) - Number(a.bad > 0));
  return list.map(({ family, cases, bad }) => {
    const name = table.block.families[family]!;
    const about = table.block.about[family];
    return el(
      "details",
      { class: "family", open: bad > 0 || Boolean(context.state.q) || list.length < 4 },
      el(
        "summary",
        {},
        el("b", {}, name),
        about && el("span", { class: "about" }, about),
        el(
          "small",
          {},
          bad > 0 ? `${bad} of ${plural(cases.length, "case")} fail somewhere` : plural(cases.length, "case"),
        ),
      ),
      scrolling(`Cases of ${name}`, familyTable(context, table, cases, columns, selection)),
    );
  });
}

function familyTable(
  context: Context,
  table: LossTable,
  cases: readonly number[],
  columns: readonly number[],
  selection: Selection,
): Markup {
  const { q } = context.state;
  const rows = cases.map((at) => {
    const id = table.ids[at]!;
    const args = table.block.args[table.block.arg[at]!]!;
    const href = linkTo(context, { view: "case", subject: id, ...(q && { q }) });
    return el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el("a", { href, "data-row": "" }, el("code", {}, breakable(args || id))),
        " ",
        el("small", {}, table.block.dtypes[table.block.dtype[at]!]!),
      ),
      ...columns.map((adapter) =>
        outcomeCell(table, adapter * table.size + at, q !== undefined && selection[adapter * table.size + at] === 0),
      ),
    );
  });
  const names = columns.map((adapter) => context.summary.adapters[adapter]!.name);
  return el("table", { class: "family-cases" }, heads("Arguments", ...names), el("tbody", {}, ...rows));
}

/** What the filter does not mean stays, in grey. */
function outcomeCell(table: LossTable, place: number, isOther: boolean): Markup {
  const outcome = table.outcome[place]!;
  const { glyph, word, tone } = signOf(outcome);
  return el(
    "td",
    { class: isOther ? "other" : tone },
    el("span", { class: "glyph", "aria-hidden": "true" }, glyph),
    isFailing(outcome)
      ? [word, " ", el("small", {}, ratioText(table.ratio[place]!))]
      : el("span", { class: "heard" }, word),
  );
}
