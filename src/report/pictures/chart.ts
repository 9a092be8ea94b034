import uPlot from "uplot";
import { bandTexts } from "./bands.ts";
import { DASHES, type Palette } from "./palette.ts";
import { type Line, type Mark, type Panel, xPlot, xTicks } from "./panels.ts";
import type { Picture } from "./picture.ts";

/** What a chart draws; asked at each drawing, so that a slider needs no new chart. */
export interface ChartSource {
  readonly picture: () => Picture;
  readonly panel: () => Panel;
  readonly palette: Palette;
  /** The one at the bottom has the numbers of the x axis. */
  readonly isLast: boolean;
  /** Charts of one key have their cursors at one place. */
  readonly sync: string;
  readonly onCursor: (position: number | undefined) => void;
}

const HEIGHTS: { readonly [key in Panel["key"]]: number } = { loss: 210, gradient: 180, difference: 104 };
const AXIS = 46;
const FONT = "12px system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

export function newChart(host: HTMLElement, source: ChartSource, width: number): uPlot {
  const { palette } = source;
  const grid = { stroke: palette.grid, width: 1 };
  const options: uPlot.Options = {
    width,
    height: chartHeight(source),
    padding: [6, 12, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: source.sync, setSeries: false },
      drag: { x: false, y: false },
      y: false,
      points: { size: 7, width: 0 },
    },
    scales: {
      x: { time: false, range: () => extentOf(source.picture()) },
      y: { range: () => [...source.panel().yRange] },
    },
    axes: [
      {
        stroke: palette.soft,
        font: FONT,
        labelFont: FONT,
        grid,
        ticks: { show: false },
        size: source.isLast ? 26 : 4,
        ...(source.isLast && { label: source.picture().scene.x.label, labelSize: 20 }),
        splits: (chart) => xTicks(source.picture(), chart.width / 75).map(({ at }) => at),
        values: (chart) => (source.isLast ? xTicks(source.picture(), chart.width / 75).map(({ text }) => text) : []),
      },
      {
        stroke: palette.soft,
        font: FONT,
        grid,
        ticks: { show: false },
        size: 66,
        splits: () => source.panel().yTicks.map(({ at }) => at),
        values: () => source.panel().yTicks.map(({ text }) => text),
      },
    ],
    series: [{}, ...source.panel().lines.map((line) => seriesOf(line, palette))],
    hooks: {
      drawClear: [(chart) => drawBands(chart, source)],
      draw: [(chart) => drawMarks(chart, source)],
      setCursor: [(chart) => source.onCursor(chart.cursor.idx ?? undefined)],
    },
  };
  return new uPlot(options, dataOf(source.panel()), host);
}

export function chartHeight({ panel, isLast }: Pick<ChartSource, "panel" | "isLast">): number {
  return HEIGHTS[panel().key] + (isLast ? AXIS : 0);
}

export function dataOf({ xs, lines }: Panel): uPlot.AlignedData {
  return [[...xs], ...lines.map(({ ys }) => [...ys])];
}

// --- internal ---

function extentOf(picture: Picture): [number, number] {
  return [xPlot(picture, picture.xs[0]!), xPlot(picture, picture.xs.at(-1)!)];
}

function seriesOf({ of }: Line, palette: Palette): uPlot.Series {
  const stroke = of === "loss" ? palette.ink : of === "gradient" ? palette.soft : palette[of];
  return { stroke, width: 2.25, dash: [...DASHES[of]], points: { show: false }, paths: pathOf };
}

/** uPlot's own path joins what lies on one pixel column: a jump would get a line from limit to limit. */
function pathOf(chart: uPlot, series: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  let isDown = false;
  for (const [i, y] of chart.data[series]!.entries()) {
    if (y !== null && y !== undefined) {
      const [left, top] = [chart.valToPos(chart.data[0]![i]!, "x", true), chart.valToPos(y, "y", true)];
      if (isDown) stroke.lineTo(left, top);
      else stroke.moveTo(left, top);
    }
    isDown = y !== null && y !== undefined;
  }
  return { stroke, fill: null, clip: null, band: null, gaps: [], flags: 0 };
}

/** Where a loss is no number, and the line at 0. */
function drawBands(chart: uPlot, { picture, panel, palette }: ChartSource): void {
  const { ctx, bbox } = chart;
  const scale = uPlot.pxRatio;
  ctx.save();
  for (const { from, to, text } of bandTexts(panel().bands, picture())) {
    const [left, right] = [chart.valToPos(from, "x", true), chart.valToPos(to, "x", true)];
    ctx.fillStyle = palette.band;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.font = FONT.replace("12px", `${11 * scale}px`);
    const width = ctx.measureText(text).width;
    if (panel().key === "difference" || width > right - left + 40 * scale) continue;
    ctx.fillStyle = palette.soft;
    ctx.textBaseline = "top";
    const inside = Math.min(
      Math.max((left + right - width) / 2, bbox.left + 4 * scale),
      bbox.left + bbox.width - width - 4 * scale,
    );
    ctx.fillText(text, inside, bbox.top + 4 * scale);
  }
  const zero = chart.valToPos(0, "y", true);
  if (zero >= bbox.top && zero <= bbox.top + bbox.height) {
    ctx.fillStyle = palette.soft;
    ctx.fillRect(bbox.left, Math.round(zero), bbox.width, Math.max(1, Math.round(scale * 0.8)));
  }
  ctx.restore();
}

function drawMarks(chart: uPlot, { panel, palette }: ChartSource): void {
  const { ctx } = chart;
  ctx.save();
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.setLineDash([]);
  for (const mark of panel().marks) {
    ctx.strokeStyle = palette[mark.of];
    ctx.fillStyle = palette[mark.of];
    drawMark(ctx, mark, chart.valToPos(mark.x, "x", true), chart.valToPos(mark.y, "y", true), 4 * uPlot.pxRatio);
  }
  ctx.restore();
}

function drawMark(ctx: CanvasRenderingContext2D, { of, kind }: Mark, x: number, y: number, r: number): void {
  ctx.beginPath();
  switch (kind) {
    case "at":
    case "limit":
      ctx.arc(x, y, 0.9 * r, 0, 2 * Math.PI);
      if (kind === "at") ctx.fill();
      break;
    case "up":
    case "down": {
      const base = y + (kind === "up" ? 2 * r : -2 * r);
      ctx.moveTo(x - 1.2 * r, base);
      ctx.lineTo(x, y);
      ctx.lineTo(x + 1.2 * r, base);
      ctx.closePath();
      ctx.fill();
      break;
    }
    case "recorded":
      if (of === "tensorflow") ctx.rect(x - r, y - r, 2 * r, 2 * r);
      else {
        ctx.moveTo(x - r, y - r);
        ctx.lineTo(x + r, y + r);
        ctx.moveTo(x - r, y + r);
        ctx.lineTo(x + r, y - r);
      }
  }
  ctx.stroke();
}
