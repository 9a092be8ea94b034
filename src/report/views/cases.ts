import type { Cell } from "../data/blocks.ts";
import { isFailing, kindOf, OUTCOMES, verdictOf } from "../data/outcomes.ts";
import { type LossTable, textAt } from "../data/table.ts";
import { failing, passing, total, unsupported } from "../data/tally.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { type Clause, clause, has, parseQuery, toggled } from "../query.ts";
import { countText, plural, ratioText } from "../text.ts";
import { type Context, linkHere, linkTo } from "./context.ts";
import { breakable, link, scrolling, sign, title } from "./parts.ts";

/** One case on one adapter. */
export interface Entry {
  readonly table: LossTable;
  readonly loss: number;
  readonly adapter: number;
  readonly at: number;
}

/** What the filter means, over all losses. */
export interface Found {
  /** The first entries; the rest comes with a button. */
  readonly entries: readonly Entry[];
  readonly sum: Cell;
  /** By adapter, and by cause. */
  readonly byAdapter: readonly number[];
  readonly byCode: ReadonlyMap<string, number>;
}

/** The list of cases over all losses. */
export function cases(context: Context, found: Found): Child {
  return [
    title(context.state.q === "is:failing" ? "Failing cases" : "Cases"),
    el("div", { id: "found" }, foundCases(context, found)),
  ];
}

/** All of the list but its heading: what changes while one types. */
export function foundCases(context: Context, found: Found): Child {
  const { sum, entries } = found;
  const count = total(sum);
  if (count === 0) {
    return [
      chips(context, found),
      el(
        "p",
        { class: "empty" },
        "No case on any adapter is what the filter means. ",
        link(linkHere(context, { q: "" }), "Show all"),
      ),
    ];
  }
  return [
    el(
      "p",
      { class: "lead" },
      `${plural(count, "result")}: `,
      [[passing(sum), "pass"] as const, [failing(sum), "fail"] as const, [unsupported(sum), "unsupported"] as const]
        .filter(([part]) => part > 0)
        .map(([part, word]) => (part === count ? `all ${word}` : `${countText(part)} ${word}`))
        .join(", "),
      ".",
    ),
    chips(context, found),
    scrolling("Cases", entryTable(context, entries)),
    more(entries.length, count),
  ];
}

/** Rows of the list, where more are asked for. */
export function entryRows(context: Context, entries: readonly Entry[]): Child {
  return entries.map((entry) => entryRow(context, entry));
}

/** The list as a table. */
export function entryTable(context: Context, entries: readonly Entry[]): Markup {
  const head = el(
    "thead",
    {},
    el(
      "tr",
      {},
      el("th", { scope: "col" }, "Case"),
      el("th", { scope: "col" }, "Adapter"),
      el("th", { scope: "col" }, "Outcome"),
      el("th", { scope: "col", class: "number" }, "Error ÷ allowed"),
      el("th", { scope: "col" }, "Cause"),
    ),
  );
  return el("table", { class: "entries", id: "entries" }, head, el("tbody", {}, entryRows(context, entries)));
}

// --- internal ---

function entryRow(context: Context, { table, adapter, at, loss }: Entry): Markup {
  const place = adapter * table.size + at;
  const id = table.ids[at]!;
  const { name } = context.summary.adapters[adapter]!;
  const { q } = context.state;
  const href = linkTo(context, { view: "case", subject: id, adapter: name, ...(q && { q }) });
  const message = textAt(table.block.messages, table.message[place]!);
  const code = textAt(table.block.codes, table.code[place]!);
  const words = context.summary.diagnoses.find(
    (each) => each.loss === loss && each.adapter === adapter && each.code === code,
  );
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("a", { href, "data-row": "" }, el("code", {}, breakable(id)))),
    el("td", {}, name),
    el("td", {}, sign(table.outcome[place]!)),
    el("td", { class: "number" }, ratioText(table.ratio[place]!)),
    el(
      "td",
      { class: "why" },
      code ? (words?.sentence ?? code) : (message ?? (isFailing(table.outcome[place]!) ? "unexplained" : "")),
    ),
  );
}

function more(shown: number, count: number): Child {
  if (shown >= count) return undefined;
  return el(
    "p",
    { class: "more", id: "more" },
    el("button", { type: "button", "data-do": "more" }, "Show more"),
    ` ${countText(shown)} of ${countText(count)} are shown.`,
  );
}

/** What the filter could ask next; each chip writes the same text that one could type. */
function chips(context: Context, { sum, byAdapter, byCode }: Found): Markup {
  const { summary, state } = context;
  const query = parseQuery(state.q ?? "");
  const chip = (own: Clause, label: string, count: number): Child => {
    const isOn = has(query, own);
    if (count === 0 && !isOn) return undefined;
    return el(
      "a",
      {
        class: "chip",
        href: linkHere(context, { q: toggled(state.q ?? "", own) }),
        "aria-current": isOn && "true",
        "data-key": `${own.field}:${own.value}`,
      },
      label,
      " ",
      el("small", {}, countText(count)),
    );
  };
  const kinds = OUTCOMES.flatMap((_, outcome): Child[] => {
    const kind = kindOf(outcome);
    const verdict = verdictOf(outcome);
    if (!isFailing(outcome) || !verdict) return [];
    return [chip(kind ? clause("kind", kind) : clause("verdict", verdict), kind ?? verdict, sum.counts[outcome]!)];
  });
  const codes = [...byCode].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 12);
  const rows: [string, Child[]][] = [
    [
      "Is",
      [
        chip(clause("is", "failing"), "failing", failing(sum)),
        chip(clause("is", "unexplained"), "unexplained", byCode.get("") ?? 0),
      ],
    ],
    ["Kind", kinds],
    [
      "Adapter",
      summary.adapters.length > 1
        ? summary.adapters.map(({ name }, i) => chip(clause("adapter", name), name, byAdapter[i]!))
        : [],
    ],
    ["Cause", codes.filter(([code]) => code !== "").map(([code, count]) => chip(clause("code", code), code, count))],
  ];
  return el(
    "div",
    { class: "facets" },
    ...rows
      .filter(([, list]) => list.some((each) => each !== undefined))
      .map(([name, list]) =>
        el("div", {}, el("span", { class: "facet" }, name), el("div", { class: "chips" }, ...list)),
      ),
  );
}
