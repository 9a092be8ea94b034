import { javascriptSnippet } from "../../snippets/javascript.ts";
import { pythonSnippet } from "../../snippets/python.ts";
import { stringifyJson } from "../../tensor/json.ts";
import type { DetailsBlock } from "../data/blocks.ts";
import { extractRow, tensorsOf } from "../data/extract.ts";
import { isFailing, NOT_RUN, signOf } from "../data/outcomes.ts";
import type { LossTable } from "../data/table.ts";
import type { Selection } from "../data/tally.ts";
import { caseOf } from "../detail.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { FRAMEWORKS, ratioText } from "../text.ts";
import { comparisons } from "./comparison.ts";
import { type Context, linkHere, linkTo } from "./context.ts";
import {
  breakable,
  code,
  codeBlock,
  folded,
  heads,
  link,
  lossLink,
  missingPage,
  scrolling,
  sign,
  title,
} from "./parts.ts";
import { tensorText } from "./tensor-text.ts";

/** Where a case stands: in its loss, and among what the filter means. */
export interface Place {
  readonly table: LossTable;
  readonly loss: number;
  readonly at: number;
  readonly details: DetailsBlock | undefined;
  readonly selection: Selection;
  readonly previous?: string;
  readonly next?: string;
}

/** One case with every number. */
export function casePage(context: Context, place: Place): Child {
  const { table, loss, at, details } = place;
  const info = context.summary.losses[loss]!;
  const id = table.ids[at]!;
  const detail = details?.cases[at];
  const adapter = chosenAdapter(context, place);
  const family = table.block.family[at]!;
  const about = table.block.about[family];
  return [
    el(
      "p",
      { class: "trail" },
      lossLink(context, info, context.state.q),
      ` · ${table.block.families[family]}`,
      ...steps(place, context),
    ),
    title(el("code", {}, breakable(id))),
    about && el("p", { class: "lead" }, about),
    scrolling("All adapters on this case", adapterTable(context, place, adapter)),
    detail && details
      ? [
          el("h2", {}, "The call"),
          call(detail, details),
          el("h2", {}, adapter === undefined ? "Expected" : `What ${context.summary.adapters[adapter]!.name} answers`),
          detail.rejected && [
            el(
              "p",
              {},
              `${FRAMEWORKS[info.framework]} rejects this call with a ${detail.rejected.error}, at ${detail.rejected.phase}:`,
            ),
            el("pre", { class: "message" }, detail.rejected.message),
          ],
          comparisons(detail, details, adapter === undefined ? undefined : details.answers[adapter]?.[at]),
          el("h2", {}, "Reproduce it"),
          snippets(context, place, adapter),
          el("h2", {}, "Raw"),
          raw(context, place, adapter),
        ]
      : withoutDetail(context, place, id),
  ];
}

export function missingCase(context: Context): Child {
  return missingPage(context, "No such case in this report", context.state.subject ?? "");
}

// --- internal ---

/** The adapter that the link names, or the first that fails. */
function chosenAdapter({ state, summary, columns }: Context, { table, at }: Place): number | undefined {
  const named = summary.adapters.findIndex(({ name }) => name === state.adapter);
  if (named >= 0) return named;
  return columns.find((adapter) => isFailing(table.outcome[adapter * table.size + at]!));
}

function steps({ previous, next }: Place, context: Context): Child[] {
  const step = (id: string | undefined, label: string, rel: string): Child =>
    id !== undefined && [" · ", el("a", { href: linkHere(context, { subject: id }), rel }, label)];
  return [step(previous, "← previous", "prev"), step(next, "next →", "next")];
}

function adapterTable(context: Context, place: Place, chosen: number | undefined): Markup {
  const { table, at, details, selection } = place;
  const rows = context.columns
    .filter((adapter) => table.outcome[adapter * table.size + at] !== NOT_RUN)
    .map((adapter) => {
      const own = adapter * table.size + at;
      const outcome = table.outcome[own]!;
      const { name } = context.summary.adapters[adapter]!;
      const row = extractRow(table, adapter, at, details);
      const words = context.summary.diagnoses.find(
        (each) => each.loss === place.loss && each.adapter === adapter && each.code === row.diagnosis,
      );
      const where = [row.where, row.index && row.index.length > 0 && `at [${row.index.join(", ")}]`]
        .filter(Boolean)
        .join(" ");
      return el(
        "tr",
        { class: selection[own] === 0 ? "other" : undefined },
        el(
          "th",
          { scope: "row" },
          isFailing(outcome)
            ? el(
                "a",
                { href: linkHere(context, { adapter: name }), "aria-current": adapter === chosen && "true" },
                name,
              )
            : name,
        ),
        el("td", {}, sign(outcome)),
        el("td", { class: "number" }, ratioText(table.ratio[own]!)),
        el("td", {}, isFailing(outcome) ? where : ""),
        el(
          "td",
          { class: "why" },
          words && el("span", { class: "cause" }, `${words.sentence} `, el("small", {}, el("code", {}, words.code))),
          row.message && el("small", { class: "said" }, row.message),
          !words && !row.message && outcome > 2 && signOf(outcome).meaning,
        ),
      );
    });
  return el(
    "table",
    { class: "on-case" },
    heads("Adapter", "Outcome", "Error ÷ allowed#", "Worst", "Why"),
    el("tbody", {}, ...rows),
  );
}

function call(detail: NonNullable<DetailsBlock["cases"][string]>, details: DetailsBlock): Markup {
  const args = Object.entries(detail.args).map(([name, value]) => {
    const tensor =
      value !== null && typeof value === "object" && "tensor" in value
        ? details.tensors[details.named[value.tensor]!]
        : undefined;
    return el(
      "div",
      {},
      el("dt", {}, name),
      el("dd", {}, tensor ? tensorText(tensor) : el("code", {}, stringifyJson(value))),
    );
  });
  const inputs = Object.entries(detail.inputs).map(([name, ref]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, tensorText(details.tensors[ref]!))),
  );
  return el("dl", { class: "call" }, ...args, ...inputs);
}

function snippets(context: Context, { table, loss, at, details }: Place, adapter: number | undefined): Child {
  const info = context.summary.losses[loss]!;
  const id = table.ids[at]!;
  const own = caseOf(id, info.name, details!.cases[at]!, details!);
  const name = adapter === undefined ? "<adapter>" : context.summary.adapters[adapter]!.name;
  return [
    el("h3", {}, `In Python, with ${FRAMEWORKS[info.framework]} ${info.version} itself`),
    codeBlock(pythonSnippet(own, info, info.version), "the Python code"),
    el("h3", {}, "In JavaScript, with an adapter"),
    codeBlock(javascriptSnippet(own, "./my-adapter.mjs"), "the JavaScript code"),
    el("h3", {}, "On the command line"),
    codeBlock(
      `lossparity run ${/^[\w.@/-]+$/.test(name) ? name : JSON.stringify(name)} --case "${id}"\nlossparity explain "${id}"\n`,
      "the commands",
    ),
  ];
}

function raw(context: Context, { table, at, details }: Place, adapter: number | undefined): Child {
  const detail = details!.cases[at]!;
  const tensors = details!.tensors;
  const asked = {
    id: table.ids[at]!,
    args: detail.args,
    inputs: Object.fromEntries(Object.entries(detail.inputs).map(([name, ref]) => [name, tensors[ref]])),
    ...(Object.keys(details!.named).length > 0 && { tensors: namedTensors(detail.args, details!) }),
    ...(detail.wrt && { wrt: detail.wrt }),
    expect: detail.rejected
      ? { rejected: detail.rejected }
      : { ...tensorsOf(detail.expected ?? {}, details!), tolerance: detail.allowances },
  };
  return [
    folded("The case as JSON", codeBlock(stringifyJson(asked), "the case as JSON")),
    adapter !== undefined &&
      folded(
        `The result of ${context.summary.adapters[adapter]!.name} as JSON`,
        codeBlock(stringifyJson(extractRow(table, adapter, at, details)), "the result as JSON"),
      ),
  ];
}

/** The tensors that a case's arguments name. */
function namedTensors(args: object, { named, tensors }: DetailsBlock): { readonly [name: string]: unknown } {
  const text = stringifyJson(args);
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, ref]) => (text.includes(JSON.stringify(name)) ? [[name, tensors[ref]]] : [])),
  );
}

function withoutDetail(context: Context, { table, at }: Place, id: string): Child {
  const fails = context.summary.adapters.some((_, adapter) => isFailing(table.outcome[adapter * table.size + at]!));
  return el(
    "p",
    { class: "empty" },
    fails
      ? "To stay small, this page holds the numbers of the first failures of each cause only, and this is a later one. "
      : "No adapter fails here, so that this page holds none of its numbers. ",
    "On the command line: ",
    code(`lossparity explain "${id}"`),
    ". ",
    link(linkTo(context, { view: "loss", subject: table.loss }), "All cases of this loss"),
  );
}
