import type { ExpectedTensor } from "../../compare.ts";
import { type Dtype, isFloatDtype } from "../../format/tensor.ts";
import { shortest } from "../../tensor/float.ts";
import { decodeTensor, encodeTensor, stringifyJson } from "../../tensor/json.ts";
import { sameShape, type Tensor } from "../../tensor/tensor.ts";
import type { DetailAnswer, DetailCase, DetailsBlock } from "../data/blocks.ts";
import { expectedOf } from "../detail.ts";
import { differingElements, type ElementDifference } from "../elements.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { numberText, plural, ratioText } from "../text.ts";
import { folded, heads, scrolling } from "./parts.ts";
import { shapeText, tensorText } from "./tensor-text.ts";

/** Value and gradients, the adapter's beside the golden ones. */
export function comparisons(detail: DetailCase, details: DetailsBlock, answer: DetailAnswer | undefined): Child {
  const at = (ref: number | undefined) => (ref === undefined ? undefined : decodeTensor(details.tensors[ref]!));
  const actual = answer?.actual;
  if (!detail.expected) {
    const given = at(actual?.value);
    return (
      given &&
      el(
        "section",
        { class: "comparison" },
        el("h3", {}, "value"),
        el("p", { class: "aside" }, "The adapter answers all the same:"),
        tensorText(encodeTensor(given)),
      )
    );
  }
  const expected = expectedOf(detail, details);
  return [
    comparison("value", at(actual?.value), expected.value, answer !== undefined),
    ...(detail.wrt ?? []).flatMap((input): Child[] => {
      const golden = expected.gradients[input];
      return golden
        ? [comparison(`gradient of ${input}`, at(actual?.gradients?.[input]), golden, actual !== undefined)]
        : [];
    }),
  ];
}

// --- internal ---

/** Elements that are listed before the rest is left to the JSON. */
const SHOWN = 200;

function comparison(name: string, actual: Tensor | undefined, expected: ExpectedTensor, isAnswered: boolean): Markup {
  return el("section", { class: "comparison" }, el("h3", {}, name), verdict(actual, expected, isAnswered, name));
}

function verdict(actual: Tensor | undefined, expected: ExpectedTensor, isAnswered: boolean, name: string): Child {
  const { tensor } = expected;
  if (!actual) {
    return [
      el("p", { class: "aside" }, isAnswered ? "The adapter gave none. Expected:" : "Expected:"),
      tensorText(encodeTensor(tensor)),
    ];
  }
  if (!sameShape(actual.shape, tensor.shape)) {
    return [
      el(
        "p",
        {},
        "The shapes differ: ",
        el("b", { class: "bad-text" }, shapeText(actual)),
        ` where ${shapeText(tensor)} is due.`,
      ),
      sides(actual, tensor),
    ];
  }
  const differing = differingElements(actual, expected);
  const size = tensor.data.length;
  if (differing.length === 0) {
    return [
      el("p", { class: "aside" }, `${plural(size, "element")}, all within what is allowed.`),
      folded("Both", sides(actual, tensor)),
    ];
  }
  return [
    el(
      "p",
      {},
      el("b", { class: "bad-text" }, `${differing.length} of ${plural(size, "element")}`),
      ` ${differing.length === 1 ? "differs" : "differ"}, the worst first; what matches is left out.`,
    ),
    size > 1 && el("div", { "data-place": "heat-map", "data-input": heatInput(actual, expected) }),
    scrolling(
      `Differing elements of ${name}`,
      el(
        "table",
        { class: "elements" },
        heads("Index", "Actual", "Expected", "Error", "Allowed", "Error ÷ allowed"),
        el(
          "tbody",
          {},
          ...differing
            .slice(0, SHOWN)
            .map((each, i) => elementRow(each, { actual: actual.dtype, expected: tensor.dtype }, i === 0)),
        ),
      ),
    ),
    differing.length > SHOWN && el("p", { class: "aside" }, `${SHOWN} of ${differing.length} are listed.`),
    size > 1 && folded("Both tensors", sides(actual, tensor)),
  ];
}

/** What the heat map takes, as text; see `pictures/heat-map.ts`. */
function heatInput(actual: Tensor, { tensor, allowance }: ExpectedTensor): string {
  const [ours, theirs] = [encodeTensor(actual), encodeTensor(tensor)];
  return stringifyJson({ shape: tensor.shape, actual: ours.data, expected: theirs.data, allowance });
}

interface Dtypes {
  readonly actual: Dtype;
  readonly expected: Dtype;
}

function elementRow(each: ElementDifference, dtypes: Dtypes, isWorst: boolean): Markup {
  return el(
    "tr",
    { class: isWorst && "worst" },
    el("th", { scope: "row" }, `[${each.index.join(", ")}]`),
    el("td", {}, exact(each.actual, dtypes.actual)),
    el("td", {}, exact(each.expected, dtypes.expected)),
    el("td", {}, Number.isFinite(each.error) ? numberText(Number(each.error.toPrecision(3))) : "–"),
    el("td", {}, `±${numberText(Number(each.allowed.toPrecision(2)))}`),
    el("td", {}, ratioText(each.ratio)),
  );
}

function sides(actual: Tensor, expected: Tensor): Markup {
  return el(
    "div",
    { class: "sides" },
    el("div", {}, el("h4", {}, "Actual"), tensorText(encodeTensor(actual))),
    el("div", {}, el("h4", {}, "Expected"), tensorText(encodeTensor(expected))),
  );
}

/** The shortest decimal that is this very number in its dtype. */
function exact(value: number, dtype: Dtype): string {
  if (!Number.isFinite(value)) return numberText(value);
  return String(isFloatDtype(dtype) ? shortest(dtype, value) : value).replaceAll("-", "−");
}
