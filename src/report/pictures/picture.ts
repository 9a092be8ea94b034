import {
  type ConceptCurves,
  type Curve,
  curveKey,
  type MemberCurves,
  type SceneData,
} from "../../atlas/curves/data.ts";
import { numberOf } from "../../atlas/curves/sample.ts";
import type { Framework } from "../../format/case-file.ts";

/** What is chosen: `scene`, `tensorflow` and `pytorch` (a loss each), and a value by control; what is absent is at its default. */
export type PictureState = { readonly [name: string]: string };

/** One curve as it is drawn. */
export interface Drawn {
  readonly framework: Framework;
  readonly member: MemberCurves;
  readonly curve: Curve;
  /** `Huber(delta=2)`. */
  readonly name: string;
  /** NaN where the loss is NaN and where it refuses. */
  readonly loss: readonly number[];
  readonly gradient: readonly number[];
}

/** A scene under one state, with what can be chosen in it. */
export interface Picture {
  readonly concept: ConceptCurves;
  readonly scene: SceneData;
  /** Every control's value. */
  readonly settings: PictureState;
  readonly xs: readonly number[];
  readonly scale: "linear" | "log";
  readonly drawn: readonly Drawn[];
  /** TensorFlow’s minus PyTorch’s, where both are drawn. */
  readonly difference?: { readonly loss: readonly number[]; readonly gradient: readonly number[] };
}

/** What a state means; anything in it that is not there is ignored. */
export function pictureOf(concept: ConceptCurves, state: PictureState): Picture {
  const scene = concept.scenes.find(({ name }) => name === state.scene) ?? concept.scenes[0]!;
  const settings: Record<string, string> = {};
  for (const { name, values, default: standard } of scene.controls) {
    settings[name] = values.find((value) => value.name === state[name])?.name ?? standard;
  }
  const drawn = FRAMEWORKS.flatMap((framework): Drawn[] => {
    const members = membersOf(scene, framework);
    const member = members.find(({ losses }) => losses[0] === state[framework]) ?? members[0];
    if (!member) return [];
    const curve = member.curves[curveKey(member, scene.controls, settings)]!;
    const series = (index: number) => concept.series[index]!.map(numberOf);
    const name = nameOf(scene, member, settings);
    return [{ framework, member, curve, name, loss: series(curve.loss), gradient: series(curve.gradient) }];
  });
  const [first, second] = drawn;
  const minus = (key: "loss" | "gradient") => first![key].map((x, i) => difference(x, second![key][i]!));
  return {
    concept,
    scene,
    settings,
    xs: scene.x.values,
    scale: scene.x.scale,
    drawn,
    ...(first && second && { difference: { loss: minus("loss"), gradient: minus("gradient") } }),
  };
}

/** The state without what is at its default: what belongs into a link. */
export function shortState({ concept, scene, settings, drawn }: Picture): PictureState {
  const state: Record<string, string> = {};
  if (scene !== concept.scenes[0]) state.scene = scene.name;
  for (const { framework, member } of drawn) {
    if (member !== membersOf(scene, framework)[0]) state[framework] = member.losses[0]!;
  }
  for (const { name, default: standard } of scene.controls) {
    if (settings[name] !== standard) state[name] = settings[name]!;
  }
  return state;
}

/** The losses of a framework that a scene can draw. */
export function membersOf({ members }: SceneData, framework: Framework): MemberCurves[] {
  return members.filter((member) => member.framework === framework);
}

/** Whether a control changes anything that is drawn. */
export function isUsed({ drawn }: Picture, control: string): boolean {
  return drawn.some(({ member }) => member.controls.includes(control));
}

export const FRAMEWORKS: readonly Framework[] = ["tensorflow", "pytorch"];

export function frameworkName(framework: Framework): "TensorFlow" | "PyTorch" {
  return framework === "tensorflow" ? "TensorFlow" : "PyTorch";
}

/** The loss without its modules. */
export function shortName(loss: string): string {
  return loss.includes("compat.v1") ? `v1 ${loss.split(".").at(-1)}` : loss.split(".").at(-1)!;
}

// --- internal ---

/** A loss with what it is asked for besides its defaults. */
function nameOf(
  scene: SceneData,
  { losses, asked, given, controls, renamed }: MemberCurves,
  settings: PictureState,
): string {
  const changed = controls.flatMap((control) => {
    const known = scene.controls.find(({ name }) => name === control)!;
    const isArgument = control !== "target" && control !== "length" && control !== "similarity";
    return isArgument && settings[control] !== known.default
      ? [`${renamed[control] ?? control}=${settings[control]}`]
      : [];
  });
  const args = [given, ...asked, ...changed].filter((each) => each !== undefined);
  return args.length > 0 ? `${shortName(losses[0]!)}(${args.join(", ")})` : shortName(losses[0]!);
}

/** Two equal infinities differ by nothing. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
