import { numberOf } from "../../atlas/curves/sample.ts";
import { element } from "./element.ts";
import { numberText } from "./numbers.ts";
import { type Drawn, frameworkName, type Picture } from "./picture.ts";

/** The picture as numbers: round positions, and every jump with its limits. */
export function curveTable(picture: Picture): HTMLTableElement {
  const { drawn, scene, xs, difference } = picture;
  const jumps = new Set(drawn.flatMap(({ curve }) => (curve.kinks ?? []).map(({ x }) => x)));
  const shown = xs.flatMap((x, i) => (scene.x.shown.includes(i) || jumps.has(x) ? [i] : []));
  const heads = [
    scene.x.label,
    ...drawn.flatMap(({ framework }) => [`${frameworkName(framework)}: loss`, `${frameworkName(framework)}: gradient`]),
    ...(difference ? ["difference of the losses", "of the gradients"] : []),
  ];
  const rows = shown.map((i) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, numberText(xs[i]!)),
      ...drawn.flatMap((each) => [cell(lossText(each, i, picture)), cell(gradientText(each, i, picture))]),
      ...(difference ? [cell(numberText(difference.loss[i]!)), cell(numberText(difference.gradient[i]!))] : []),
    ),
  );
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows),
  );
}

// --- internal ---

function cell(text: string): HTMLTableCellElement {
  return element("td", {}, text);
}

function lossText({ curve, loss }: Drawn, i: number, { concept }: Picture): string {
  return concept.series[curve.loss]![i] === null ? "refused" : numberText(loss[i]!);
}

/** At a jump the limits stand beside what is there. */
function gradientText({ curve, gradient }: Drawn, i: number, { concept, xs }: Picture): string {
  const kink = curve.kinks?.find(({ x }) => x === xs[i]);
  if (kink)
    return [kink.below, kink.at, kink.above]
      .map((side) => (side === null ? "refused" : numberText(numberOf(side))))
      .join(" | ");
  return concept.series[curve.gradient]![i] === null ? "refused" : numberText(gradient[i]!);
}
