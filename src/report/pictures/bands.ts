import { type Band, xPlot } from "./panels.ts";
import { frameworkName, type Picture } from "./picture.ts";

/** A stretch of the axis with what the frameworks do there. */
export interface BandText {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Bands that the eye cannot tell apart are one, which says what each framework does there. */
export function bandTexts(bands: readonly Band[], picture: Pick<Picture, "xs" | "scale">): BandText[] {
  const width = xPlot(picture, picture.xs.at(-1)!) - xPlot(picture, picture.xs[0]!);
  const isSame = (a: number, b: number) => Math.abs(a - b) < 0.005 * width;
  const groups: Band[][] = [];
  for (const band of bands) {
    const group = groups.find(([first]) => isSame(first!.from, band.from) && isSame(first!.to, band.to));
    if (!group) groups.push([band]);
    else if (!group.some(({ of, kind }) => of === band.of && kind === band.kind)) group.push(band);
  }
  return groups.map((group) => {
    const [first] = group;
    const isBoth = group.length > 1 && group.every(({ kind }) => kind === first!.kind);
    const text = isBoth
      ? `both ${first!.kind}`
      : group.map(({ of, kind }) => `${frameworkName(of)}: ${kind}`).join(", ");
    return { from: first!.from, to: first!.to, text };
  });
}
