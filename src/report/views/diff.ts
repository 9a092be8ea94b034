import { type Change, TRANSITIONS, type Transition } from "../../diff.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { parseQuery, toggled } from "../query.ts";
import { countText, plural, ratioText } from "../text.ts";
import { type Context, linkHere, linkTo } from "./context.ts";
import { breakable, heads, link, scrolling, title } from "./parts.ts";

/** What changed on one adapter between an earlier run and this one. */
export interface RunDiff {
  readonly adapter: string;
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  /** Passes of both runs whose error grew or shrank. */
  readonly drift: readonly Drift[];
  /** What one should know before believing it. */
  readonly caveats: readonly string[];
}

/** A pass that has become less, or more, exact. */
export interface Drift {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

/** Changes that are put into the document at once. */
const SHOWN = 1000;

/** This run against an earlier one. */
export function diffPage(context: Context, diffs: readonly RunDiff[], problem?: string): Child {
  return [
    title("Run against run"),
    el(
      "p",
      { class: "lead" },
      "What changed between an earlier run and the one of this page. Drop the earlier results file (",
      el("code", {}, "reports/results/….json"),
      ") anywhere on this page, or choose it; nothing leaves your machine.",
    ),
    el(
      "p",
      { class: "drop" },
      el(
        "label",
        { class: "button" },
        "Choose a results file",
        el("input", { type: "file", accept: ".json,application/json", class: "heard", "data-do": "choose-file" }),
      ),
    ),
    problem !== undefined && el("p", { class: "banner", role: "alert" }, problem),
    diffs.length === 0 &&
      problem === undefined &&
      el(
        "p",
        { class: "empty" },
        "On the command line: ",
        el("code", {}, "lossparity report after.json --against before.json"),
        " writes a page that shows this at once.",
      ),
    el("div", { id: "changes" }, ...diffs.map((diff) => diffSection(context, diff))),
  ];
}

// --- internal ---

function diffSection(context: Context, { adapter, before, after, changes, drift, caveats }: RunDiff): Markup {
  const wanted = transitionsOf(context.state.q);
  const shown = changes.filter(({ transition, id }) => wanted(transition, id));
  return el(
    "section",
    {},
    el("h2", {}, adapter),
    el("p", { class: "aside" }, `${before} → ${after}`),
    ...caveats.map((text) => el("p", { class: "banner", role: "note" }, text)),
    changes.length === 0 && el("p", { class: "empty" }, "No case came out differently."),
    changes.length > 0 &&
      el("div", { class: "chips" }, ...TRANSITIONS.map((transition) => chip(context, transition, changes))),
    shown.length > 0 && scrolling(`Changes of ${adapter}`, changeTable(context, adapter, shown.slice(0, SHOWN))),
    shown.length > SHOWN &&
      el("p", { class: "aside" }, `The first ${countText(SHOWN)} of ${countText(shown.length)} are shown.`),
    drift.length > 0 && driftSection(context, adapter, drift),
  );
}

const MEANING: { readonly [transition in Transition]: string } = {
  new: "was not supported and fails now",
  fixed: "failed and does not any more",
  regressed: "passed and fails now",
  changed: "came out in another way",
  added: "is in the later run only",
  removed: "is in the earlier run only",
};

function chip(context: Context, transition: Transition, changes: readonly Change[]): Child {
  const count = changes.filter((change) => change.transition === transition).length;
  if (count === 0) return undefined;
  const q = context.state.q ?? "";
  const own = { not: false, field: "word", value: transition } as const;
  const isOn = parseQuery(q).some(({ field, value }) => field === "word" && value === transition);
  return el(
    "a",
    {
      class: "chip",
      "data-key": transition,
      title: MEANING[transition],
      href: linkHere(context, { q: toggled(q, own) }),
      "aria-current": isOn && "true",
    },
    transition,
    " ",
    el("small", {}, countText(count)),
  );
}

/** The transitions that are words of the filter, and its other words in ids; `is:different` is everything here. */
function transitionsOf(q: string | undefined): (transition: Transition, id: string) => boolean {
  const query = parseQuery(q ?? "");
  const words = query.flatMap(({ field, value, not }) => (field === "word" && !not ? [value.toLowerCase()] : []));
  const transitions = words.filter((word) => TRANSITIONS.some((each) => each === word));
  const others = words.filter((word) => !transitions.includes(word));
  const losses = query.flatMap(({ field, value }) => (field === "loss" ? [String(value).toLowerCase()] : []));
  return (transition, id) =>
    (transitions.length === 0 || transitions.includes(transition)) &&
    others.every((word) => id.toLowerCase().includes(word)) &&
    (losses.length === 0 || losses.some((loss) => id.toLowerCase().split("/")[0]!.endsWith(loss)));
}

function changeTable(context: Context, adapter: string, changes: readonly Change[]): Markup {
  const rows = changes.map(({ id, transition, before, after }) => {
    const isBad = transition === "regressed" || transition === "new";
    return el(
      "tr",
      {},
      el("td", { class: isBad ? "bad-text" : transition === "fixed" ? "good-text" : undefined }, transition),
      el(
        "th",
        { scope: "row" },
        el(
          "a",
          { href: linkTo(context, { view: "case", subject: id, adapter }), "data-row": "" },
          el("code", {}, breakable(id)),
        ),
      ),
      el("td", {}, before ?? "not there"),
      el("td", {}, after ?? "not there"),
    );
  });
  return el("table", {}, heads("Change", "Case", "Before", "After"), el("tbody", {}, ...rows));
}

function driftSection(context: Context, adapter: string, drift: readonly Drift[]): Child {
  const rows = drift
    .slice(0, SHOWN)
    .map(({ id, before, after }) =>
      el(
        "tr",
        {},
        el(
          "th",
          { scope: "row" },
          link(linkTo(context, { view: "case", subject: id, adapter }), el("code", {}, breakable(id))),
        ),
        el("td", { class: "number" }, before === 0 ? "exact" : ratioText(before)),
        el("td", { class: "number" }, after === 0 ? "exact" : ratioText(after)),
      ),
    );
  return [
    el("h3", {}, `Still passing, at another distance: ${plural(drift.length, "case")}`),
    el("p", { class: "aside" }, "Error ÷ allowed; 1× would be the limit. The largest changes first."),
    scrolling(`Drift of ${adapter}`, el("table", {}, heads("Case", "Before#", "After#"), el("tbody", {}, ...rows))),
  ];
}
