import type { CheckedStatement } from "../../atlas/statements.ts";
import type { AtlasIndex, ConceptEntry, GeneralPage } from "../data/atlas-pages.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { FRAMEWORKS, plural } from "../text.ts";
import { type Context, linkTo } from "./context.ts";
import { experiments } from "./experiments.ts";
import { breakable, code, heads, link, scrolling, title } from "./parts.ts";

/** Names of pages that are about no concept. */
export const ANY_LOSS = "any-loss";
export const STATEMENTS = "what-you-may-have-read";

/** How the frameworks differ, concept by concept. */
export function differencesIndex(context: Pick<Context, "state">, index: AtlasIndex): Child {
  const own = context as Context;
  const shared = index.concepts.filter(({ only }) => !only);
  const alone = index.concepts.filter(({ only }) => only);
  return [
    title("Where PyTorch and TensorFlow differ"),
    el(
      "p",
      { class: "lead" },
      `PyTorch ${index.versions.pytorch} and TensorFlow ${index.versions.tensorflow} were asked the same questions; what follows was found by comparing their recorded answers, value and gradient, and by running every conversion against them. Both are right by their own definition: a difference is a fact, not a failure.`,
    ),
    el(
      "p",
      {},
      "Porting a model? Open the concept of your loss: what differs comes first, what to write instead second.",
    ),
    el("div", { class: "concepts" }, ...shared.map((concept) => card(own, concept))),
    el("h2", {}, "And besides"),
    el(
      "ul",
      { class: "plain" },
      index.statements > 0 &&
        el(
          "li",
          {},
          link(linkTo(own, { view: "differences", subject: STATEMENTS }), "What you may have read"),
          `: ${plural(index.statements, "statement")} in circulation, ${index.wrong} of them wrong or true only sometimes`,
        ),
      index.experiments > 0 &&
        el(
          "li",
          {},
          link(linkTo(own, { view: "differences", subject: ANY_LOSS }), "Any loss"),
          `: reductions, dtypes, empty batches and whatever else concerns every loss, ${plural(index.experiments, "experiment")}`,
        ),
    ),
    alone.length > 0 && [
      el("h2", {}, "In one framework only"),
      el(
        "ul",
        { class: "plain" },
        ...alone.map(({ name, title: text, only, recipes }) =>
          el(
            "li",
            {},
            link(linkTo(own, { view: "differences", subject: name }), text),
            el("small", {}, ` ${FRAMEWORKS[only!]} only`, recipes > 0 && `, ${plural(recipes, "conversion")}`),
          ),
        ),
      ),
    ],
  ];
}

/** Statements in circulation, held against what the frameworks answer. */
export function statementsPage(context: Context, statements: readonly CheckedStatement[]): Child {
  return [
    back(context),
    title("What you may have read"),
    el("p", { class: "lead" }, "Statements about these very versions, held against what the frameworks answer."),
    ...statements.map(({ statement, verdict, measured }) => {
      const rows = measured.map(({ check, output, holds }) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, `${FRAMEWORKS[check.framework]}: `, el("code", {}, breakable(check.name))),
          el("td", {}, typeof check.claimed === "string" ? check.claimed : `≤ ${check.claimed.atMost}`),
          el("td", {}, el("code", {}, output)),
          el("td", {}, holds ? "as claimed" : "no"),
        ),
      );
      return el(
        "article",
        { class: "statement" },
        el("h2", {}, "“", statement.claim, "”"),
        el("p", {}, el("b", { class: "fact" }, capital(verdict)), ". ", statement.text),
        scrolling(
          statement.claim,
          el("table", {}, heads("Measured by", "Claimed", "Measured", ""), el("tbody", {}, ...rows)),
        ),
      );
    }),
  ];
}

/** What concerns no loss more than another. */
export function generalPage(context: Context, { experiments: list, prelude }: GeneralPage): Child {
  return [
    back(context),
    title("Any loss"),
    el("p", { class: "lead" }, "What concerns no loss more than another, tried in the real frameworks."),
    experiments(list, prelude, "h2"),
  ];
}

export function back(context: Context): Markup {
  return el("p", { class: "trail" }, link(linkTo(context, { view: "differences" }), "← All concepts"));
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// --- internal ---

/** The names one looks for: classes where there are any, without the path that they share. */
function classesOf(losses: readonly string[]): readonly string[] {
  const names = losses.map((loss) => loss.slice(loss.lastIndexOf(".") + 1));
  const classes = names.filter((name) => /^[A-Z]/.test(name));
  return [...new Set(classes.length > 0 ? classes : names)];
}

function card(context: Context, { name, title: text, first, losses, differences, recipes }: ConceptEntry): Markup {
  return el(
    "article",
    { class: "concept" },
    el("h2", {}, link(linkTo(context, { view: "differences", subject: name }), text)),
    first.length > 0 && el("ul", {}, ...first.slice(0, 4).map((each) => el("li", {}, each))),
    el(
      "p",
      { class: "aside names" },
      classesOf(losses).map((each, i): Child[] => [i > 0 && " · ", code(each)]),
    ),
    el("p", { class: "aside" }, `${plural(differences, "difference")} · ${plural(recipes, "conversion")}`),
  );
}
