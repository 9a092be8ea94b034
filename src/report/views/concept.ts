import type { Pair } from "../../atlas/pairs.ts";
import type { Impossible } from "../../atlas/recipe.ts";
import type { Side } from "../../atlas/sides.ts";
import { type ConceptPage, callText, type DifferenceEntry, type HighlightEntry } from "../data/atlas-pages.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { countText, FRAMEWORKS, numberText, plural } from "../text.ts";
import { type Context, linkTo } from "./context.ts";
import { back } from "./differences.ts";
import { experiments } from "./experiments.ts";
import { breakable, code, codeBlock, folded, heads, link, scrolling, title } from "./parts.ts";
import { recipes } from "./recipes.ts";
import { tensorText } from "./tensor-text.ts";

/** One concept in both frameworks: what differs, what to write instead, and what shows it. */
export function conceptPage(context: Context, page: ConceptPage): Child {
  const main = page.highlights.filter(({ note }) => note.main);
  const minor = page.highlights.filter(({ note }) => !note.main);
  return [
    back(context),
    title(page.title),
    el("p", { class: "lead" }, page.about),
    definitions(context, page),
    main.length > 0 && [el("h2", {}, "In short"), el("div", { class: "highlights" }, ...main.map(highlight))],
    el("div", { "data-place": "curves", "data-concept": page.name }),
    page.recipes.length > 0 && [el("h2", {}, "What to write instead"), recipes(page.recipes)],
    page.impossible.length > 0 && [el("h2", {}, "What cannot be converted"), ...page.impossible.map(impossible)],
    minor.length > 0 && [el("h2", {}, main.length > 0 ? "And at the edges" : "Where they differ"), minorTable(minor)],
    page.experiments.length > 0 && [
      el("h2", {}, "Tried in the real frameworks"),
      experiments(page.experiments, page.prelude),
    ],
    page.differences.length > 0 && [
      el("h2", {}, "Every difference found"),
      folded(`${plural(page.differences.length, "difference")}, as found`, differenceTable(page.differences)),
    ],
  ];
}

/** What a reader in a hurry needs: the fact, the formula, and two numbers to believe it by. */
export function highlight({ note, pair, relation, pairs }: HighlightEntry): Markup {
  const [left, right] = pair.kind === "forms" ? ["Class", "Function"] : [FRAMEWORKS.tensorflow, FRAMEWORKS.pytorch];
  return el(
    "article",
    { class: "highlight" },
    el("h3", {}, note.title),
    el("p", {}, note.text),
    el("p", { class: "relation" }, relation),
    el("div", { class: "sides" }, half(left!, pair.left, pair), half(right!, pair.right, pair)),
    folded(
      `The inputs${pairs > 1 ? `, one of ${countText(pairs)} pairs that show it` : ""}`,
      el(
        "dl",
        { class: "call" },
        ...Object.entries(pair.inputs).map(([role, tensor]) =>
          el("div", {}, el("dt", {}, role), el("dd", {}, tensorText(tensor))),
        ),
      ),
      pair.conversion === "log" && el("p", { class: "aside" }, "PyTorch is given the logarithm of the prediction."),
      el("p", { class: "aside" }, code(pair.left.id), " and ", code(pair.right.id)),
    ),
  );
}

// --- internal ---

function definitions(context: Context, { losses, compared, agreeing, differences }: ConceptPage): Child {
  const known = new Set(context.summary.losses.map(({ name }) => name));
  const list = (names: readonly string[]): Child =>
    names.length === 0
      ? "has no such loss"
      : names.flatMap((name, i): Child[] => [
          i > 0 && " · ",
          known.has(name) ? link(linkTo(context, { view: "loss", subject: name }), code(name)) : code(name),
        ]);
  return [
    el(
      "dl",
      { class: "facts" },
      el("div", {}, el("dt", {}, FRAMEWORKS.tensorflow), el("dd", {}, list(losses.tensorflow))),
      el("div", {}, el("dt", {}, FRAMEWORKS.pytorch), el("dd", {}, list(losses.pytorch))),
    ),
    compared > 0 &&
      el(
        "p",
        { class: "aside" },
        `${countText(compared)} pairs of recorded answers to the same call were compared; ${countText(agreeing)} agree in value and gradient. The rest shows ${plural(differences.length, "difference")}.`,
      ),
  ];
}

function half(name: string, side: Side, pair: Pair): Markup {
  return el(
    "div",
    {},
    el("h4", {}, name),
    el("p", {}, code(callText(side))),
    el("p", { class: "answer" }, answer(side)),
    pair.gradient &&
      side.gradient &&
      el("p", { class: "aside" }, "gradient ", short(side.gradient.data, side.gradient.shape)),
  );
}

function answer({ value, rejected }: Side): string {
  return value ? short(value.data, value.shape) : `rejects: ${rejected?.error}`;
}

function short(data: readonly (number | string | boolean)[], shape: readonly number[]): string {
  const shown = data.slice(0, 6).map((element) => numberText(element));
  if (shape.length === 0) return shown[0] ?? "";
  return `[${shown.join(", ")}${data.length > 6 ? ", …" : ""}]`;
}

function minorTable(highlights: readonly HighlightEntry[]): Markup {
  const cell = (side: Side, { relation, gradient }: Pair) =>
    el(
      "td",
      {},
      code(callText(side)),
      el(
        "span",
        { class: "answer" },
        relation.code === "equal" && gradient && side.gradient
          ? `gradient ${short(side.gradient.data, side.gradient.shape)}`
          : answer(side),
      ),
    );
  const rows = highlights.map(({ note, pair, pairs, relation }) =>
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el("b", {}, note.title),
        el("span", { class: "about" }, note.text),
        el("span", { class: "relation" }, relation),
      ),
      cell(pair.left, pair),
      cell(pair.right, pair),
      el("td", {}, pair.family, el("small", {}, ` ${plural(pairs, "pair")}`)),
    ),
  );
  return scrolling(
    "At the edges",
    el(
      "table",
      { class: "minor" },
      heads("What", "TensorFlow, or the class", "PyTorch, or the function", "For example on"),
      el("tbody", {}, ...rows),
    ),
  );
}

function impossible({ title: name, about, source, target }: Impossible): Markup {
  const row = (label: string, i: 0 | 1) =>
    el("tr", {}, el("th", { scope: "row" }, label), el("td", {}, source.answers[i]), el("td", {}, target.answers[i]));
  return el(
    "article",
    {},
    el("h3", {}, name),
    el(
      "p",
      {},
      `${about} Two inputs that ${FRAMEWORKS[source.framework]} answers alike and ${FRAMEWORKS[target.framework]} does not:`,
    ),
    scrolling(
      name,
      el(
        "table",
        {},
        heads("Input", FRAMEWORKS[source.framework], FRAMEWORKS[target.framework]),
        el("tbody", {}, row("first", 0), row("second", 1)),
      ),
    ),
    folded(
      "The two calls",
      codeBlock(source.python, `the ${FRAMEWORKS[source.framework]} calls: ${name}`),
      codeBlock(target.python, `the ${FRAMEWORKS[target.framework]} calls: ${name}`),
    ),
  );
}

function differenceTable(differences: readonly DifferenceEntry[]): Markup {
  const rows = differences.map(({ left, right, kind, text, on, dtypes, pairs, why, isOfLogarithm }) => {
    const [ours, theirs] = kind === "forms" ? ["class", "function"] : ["TF", "PyTorch"];
    const others = on.length > 3 ? `${on.slice(0, 3).join(", ")} and ${on.length - 3} more` : on.join(", ");
    return el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el("small", {}, ours!),
        " ",
        code(left),
        el("br"),
        el("small", {}, theirs!),
        " ",
        code(right),
        isOfLogarithm && el("small", {}, " (log)"),
      ),
      el("td", {}, breakable(text)),
      el("td", {}, `${others}; ${dtypes.join(", ")}`),
      el("td", { class: "number" }, countText(pairs)),
      el("td", {}, why ?? "unexplained"),
    );
  });
  return scrolling(
    "Every difference found",
    el(
      "table",
      { class: "all-differences" },
      heads("Calls", "Relation", "Inputs", "Pairs#", "Why"),
      el("tbody", {}, ...rows),
    ),
  );
}
