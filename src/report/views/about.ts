import { OUTCOMES, signOf } from "../data/outcomes.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { countText, dateText, durationText, FRAMEWORKS, plural } from "../text.ts";
import { type Context, linkTo } from "./context.ts";
import { code, facts, heads, link, scrolling, sign, title } from "./parts.ts";

/** Where the numbers come from. */
export function aboutPage(context: Context): Child {
  const { summary } = context;
  const cases = summary.losses.reduce((sum, loss) => sum + loss.cases, 0);
  return [
    title("About this run"),
    facts(
      ["Suite", `lossparity ${summary.suite.version}`],
      ["Goldens", `${countText(cases)} cases of ${plural(summary.losses.length, "loss", "losses")}`],
      ["Digest of the goldens", code(summary.suite.digest)],
      ["This report", code(summary.run)],
    ),
    el("h2", {}, "The adapters"),
    scrolling("The adapters", adapterTable(context)),
    details(context),
    el("h2", {}, "The frameworks that answered"),
    ...(["tensorflow", "pytorch"] as const).map((name) => provenance(context, name)),
    el("h2", {}, "What the words mean"),
    scrolling("Outcomes", outcomes()),
    el(
      "p",
      {},
      "Red and orange only ever mean that an adapter differs from the framework that it claims to follow. Where the two frameworks differ from each other is a fact, and blue.",
    ),
  ];
}

// --- internal ---

function adapterTable(context: Context): Markup {
  const rows = context.summary.adapters.map(({ name, version, language, run, counts }) =>
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        link(linkTo(context, { view: "adapter", subject: name }), name),
        el("small", {}, ` ${version}`),
      ),
      el("td", {}, language),
      el("td", {}, [run.host, run.cpu, run.environment].filter(Boolean).join(" · ")),
      el("td", {}, dateText(run.startedAt), el("small", {}, ` ${durationText(run.elapsedMs)}`)),
      el("td", { class: "number" }, countText(counts.total)),
      el("td", { class: "number" }, countText(counts.total - counts.unsupported)),
      el("td", {}, selection(run)),
      el(
        "td",
        {},
        el(
          "button",
          { type: "button", "data-do": "extract", "data-adapter": name, "aria-label": `Save results of ${name}` },
          "Save results",
        ),
      ),
    ),
  );
  return el(
    "table",
    {},
    heads("Adapter", "Language", "Machine", "When", "Cases#", "Supported#", "Selection", "Results file"),
    el("tbody", {}, ...rows),
  );
}

function selection(run: Context["summary"]["adapters"][number]["run"]): string {
  const flags = Object.entries(run.selection ?? {}).map(([flag, value]) => `--${flag} ${value}`);
  return [...flags, run.shard && `shard ${run.shard}`, run.partial].filter(Boolean).join("; ") || "everything";
}

function details({ summary }: Context): Child {
  const short = summary.adapters.filter(({ failing, detailed }) => detailed < failing);
  if (short.length === 0) return undefined;
  return el(
    "p",
    { class: "aside" },
    "To stay small, this page holds the numbers of the first failures of each cause only: ",
    short.map(({ name, failing, detailed }) => `${countText(detailed)} of ${countText(failing)} of ${name}`).join(", "),
    ". Verdict, kind, error and cause of every case are all here. The results files have the rest.",
  );
}

function provenance({ summary }: Context, name: "tensorflow" | "pytorch"): Child {
  const known = summary.frameworks[name];
  if (!known) return undefined;
  const settings = Object.entries(known.settings).map(([key, value]) => `${key}=${value}`);
  return [
    el("h3", {}, `${FRAMEWORKS[name]} ${known.version}`),
    facts(
      ["Python", known.python],
      ["NumPy", known.numpy],
      ["Processor", known.cpu],
      ["Platform", known.platform],
      ["Settings", settings.join(", ")],
    ),
  ];
}

function outcomes(): Markup {
  const rows = OUTCOMES.flatMap((name, outcome) =>
    name === "undeclared" || name === "fail"
      ? []
      : [el("tr", {}, el("th", { scope: "row" }, sign(outcome)), el("td", {}, signOf(outcome).meaning))],
  );
  return el("table", {}, heads("Outcome", "Means"), el("tbody", {}, ...rows));
}
