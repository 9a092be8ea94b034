import type { UnsupportedRange } from "../../format/results.ts";
import type { AdapterInfo, Cell } from "../data/blocks.ts";
import { failing, judged, passing, ratioOf, unsupported } from "../data/tally.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { clause, refined } from "../query.ts";
import { countText, dateText, durationText, plural, ratioText, shareText } from "../text.ts";
import { type Context, linkTo } from "./context.ts";
import {
  causeList,
  causesOf,
  code,
  facts,
  folded,
  heads,
  link,
  lossLink,
  missingPage,
  scrolling,
  title,
} from "./parts.ts";

/** Everything about one library: what it does differently, loss by loss, and what it does not offer. */
export function adapterPage(context: Context): Child {
  const { summary, state } = context;
  const adapter = summary.adapters.findIndex(({ name }) => name === state.subject);
  const info = summary.adapters[adapter];
  if (!info) return missingPage(context, "No such adapter in this report", state.subject ?? "");
  const losses = summary.losses.flatMap((_, loss) => (judged(cellOf(context, loss, adapter)) > 0 ? [loss] : []));
  const failingLosses = losses.filter((loss) => failing(cellOf(context, loss, adapter)) > 0);
  const clean = losses.filter((loss) => !failingLosses.includes(loss));
  return [
    title(info.name, el("small", {}, info.version)),
    el("p", { class: "lead" }, sentence(info, losses.length, summary.losses.length)),
    runFacts(info),
    failingLosses.length > 0 && [
      el("h2", {}, "Where it differs"),
      ...failingLosses.map((loss) => lossSection(context, loss, adapter)),
      el("p", {}, link(casesOf(context, info.name), "All its failing cases in one list")),
    ],
    clean.length > 0 && [
      el("h2", {}, "Where it passes"),
      el("ul", { class: "plain" }, ...clean.map((loss) => cleanItem(context, loss, adapter))),
    ],
    el("h2", {}, "What it does not offer"),
    notOffered(context, info, adapter),
  ];
}

// --- internal ---

function cellOf({ summary }: Context, loss: number, adapter: number): Cell {
  return summary.cells[loss]![adapter]!;
}

function casesOf(context: Context, name: string, loss?: string): string {
  const clauses = [clause("adapter", name), clause("is", "failing")];
  return loss === undefined
    ? linkTo(context, { view: "cases", q: refined("", ...clauses) })
    : linkTo(context, { view: "loss", subject: loss, q: refined("", ...clauses) });
}

function sentence({ counts, failing: bad }: AdapterInfo, offered: number, all: number): string {
  const share = `Offers ${offered} of ${plural(all, "loss", "losses")} in part or whole.`;
  const answered = counts.total - counts.unsupported;
  return `${share} Of ${plural(answered, "case")} that it supports, ${countText(counts.pass)} pass and ${countText(bad)} do not.`;
}

function runFacts({ language, run, counts }: AdapterInfo): Markup {
  return facts(
    ["Language", language],
    ["Runs in", run.environment],
    ["Started", dateText(run.startedAt)],
    ["Took", durationText(run.elapsedMs)],
    ["Machine", [run.host, run.cpu].filter(Boolean).join(" · ")],
    ["Shard", run.shard],
    ["Partial", run.partial],
    ["Without a gradient that was asked for", counts.gradientsMissing > 0 && plural(counts.gradientsMissing, "case")],
    ["Passing, yet less precise than honest implementations", counts.imprecise > 0 && plural(counts.imprecise, "case")],
  );
}

function lossSection(context: Context, loss: number, adapter: number): Markup {
  const info = context.summary.losses[loss]!;
  const cell = cellOf(context, loss, adapter);
  const causes = causesOf(context.summary, loss, adapter);
  const explained = causes.reduce((sum, { explains }) => sum + explains, 0);
  const rest = failing(cell) - explained;
  const q = refined("", clause("adapter", context.summary.adapters[adapter]!.name), clause("is", "failing"));
  return el(
    "section",
    { class: "finding" },
    el(
      "h3",
      {},
      lossLink(context, info, q),
      el(
        "small",
        {},
        `${shareText(passing(cell), judged(cell))} of ${countText(judged(cell))} pass`,
        cell.worst !== undefined && ` · worst ${ratioText(ratioOf(cell))}`,
      ),
    ),
    causeList(causes, rest),
  );
}

function cleanItem(context: Context, loss: number, adapter: number): Markup {
  const cell = cellOf(context, loss, adapter);
  return el(
    "li",
    {},
    lossLink(context, context.summary.losses[loss]!),
    el("small", {}, ` all ${countText(judged(cell))}`),
  );
}

function notOffered(context: Context, info: AdapterInfo, adapter: number): Child {
  const lacking = context.summary.losses.filter((_, loss) => {
    const cell = cellOf(context, loss, adapter);
    return judged(cell) === 0 && unsupported(cell) > 0;
  });
  if (info.counts.unsupported === 0) return el("p", {}, "Nothing: it answers every case.");
  return [
    el("p", {}, `${plural(info.counts.unsupported, "case")} are unsupported: no pass, no failure.`),
    lacking.length > 0 &&
      folded(
        plural(lacking.length, "loss that it does not have", "losses that it does not have"),
        el("ul", { class: "plain" }, ...lacking.map((loss) => el("li", {}, lossLink(context, loss)))),
      ),
    info.unsupportedRanges.length > 0 &&
      folded(
        `${plural(info.unsupportedRanges.length, "range")} of cases that were not asked`,
        ranges(info.unsupportedRanges),
      ),
  ];
}

function ranges(list: readonly UnsupportedRange[]): Markup {
  const rows = list.map(({ pattern, count, reason }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, code(pattern)),
      el("td", { class: "number" }, countText(count)),
      el("td", {}, reason),
    ),
  );
  return scrolling("Ranges of cases", el("table", {}, heads("Cases", "How many#", "Why"), el("tbody", {}, ...rows)));
}
