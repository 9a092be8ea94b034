import type { CaseFile } from "../../format/case-file.ts";
import type { Catalogue } from "../../format/catalogue.ts";
import type { JsonTensor } from "../../format/tensor.ts";
import { cotangentOf } from "../../tensor/cotangent.ts";
import { decodeTensor } from "../../tensor/json.ts";
import { numbers } from "../../tensor/tensor.ts";
import { type Indexed, indexCases, side } from "../sides.ts";
import { type Control, curveKey, type RecordedPoint } from "./data.ts";
import { combinations, type Member } from "./members.ts";
import { sampleOf } from "./sample.ts";
import type { Scene, Settings } from "./scene.ts";

/** What the real framework answered to just what a scene asks, by the keys of a member's curves. */
export function recordedPoints(
  scene: Scene,
  member: Member,
  controls: readonly Control[],
  file: CaseFile,
  catalogue: Pick<Catalogue, "losses">,
): Map<string, readonly RecordedPoint[]> {
  const found = new Map<string, Map<number, RecordedPoint>>();
  // Of a prediction that turns or is given as a logarithm it cannot be told where it lies.
  if (scene.direction || member.takesLog) return new Map();
  const own = controls.filter(({ name }) => member.controls.includes(name));
  const free = combinations(own.filter(({ name }) => !isArgument(member, name)));
  for (const entry of indexCases(file, catalogue)) {
    const fixed = settingsOf(entry, member, own);
    if (!fixed || entry.inputs.prediction?.dtype !== "float32") continue;
    for (const rest of free) {
      const settings = { ...rest, ...fixed };
      const points = pointsOf(scene, settings, file, entry, catalogue);
      if (points.length === 0) continue;
      const key = curveKey(member, controls, settings);
      const known = found.get(key) ?? new Map<number, RecordedPoint>();
      for (const point of points) if (!known.has(point.x)) known.set(point.x, point);
      found.set(key, known);
    }
  }
  return new Map([...found].map(([key, points]) => [key, apart([...points.values()], scene)]));
}

// --- internal ---

/** Of the picture’s width: what is nearer hides the curve and shows nothing more. */
const NEAREST = 0.015;

function apart(points: readonly RecordedPoint[], { x: { from, to, scale } }: Scene): RecordedPoint[] {
  const place = (x: number) => (scale === "log" ? Math.log(x / from) / Math.log(to / from) : (x - from) / (to - from));
  const kept: RecordedPoint[] = [];
  for (const point of [...points].sort((a, b) => a.x - b.x)) {
    const last = kept.at(-1);
    if (!last || place(point.x) - place(last.x) >= NEAREST) kept.push(point);
  }
  return kept;
}

function isArgument({ entry, renamed }: Member, control: string): boolean {
  return (renamed[control] ?? control) in entry.arguments;
}

/** The settings that a case was recorded under; undefined where the scene cannot say them. */
function settingsOf(
  { args }: Indexed,
  { entry, renamed, asked }: Member,
  own: readonly Control[],
): Settings | undefined {
  const settings: Record<string, string> = {};
  const known = new Set(["reduction", ...Object.keys(asked)]);
  for (const [name, value] of Object.entries(asked)) {
    if ((args.get(name) ?? entry.arguments[name]?.default) !== value) return undefined;
  }
  for (const { name, values, default: standard } of own) {
    const parameter = renamed[name] ?? name;
    if (!(parameter in entry.arguments)) continue;
    const value = args.get(parameter) ?? entry.arguments[parameter]!.default ?? standard;
    if (!values.some((each) => each.name === value)) return undefined;
    settings[name] = value;
    known.add(parameter);
  }
  return [...args.keys()].every((name) => known.has(name)) ? settings : undefined;
}

function pointsOf(
  scene: Scene,
  settings: Settings,
  file: CaseFile,
  entry: Indexed,
  catalogue: Pick<Catalogue, "losses">,
): RecordedPoint[] {
  const { prediction, weights, ...rest } = entry.inputs;
  const width = scene.at(scene.x.from, settings).prediction.length;
  if (!prediction || weights || prediction.data.length % width !== 0) return [];
  const rows = prediction.data.length / width;
  const matching = Array.from({ length: rows }, (_, row) => row).filter((row) => {
    const x = Number(prediction.data[row * width]);
    if (!(x >= scene.x.from && x <= scene.x.to)) return false;
    const sample = scene.at(x, settings);
    return Object.entries({ prediction, ...rest }).every(([role, tensor]) => isRow(tensor, row, rows, sample[role]));
  });
  if (matching.length === 0) return [];
  const { value, gradient } = side(file, entry, catalogue).side;
  if (value?.data.length !== rows) return [];
  const cotangent = numbers(cotangentOf(value));
  const [losses, gradients] = [numbers(decodeTensor(value)), gradient && numbers(decodeTensor(gradient))];
  return matching.map((row) => ({
    x: Number(prediction.data[row * width]),
    loss: sampleOf(losses[row]),
    ...(gradients && { gradient: sampleOf(gradients[row * width]! / cotangent[row]!) }),
  }));
}

/** Whether a row of a recorded input is what the scene has there. */
function isRow(tensor: JsonTensor, row: number, rows: number, wanted: readonly number[] | number | undefined): boolean {
  if (wanted === undefined) return false;
  const expected = typeof wanted === "number" ? [wanted] : wanted;
  if (tensor.data.length !== rows * expected.length) return false;
  return expected.every((x, i) => Math.fround(Number(tensor.data[row * expected.length + i])) === Math.fround(x));
}
