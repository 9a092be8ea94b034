import type { AdapterResult } from "../../adapter.ts";
import { reference } from "../../reference/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { argumentsOf, isTensorControl, type Member, tensorOf } from "./members.ts";
import type { SampleInputs, Scene, Settings } from "./scene.ts";

/** What a loss answers along a scene; undefined where it refuses. */
export interface Swept {
  readonly loss: (number | undefined)[];
  /** By the position, along the scene's direction. */
  readonly gradient: (number | undefined)[];
  refusal?: string;
}

/** Asks the reference at all positions: in one call where the loss keeps samples apart, which it is found out to do. */
export function sweep(scene: Scene, member: Member, settings: Settings, xs: readonly number[]): Swept {
  const swept: Swept = {
    loss: new Array<number | undefined>(xs.length).fill(undefined),
    gradient: new Array<number | undefined>(xs.length).fill(undefined),
  };
  fill(swept, { scene, member, settings, xs }, 0, xs.length);
  return swept;
}

// --- internal ---

interface Question {
  readonly scene: Scene;
  readonly member: Member;
  readonly settings: Settings;
  readonly xs: readonly number[];
}

/** A refused batch is halved until it is known which samples were refused. */
function fill(swept: Swept, question: Question, from: number, to: number): void {
  if (from >= to) return;
  const answer = ask(question, from, to);
  if (answer instanceof Error && to - from === 1) {
    swept.refusal ??= answer.message;
    return;
  }
  if (answer instanceof Error || answer.loss.length !== to - from) {
    const middle = to - from > 1 ? (from + to) >> 1 : to;
    fill(swept, question, from, middle);
    fill(swept, question, middle, to);
    return;
  }
  for (let i = from; i < to; i++) {
    swept.loss[i] = answer.loss[i - from]!;
    swept.gradient[i] = answer.gradient[i - from]!;
  }
}

function ask(
  { scene, member, settings, xs }: Question,
  from: number,
  to: number,
): { loss: readonly number[]; gradient: readonly number[] } | Error {
  const { entry, loss, takesLog } = member;
  const samples = xs.slice(from, to).map((x) => scene.at(x, settings));
  const inputs: Record<string, Tensor> = {};
  let wrt = "";
  for (const [name, { role }] of Object.entries(entry.inputs)) {
    if (role === "prediction") wrt = name;
    if (isTensorControl(name)) inputs[name] = tensorOf(settings[name]!);
    else if (samples[0]![role] !== undefined) inputs[name] = batch(role, samples, role === "prediction" && takesLog);
  }
  const args = { ...argumentsOf(member, settings), ...(samples.length > 1 && unreduced(member)) };
  const call = { id: "", loss, args, inputs, wrt: [wrt] };
  try {
    const { value } = reference.evaluate({ ...call, wrt: [] }) as AdapterResult;
    const { dtype, shape, data } = value;
    if (data.length !== samples.length) return { loss: [], gradient: [] };
    const cotangent = { dtype, shape, data: Array.from(data, () => 1) };
    const { gradients } = reference.evaluate({ ...call, cotangent }) as AdapterResult;
    const gradient = Array.from(gradients![wrt]!.data, Number);
    const width = gradient.length / samples.length;
    return {
      loss: Array.from(data, Number),
      gradient: samples.map((sample, i) =>
        along(
          gradient.slice(i * width, (i + 1) * width),
          directionOf(scene, xs[from + i]!, settings, sample, takesLog),
        ),
      ),
    };
  } catch (problem) {
    return problem as Error;
  }
}

/** Without a reduction every sample has an answer of its own; a loss that has no such argument never reduces, or always does. */
function unreduced({ entry, controls }: Member): { reduction?: string } {
  return entry.arguments.reduction && !controls.includes("reduction") ? { reduction: "none" } : {};
}

function batch(role: string, samples: readonly SampleInputs[], takesLog: boolean): Tensor {
  const rows = samples.map((sample) => sample[role]!);
  const first = rows[0]!;
  const shape = typeof first === "number" ? [rows.length] : [rows.length, first.length];
  const isLabel = role === "labels";
  const data = rows.flat().map((x) => (isLabel ? x : Math.fround(takesLog ? Math.log(Math.fround(x)) : x)));
  return { dtype: isLabel ? "int64" : "float32", shape, data };
}

/** How the loss's own prediction moves: of a logarithm by the chain rule. */
function directionOf(
  scene: Scene,
  x: number,
  settings: Settings,
  { prediction }: SampleInputs,
  takesLog: boolean,
): readonly number[] {
  const direction = scene.direction?.(x, settings) ?? prediction.map((_, i) => (i === 0 ? 1 : 0));
  return takesLog ? direction.map((d, i) => (d === 0 ? 0 : d / Math.fround(prediction[i]!))) : direction;
}

/** What stands still contributes nothing, infinite as its gradient may be. */
function along(gradient: readonly number[], direction: readonly number[]): number {
  return gradient.reduce((sum, g, i) => (direction[i] === 0 ? sum : sum + g * direction[i]!), 0);
}
