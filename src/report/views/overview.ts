import type { AdapterInfo, Cell, LossInfo } from "../data/blocks.ts";
import { failing, judged, passing, ratioOf, total, unsupported } from "../data/tally.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { clause, refined } from "../query.ts";
import { countText, FRAMEWORKS, plural, ratioText, shareText } from "../text.ts";
import { type Context, linkHere, linkTo } from "./context.ts";
import { causesOf, link, lossLink, scrolling, title } from "./parts.ts";

/** What the filter means of each loss on each adapter; everything where there is no filter. */
export type Matching = readonly (readonly Cell[])[];

/** The whole at a glance: losses by adapters. */
export function overview(context: Context, matching?: Matching): Child {
  const { summary } = context;
  if (summary.adapters.length === 0) {
    return [
      title("No adapter was run"),
      el("p", { class: "empty" }, "Run one: ", el("code", {}, "lossparity run tfjs-node")),
    ];
  }
  return [
    title(headline(context)),
    el("p", { class: "lead" }, against(context)),
    partial(context),
    el("div", { id: "matrix" }, matrix(context, matching)),
  ];
}

/** The table alone, which is all that changes while one types. */
export function matrix(context: Context, matching?: Matching): Child {
  const { summary, columns } = context;
  const cells = matching ?? summary.cells;
  const shown = summary.losses.flatMap((_, loss) =>
    !matching || columns.some((adapter) => total(cells[loss]![adapter]!) > 0) ? [loss] : [],
  );
  const groups = summary.concepts
    .map((_, concept) => shown.filter((loss) => summary.losses[loss]!.concept === concept))
    .filter((group) => group.length > 0);
  return [
    el("div", { class: "tools" }, legend(), picker(context)),
    idleNote(context, shown, cells),
    shown.length === 0
      ? el("p", { class: "empty" }, "No loss has a case that the filter means.")
      : scrolling("Losses by adapters", table(context, cells, groups)),
    matching && shown.length < summary.losses.length
      ? el(
          "p",
          { class: "aside" },
          `${countText(summary.losses.length - shown.length)} losses have no case that the filter means. `,
          link(linkHere(context, { q: "" }), "Show all"),
        )
      : undefined,
  ];
}

/** Runs that did not judge everything. */
export function partial({ summary }: Pick<Context, "summary">): Markup | undefined {
  const names = new Map<string, string[]>();
  for (const { name, run, suite } of summary.adapters) {
    const selected = Object.entries(run.selection ?? {}).map(([flag, value]) => `--${flag} ${value}`);
    const why = [
      run.partial,
      run.shard !== undefined && `shard ${run.shard} only`,
      selected.length > 0 && `only what ${selected.join(" ")} selects`,
      suite.cases !== summary.suite.digest && "judged by other cases than this page was made with",
    ].filter((each): each is string => Boolean(each));
    if (why.length > 0) names.set(why.join("; "), [...(names.get(why.join("; ")) ?? []), name]);
  }
  if (names.size === 0) return undefined;
  const notes = [...names].map(([why, of]) => el("li", {}, el("strong", {}, of.join(", ")), `: ${why}`));
  return el("div", { class: "banner", role: "note" }, el("p", {}, "Not a full verdict."), el("ul", {}, ...notes));
}

// --- internal ---

/** Losses that no shown adapter answers; with scripts they are out of sight until one asks for them. */
function idleNote(context: Context, shown: readonly number[], cells: Matching): Child {
  const idle = shown.filter((loss) => isIdle(context, cells[loss]!)).length;
  if (idle === 0 || idle === shown.length) return undefined;
  const which = `${plural(idle, "loss", "losses")} that no adapter here answers`;
  return el(
    "p",
    { class: "aside only-script" },
    context.state.all ? `With ${which}. ` : `Without ${which}. `,
    el(
      "a",
      { href: linkHere(context, { all: !context.state.all }), "data-key": "idle" },
      context.state.all ? "Hide them" : "Show them",
    ),
  );
}

function isIdle({ columns }: Context, cells: readonly Cell[]): boolean {
  return columns.every((adapter) => judged(cells[adapter]!) === 0);
}

function headline({ summary: { adapters } }: Context): string {
  const bad = adapters.filter(({ failing: count }) => count > 0).length;
  const names = plural(adapters.length, "adapter");
  if (bad === 0) return `${names}, no failing case`;
  if (adapters.length === 1) return `${adapters[0]!.name}: ${plural(adapters[0]!.failing, "failing case")}`;
  return `${names}, ${bad === adapters.length ? "each" : bad} with failing cases`;
}

function against({ summary }: Context): string {
  const cases = summary.losses.reduce((sum, loss) => sum + loss.cases, 0);
  const versions = (["tensorflow", "pytorch"] as const).flatMap((name) => {
    const known = summary.frameworks[name];
    return known ? [`${FRAMEWORKS[name]} ${known.version}`] : [];
  });
  const from = versions.length > 0 ? ` recorded from ${versions.join(" and ")}` : "";
  return `Held against ${countText(cases)} answers${from}. Each column is a library, in the order of the run; each number is the share of what it supports.`;
}

function legend(): Markup {
  const entry = (tone: string, glyph: string, text: string) =>
    el("span", { class: `sign ${tone}` }, el("span", { class: "glyph", "aria-hidden": "true" }, glyph), text);
  return el(
    "p",
    { class: "legend" },
    entry("good", "●", "all pass"),
    entry("bad", "▲", "some fail"),
    entry("none", "○", "not offered"),
    entry("none", "·", "not run"),
    el("span", { class: "sign none" }, "3.1× the largest error, in units of what is allowed"),
  );
}

/** Which adapters are shown, and in which order. */
function picker(context: Context): Markup | undefined {
  const { adapters } = context.summary;
  if (adapters.length < 2) return undefined;
  const items = context.columns.map((adapter, i) => pickerItem(context, adapter, i));
  const hidden = adapters.flatMap((_, adapter) => (context.columns.includes(adapter) ? [] : [adapter]));
  return el(
    "details",
    { class: "picker", "data-keep": "picker" },
    el("summary", {}, `Columns (${context.columns.length} of ${adapters.length})`),
    el(
      "div",
      { class: "panel" },
      el("ul", {}, ...items, ...hidden.map((adapter) => pickerItem(context, adapter, undefined))),
      context.state.columns && link(linkHere(context, { columns: [] }), "All, in the order of the run"),
    ),
  );
}

function pickerItem({ summary, columns }: Context, adapter: number, place: number | undefined): Markup {
  const { name } = summary.adapters[adapter]!;
  const move = (by: number, label: string, glyph: string) =>
    el(
      "button",
      {
        type: "button",
        "data-do": "move-column",
        "data-adapter": name,
        "data-by": by,
        "data-key": `${label} ${name}`,
        "aria-label": `Move ${name} ${label}`,
        disabled: place === undefined || columns[place + by] === undefined,
      },
      glyph,
    );
  const box = {
    type: "checkbox",
    "data-do": "toggle-column",
    "data-adapter": name,
    "data-key": name,
    checked: place !== undefined,
  };
  return el("li", {}, el("label", {}, el("input", box), name), move(-1, "left", "←"), move(1, "right", "→"));
}

function table(context: Context, cells: Matching, groups: readonly (readonly number[])[]): Markup {
  const { summary, columns } = context;
  const head = columns.map((adapter) => adapterHead(context, summary.adapters[adapter]!));
  const bodies = groups.map((losses) => {
    const concept = summary.concepts[summary.losses[losses[0]!]!.concept]!;
    const heading = el(
      "tr",
      { class: "group" },
      el(
        "th",
        { colspan: columns.length + 1, scope: "rowgroup" },
        el(
          "span",
          {},
          concept.title,
          concept.about !== "" &&
            link(linkTo(context, { view: "differences", subject: concept.name }), "TF vs PyTorch"),
        ),
      ),
    );
    return el(
      "tbody",
      { class: losses.every((loss) => isIdle(context, cells[loss]!)) && "idle" },
      heading,
      ...losses.map((loss) => row(context, cells[loss]!, loss)),
    );
  });
  const isShort = !context.state.all && groups.flat().some((loss) => !isIdle(context, cells[loss]!));
  return el(
    "table",
    { class: `matrix columns-${columns.length}${isShort ? " short" : ""}` },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Loss"), ...head)),
    ...bodies,
  );
}

function adapterHead(context: Context, { name, version }: AdapterInfo): Markup {
  return el(
    "th",
    { scope: "col" },
    link(linkTo(context, { view: "adapter", subject: name }), name),
    el("small", {}, version),
  );
}

function row(context: Context, cells: readonly Cell[], loss: number): Markup {
  const info = context.summary.losses[loss]!;
  return el(
    "tr",
    { class: isIdle(context, cells) && "idle" },
    el("th", { scope: "row" }, lossLink(context, info, context.state.q), el("small", {}, plural(info.cases, "case"))),
    ...context.columns.map((adapter) => cell(context, cells[adapter]!, info, loss, adapter)),
  );
}

function cell(context: Context, own: Cell, info: LossInfo, loss: number, adapter: number): Markup {
  const { name } = context.summary.adapters[adapter]!;
  const bad = failing(own);
  if (judged(own) === 0) return idleCell(own);
  const q = refined(context.state.q, clause("adapter", name), ...(bad > 0 ? [clause("is", "failing")] : []));
  const href = linkTo(context, { view: "loss", subject: info.name, q });
  const causes = bad > 0 ? causesOf(context.summary, loss, adapter) : [];
  const share = el(
    "span",
    { class: "share" },
    el("span", { class: "glyph", "aria-hidden": "true" }, bad > 0 ? "▲" : "●"),
    el("b", {}, shareText(passing(own), judged(own))),
    bad > 0 &&
      own.worst !== undefined &&
      el("small", {}, el("span", { class: "quiet" }, "worst "), ratioText(ratioOf(own))),
  );
  const counts = `${countText(passing(own))} of ${countText(judged(own))} pass`;
  return el(
    "td",
    { class: bad > 0 ? "bad" : "good" },
    el(
      "a",
      { href, title: causes[0] && causes[0].sentence.length > ROOM && causes[0].sentence },
      share,
      el("small", {}, counts),
      causes[0] &&
        el(
          "span",
          { class: "words" },
          shortened(causes[0].sentence),
          causes.length > 1 && el("small", {}, ` +${causes.length - 1}`),
        ),
      bad > 0 && !causes[0] && el("span", { class: "words" }, "unexplained"),
    ),
  );
}

/** As much of a sentence as a cell has room for; the rest is in its title and behind its link. */
function shortened(sentence: string): string {
  if (sentence.length <= ROOM) return sentence;
  const words = sentence.slice(0, ROOM);
  return `${words.slice(0, Math.max(words.lastIndexOf(" "), ROOM / 2)).replace(/[,:;]$/, "")} …`;
}

const ROOM = 54;

function idleCell(own: Cell): Markup {
  const offered = unsupported(own) > 0;
  return el(
    "td",
    { class: "none" },
    el("span", { "aria-hidden": "true" }, offered ? "○" : "·"),
    el("span", { class: "heard" }, offered ? "unsupported" : "not run"),
  );
}
