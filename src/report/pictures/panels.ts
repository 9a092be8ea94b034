import type { Kink, Sample } from "../../atlas/curves/data.ts";
import { numberOf } from "../../atlas/curves/sample.ts";
import { magnitude, windowOf } from "../../atlas/curves/window.ts";
import type { Framework } from "../../format/case-file.ts";
import { numberText, roomy, ticks } from "./numbers.ts";
import type { Drawn, Picture } from "./picture.ts";

/** Everything that one panel draws, in plot units: a logarithmic x is its exponent, a wide y its {@link magnitude}. */
export interface Panel {
  readonly key: "loss" | "gradient" | "difference";
  readonly title: string;
  readonly xs: readonly number[];
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  readonly yRange: readonly [number, number];
  readonly yTicks: readonly Tick[];
}

/** `null` where there is nothing to draw; what lies far outside is drawn just outside. */
export interface Line {
  readonly of: Framework | "loss" | "gradient";
  readonly ys: readonly (number | null)[];
}

/** A place: the value at a kink and the limits beside it, a recorded answer, an infinity. */
export interface Mark {
  readonly of: Framework;
  readonly kind: "at" | "limit" | "recorded" | "up" | "down";
  readonly x: number;
  readonly y: number;
}

/** Where a loss is NaN or refuses. */
export interface Band {
  readonly of: Framework;
  readonly kind: "NaN" | "refused";
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** The panels of a picture from top to bottom. */
export function panelsOf(picture: Picture): Panel[] {
  const { drawn, difference } = picture;
  const panels = [panel(picture, "loss"), panel(picture, "gradient")];
  if (!difference || drawn.length < 2) return panels;
  return [...panels, differencePanel(picture, panels)];
}

/** Where a position lies on the x axis. */
export function xPlot({ scale }: Pick<Picture, "scale">, x: number): number {
  return scale === "log" ? Math.log10(x) : x;
}

export function xTicks(picture: Picture, wanted: number): Tick[] {
  const [low, high] = [xPlot(picture, picture.xs[0]!), xPlot(picture, picture.xs.at(-1)!)];
  if (picture.scale === "linear")
    return (isAngle(picture) ? angles(wanted) : ticks(low, high, wanted)).map((at) => ({ at, text: numberText(at) }));
  return ticks(low, high, wanted)
    .filter(Number.isInteger)
    .map((at) => ({ at, text: numberText(10 ** at) }));
}

/** The original position behind each of a panel's, of which a kink has three. */
export function expandedIndices(picture: Picture): number[] {
  const kinks = new Set(picture.drawn.flatMap(({ curve }) => (curve.kinks ?? []).map(({ x }) => x)));
  return picture.xs.flatMap((x, i) => (kinks.has(x) ? [i, i, i] : [i]));
}

// --- internal ---

function panel(picture: Picture, key: "loss" | "gradient"): Panel {
  const { drawn, xs, concept } = picture;
  const isWide = picture.scale === "log" && key === "gradient";
  const toPlot = isWide ? magnitude : (y: number) => y;
  const weights = widths(picture);
  const windows = drawn.map((each) => windowOf(each[key].map(toPlot), weights)).filter((each) => each !== undefined);
  const range = rangeOf(windows, isWide);
  const indices = expandedIndices(picture);
  const lines = drawn.map((each): Line => {
    const ys = key === "gradient" ? sides(each, picture, indices) : indices.map((i) => each.loss[i]!);
    return { of: each.framework, ys: ys.map((y) => within(toPlot(y), range)) };
  });
  return {
    key,
    title: key === "loss" ? "Loss" : "Gradient",
    xs: indices.map((i) => xPlot(picture, xs[i]!)),
    lines,
    marks: drawn.flatMap((each) => marksOf(each, picture, key, toPlot, range)),
    bands: drawn.flatMap((each) => bandsOf(each.framework, concept.series[each.curve[key]]!, picture)),
    yRange: range,
    yTicks: isWide ? wideTicks(range) : ticks(range[0], range[1], 5).map((at) => ({ at, text: numberText(at) })),
  };
}

function differencePanel(picture: Picture, [loss, gradient]: readonly Panel[]): Panel {
  const [first, second] = picture.drawn as [Drawn, Drawn];
  const isWide = picture.scale === "log";
  const toPlot = isWide ? magnitude : (y: number) => y;
  const indices = expandedIndices(picture);
  const [a, b] = [sides(first, picture, indices), sides(second, picture, indices)];
  const ofLoss = indices.map((i) => picture.difference!.loss[i]!);
  const ofGradient = a.map((y, i) => (y === b[i] ? 0 : y - b[i]!));
  const weights = indices.map((i) => widths(picture)[i]!);
  const windows = [ofLoss, ofGradient]
    .map((ys) => windowOf(ys.map(toPlot), weights))
    .filter((each) => each !== undefined);
  // Rounding is not to fill the strip: a hundredth of what the panels above show is as near as it looks.
  const heights = [loss!, gradient!].map(({ yRange }) => yRange[1] - yRange[0]);
  const least = 0.02 * Math.min(...heights);
  const range = rangeOf([...windows, [-least, least]], isWide);
  const line = (of: "loss" | "gradient", ys: readonly number[]): Line => ({
    of,
    ys: ys.map((y) => within(toPlot(y), range)),
  });
  return {
    key: "difference",
    title: "TensorFlow − PyTorch",
    xs: gradient!.xs,
    lines: [line("loss", ofLoss), line("gradient", ofGradient)],
    marks: [],
    bands: [...loss!.bands, ...gradient!.bands],
    yRange: range,
    yTicks: isWide ? wideTicks(range) : ticks(range[0], range[1], 3).map((at) => ({ at, text: numberText(at) })),
  };
}

/** How much of the axis each position stands for. */
function widths(picture: Picture): number[] {
  const at = picture.xs.map((x) => xPlot(picture, x));
  return at.map((x, i) => ((at[i + 1] ?? x) - (at[i - 1] ?? x)) / 2);
}

/** 0 belongs to it where it is near. */
function rangeOf(windows: readonly (readonly [number, number])[], isWide: boolean): [number, number] {
  if (windows.length === 0) return [-1, 1];
  const low = Math.min(...windows.map(([each]) => each));
  const high = Math.max(...windows.map(([, each]) => each));
  const height = high - low;
  const [bottom, top] = [low > 0 && low < height ? 0 : low, high < 0 && -high < height ? 0 : high];
  return isWide ? [bottom - 0.06 * (top - bottom || 1), top + 0.06 * (top - bottom || 1)] : roomy([bottom, top]);
}

/** A line that runs out of the panel leaves it; a canvas is slow to dash a line of a million panels. */
function within(y: number, [low, high]: readonly [number, number]): number | null {
  if (Number.isNaN(y) || !Number.isFinite(y)) return null;
  const height = high - low;
  return Math.min(high + height, Math.max(low - height, y));
}

/** A gradient over the expanded positions: at its kinks the limit from below, nothing, the limit from above. */
function sides({ curve, gradient }: Drawn, { xs }: Picture, indices: readonly number[]): number[] {
  const kinks = new Map((curve.kinks ?? []).map((kink) => [kink.x, kink]));
  return indices.map((i, at) => {
    const kink = kinks.get(xs[i]!);
    if (!kink) return gradient[i]!;
    return indices[at - 1] !== i ? numberOf(kink.below) : indices[at + 1] !== i ? numberOf(kink.above) : Number.NaN;
  });
}

function marksOf(
  { framework, curve, loss, gradient }: Drawn,
  picture: Picture,
  key: "loss" | "gradient",
  toPlot: (y: number) => number,
  range: readonly [number, number],
): Mark[] {
  const isIn = (y: number) => y >= range[0] && y <= range[1];
  const place = (kind: Mark["kind"], x: number, y: number): Mark[] =>
    isIn(toPlot(y)) ? [{ of: framework, kind, x: xPlot(picture, x), y: toPlot(y) }] : [];
  const kinks = key === "loss" ? [] : (curve.kinks ?? []).flatMap((kink) => kinkMarks(kink, place));
  const recorded = (curve.recorded ?? []).flatMap((point) => {
    const sample = point[key];
    return sample === undefined || typeof sample !== "number" ? [] : place("recorded", point.x, sample);
  });
  const infinite = (key === "loss" ? loss : gradient).flatMap((y, i): Mark[] => {
    if (Number.isFinite(y) || Number.isNaN(y)) return [];
    const isUp = y > 0;
    return [{ of: framework, kind: isUp ? "up" : "down", x: xPlot(picture, picture.xs[i]!), y: range[isUp ? 1 : 0] }];
  });
  return [...kinks, ...recorded, ...infinite];
}

function kinkMarks({ x, below, at, above }: Kink, place: (kind: Mark["kind"], x: number, y: number) => Mark[]): Mark[] {
  const sides = [below, above].filter((side) => side !== at && typeof side === "number");
  return [...sides.flatMap((side) => place("limit", x, Number(side))), ...place("at", x, numberOf(at))];
}

function bandsOf(of: Framework, series: readonly Sample[], picture: Picture): Band[] {
  const bands: Band[] = [];
  for (let i = 0; i < series.length; i++) {
    const sample = series[i];
    if (sample !== null && sample !== "NaN") continue;
    const first = i;
    while (i + 1 < series.length && series[i + 1] === sample) i++;
    if (i === first) continue;
    const [from, to] = [picture.xs[Math.max(0, first - 1)]!, picture.xs[Math.min(series.length - 1, i + 1)]!];
    bands.push({ of, kind: sample === null ? "refused" : "NaN", from: xPlot(picture, from), to: xPlot(picture, to) });
  }
  return bands;
}

/** Powers of ten of both signs and 0. */
function wideTicks([low, high]: readonly [number, number]): Tick[] {
  const sizes = [1, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12, 1e14];
  const all = [...sizes.map((size) => -size).reverse(), 0, ...sizes].map((value) => ({
    at: magnitude(value),
    text: numberText(value),
  }));
  const seen = all.filter(({ at }) => at >= low && at <= high);
  // Below 1 the scale is as good as linear.
  if (seen.length < 3) {
    return ticks(Math.sinh(low), Math.sinh(high), 4).map((value) => ({
      at: magnitude(value),
      text: numberText(value),
    }));
  }
  const every = Math.ceil(seen.length / 6);
  const zero = seen.findIndex(({ at }) => at === 0);
  return seen.filter((_, i) => (i - zero) % every === 0);
}

function isAngle({ scene }: Picture): boolean {
  return scene.x.label.includes("degrees");
}

function angles(wanted: number): number[] {
  const step = wanted >= 8 ? 45 : 90;
  return Array.from({ length: 360 / step + 1 }, (_, i) => -180 + i * step);
}
