import { BINDINGS } from "../keys.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { heads } from "./parts.ts";

/** Keys and filter language. */
export function help(lettersAreOn: boolean): Child {
  return [
    el("h2", { id: "help-title" }, "Keys"),
    keyTable(),
    el(
      "p",
      {},
      el(
        "label",
        {},
        el("input", { type: "checkbox", "data-do": "letters", checked: lettersAreOn }),
        " Single letters and signs are keys",
      ),
    ),
    el("h2", {}, "The filter"),
    el(
      "p",
      {},
      "Every part must hold; several values of one field are alternatives; ",
      el("code", {}, "!"),
      " in front turns a part round; ",
      el("code", {}, "*"),
      " and ",
      el("code", {}, "?"),
      " stand for any text and any character; what has spaces goes in quotes. What has no field is searched in ids, adapters, verdicts, causes and messages.",
    ),
    el(
      "table",
      {},
      heads("Write", "To find"),
      el(
        "tbody",
        {},
        ...LANGUAGE.map(([text, meaning]) =>
          el("tr", {}, el("th", { scope: "row" }, el("code", {}, text)), el("td", {}, meaning)),
        ),
      ),
    ),
    el("form", { method: "dialog" }, el("button", { "data-do": "close-help" }, "Close")),
  ];
}

/** What the filter understands, with an example each. */
export const LANGUAGE: readonly (readonly [string, string])[] = [
  ["loss:Huber", "a loss, by its whole name or the last part of it"],
  ["concept:kl-divergence", "all losses of a concept"],
  ["framework:pytorch", "the goldens of a framework"],
  ["adapter:tfjs-*", "adapters"],
  ["verdict:fail", "pass, fail, unsupported, crash, timeout, invalid"],
  ["kind:gradient", "value, gradient, shape, nonfinite, accepted, rejected"],
  ["code:ARGUMENT_IGNORED", "failures that a cause explains; code:none those that none does"],
  ["dtype:float64", "cases by the prediction’s dtype"],
  ["family:kink", "cases by how their inputs were chosen"],
  ["reduction:sum", "cases by reduction; reduction:default where none is given"],
  ["tag:imprecise", "imprecise, not-decisive, gradients-missing"],
  ["err>10", "error ÷ allowance; also err>=, err<, err<="],
  ["is:failing", "failing, passing, judged, unexplained"],
  ["is:different", "cases on which the adapters do not all do the same"],
  ['!kind:rejected "any words"', "no rejections, and these words somewhere"],
];

// --- internal ---

function keyTable(): Markup {
  const rows = BINDINGS.map((binding) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, ...binding.keys.map((key) => el("kbd", {}, SHOWN[key] ?? key))),
      el("td", {}, binding.label, binding.isOfMatrix && el("small", {}, " in the matrix")),
    ),
  );
  return el("table", { class: "keys" }, heads("Key", "Does"), el("tbody", {}, ...rows));
}

const SHOWN: { readonly [key: string]: string } = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};
