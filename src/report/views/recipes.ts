import type { Measured, Recipe } from "../../atlas/recipe.ts";
import { conditionText, missText, onlyWhere, stateText, targetText } from "../../atlas/recipe-words.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { FRAMEWORKS, plural } from "../text.ts";
import { capital } from "./differences.ts";
import { code, codeBlock, folded, heads, scrolling } from "./parts.ts";

/** Conversions, each run against the real framework's recorded answers. */
export function recipes(list: readonly Recipe[]): Child {
  return list.map(recipeEntry);
}

// --- internal ---

function recipeEntry(recipe: Recipe): Markup {
  const { id, title, about, writtenIn, covers, notRun, python, result, typescript, typescriptResult } = recipe;
  return el(
    "article",
    { class: "recipe", id: `recipe-${id}` },
    el("h3", {}, title),
    el(
      "p",
      {},
      `${about} Gives the answers of `,
      code(targetText(recipe)),
      ` with ${FRAMEWORKS[writtenIn]}.`,
      covers && ` For calls where ${covers}.`,
      notRun &&
        notRun.length > 0 &&
        ` Not run on ${notRun.join(", ")}, of which ${FRAMEWORKS[writtenIn]} has no defined answer.`,
    ),
    codeBlock(python, `${title}, in Python`),
    outcome(result),
    folded(
      "The same in TypeScript, with TensorFlow.js",
      codeBlock(typescript, `${title}, in TypeScript`),
      outcome(typescriptResult),
    ),
  );
}

function outcome(measured: Measured): Child {
  const missing = measured.cases - measured.holding;
  return [
    el("p", { class: "state" }, el("b", { class: "fact" }, capital(onlyWhere(measured))), `: ${stateText(measured)}.`),
    measured.conditions.length > 0 &&
      folded(`The ${plural(missing, "case")} on which it does not hold`, misses(measured)),
  ];
}

function misses({ conditions }: Measured): Markup {
  const rows = conditions.map((condition) => {
    const where = condition.argument ? `${condition.argument.name}=${condition.argument.value}` : condition.family!;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, conditionText(condition)),
      el("td", {}, where),
      el("td", {}, `${condition.failing} of ${condition.of}`),
      el("td", {}, missText(condition)),
    );
  });
  return scrolling(
    "Where it does not hold",
    el("table", {}, heads("Holds only where", "Fails on", "Cases", "For example"), el("tbody", {}, ...rows)),
  );
}
